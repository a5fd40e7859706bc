"""What somebody at a window does on the page that opens without a network."""

from tests.harness.browser import axe, wider_than_screen

from .conftest import LANE

NO_ED25519 = """{
    const known = crypto.subtle.importKey.bind(crypto.subtle), unknown = new DOMException("", "NotSupportedError");
    crypto.subtle.importKey = (format, key, what, ...more) =>
        what.name === "Ed25519" ? Promise.reject(unknown) : known(format, key, what, ...more);
}"""  # as Chromium was before 137


def open_without_network(page):
    page.context.set_offline(True)
    page.goto("/desk/")
    page.wait_for_selector("#check-form[data-ready]")


def check(page, code, service=LANE):
    page.check(f"input[value={service}]")
    page.fill("#id_code", code)
    page.press("#id_code", "Enter")
    page.wait_for_selector("#answer:visible")


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
