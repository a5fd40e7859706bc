"""What somebody at a window does on the page that opens without a network."""

from tests.harness.browser import axe, wider_than_screen

from .conftest import LANE

NO_ED25519 = """{
    const known = crypto.subtle.importKey.bind(crypto.subtle), unknown = new DOMException("", "NotSupportedError");
    crypto.subtle.importKey = (format, key, what, ...more) =>
        what.name === "Ed25519" ? Promise.reject(unknown) : known(format, key, what, ...more);
}"""  # as Chromium was before 137
SIZE = "parseFloat(getComputedStyle(document.getElementById('verdict-words')).fontSize)"
WRITTEN = {
    "payer_zh": "市财政",
    "payer_en": "The city",
    "instructions_zh": "走专用通道",
    "instructions_en": "Use lane 1",
}  # by the lounge, of each of its services
SAID = {
    "zh-hans": ["市财政", "走专用通道", "本机的资料是 {} 分钟前的。"],
    "en": ["The city", "Use lane 1", "What this window knows is {} minutes old."],
}


def open_without_network(page):
    page.context.set_offline(True)
    page.goto("/desk/")
    page.wait_for_selector("#check-form[data-ready]")


def check(page, code, service=LANE):
    page.check(f"input[value={service}]")
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")
    page.wait_for_selector("#answer:visible")


def assert_answered_large(page, language):
    """Who it is, who pays, what is to be done, and how old all of that is, which was fetched just now."""
    payer, step, age = SAID[language]
    parts = ("#holder", "#payer", "#steps li")
    assert [page.inner_text(f"{part}:visible") for part in parts] == ["李** · B", payer, step]
    assert page.inner_text("#age:visible") in [age.format(minutes) for minutes in range(3)]
    assert page.evaluate(SIZE) >= 28  # pixels


def serve(page):
    page.check("#seen")
    page.click("#served")
    page.wait_for_selector("#kept [data-state=waiting]")


def deliver(page):
    page.context.set_offline(False)
    page.wait_for_selector("#kept:not(:has([data-state=waiting]))")


def assert_whole(page):
    assert (page.url, wider_than_screen(page), axe(page)) == (page.url, 0, [])


def losing_the_first(page, begin):
    """After `begin`, the first answer to what is delivered is lost once the site had given it; the statuses so far."""
    answers = []

    def lose(route):
        answers.append(route.fetch().status)
        route.abort() if len(answers) == 1 else route.continue_()

    page.route("**/desk/offline/uses/", lose)
    begin()
    while not answers:
        page.wait_for_timeout(50)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    return answers
