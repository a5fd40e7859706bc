"""Does the desk go on without a network: check, use, network back, delivered once, whatever happens in between?"""

import pytest
from django.utils import timezone

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from portal.workflow.engine import perform
from services.models import Allowance, Check, Entitlement, LateUse, PartnerService, Service, TurnedAway, Use
from tests.cast import ask_for_family
from tests.harness.scanner import Scanner

from .conftest import LANE
from .page import (
    NO_ED25519,
    WRITTEN,
    assert_answered_large,
    assert_whole,
    check,
    deliver,
    losing_the_first,
    open_without_network,
    serve,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

A_MINUTE_AGO = """deskStore.queue().then((items) => Promise.all(
    items.map((item) => deskStore.put({ ...item, doneAt: item.doneAt - 61 }))))"""
NO_HTTPS = "Object.defineProperty(crypto, 'subtle', { value: undefined });"


def made(card):
    return verify_url(make_offline(card, by=card.talent).text).upper()


@pytest.fixture
def code(card, site):
    return made(card)


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
def test_card_is_checked_and_served_without_a_network_and_delivered_once(
    open_page, sign_in, card, code, language, phone
):
    PartnerService.objects.update(**WRITTEN)
    page = open_page(language, phone)
    sign_in(page)
    open_without_network(page)
    assert_whole(page)
    check(page, code)
    assert_answered_large(page, language)
    assert page.locator(".verdict.is-yes").is_visible()
    assert_whole(page)

    page.click("#served")
    assert page.locator("#seen-first").is_visible()
    serve(page)
    check(page, code)
    assert page.locator(".verdict.is-no").is_visible()
    assert_whole(page)
    deliver(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    page.goto("/desk/")
    page.wait_for_selector("#kept [data-state=recorded]")
    assert_whole(page)
    page.wait_for_selector("#kept [data-state=eligible]")  # the second look, which was told no
    assert list(LateUse.objects.order_by("id").values_list("outcome", "conflict")) == [("served", ""), ("", "")]
    assert (Use.objects.count(), Allowance.objects.get().used) == (1, 1)
    kept = page.evaluate("deskStore.queue()")
    assert [item["code"] for item in kept] == ["", ""]


def test_answer_that_was_lost_after_the_site_had_recorded_is_no_second_use(open_page, sign_in, code):
    page = open_page("en")
    sign_in(page)
    open_without_network(page)
    check(page, code)
    serve(page)
    answers = losing_the_first(page, lambda: page.context.set_offline(False))

    page.wait_for_selector("#kept [data-state=recorded]")
    assert answers == [201, 201]
    assert (Use.objects.count(), LateUse.objects.count(), Check.objects.count()) == (1, 1, 1)


def test_browser_closed_in_between_delivers_when_it_is_opened_again(starts, sign_in, code, page_errors):
    page, close = starts()
    sign_in(page)
    open_without_network(page)
    check(page, code)
    serve(page)
    close()
    assert Use.objects.count() == 0

    page, close = starts()
    sign_in(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    close()
    assert (Use.objects.count(), LateUse.objects.count()) == (1, 1)
    assert page_errors == []


def test_refused_and_another_day_outlive_the_browser_and_a_lost_answer_and_are_delivered_once(
    starts, sign_in, card, code, site
):
    page, close = starts()
    sign_in(page)
    open_without_network(page)
    check(page, code)
    page.click("#refusal summary")
    page.wait_for_selector("#why:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#why-first:visible")
    assert_whole(page)
    page.keyboard.type("今日停诊")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kept [data-state=waiting]")
    check(page, verify_url(make_offline(card, by=card.talent).text).upper())
    page.click("#postponed")
    page.wait_for_selector("#kept li:nth-child(2)")
    close()
    assert Use.objects.count() == 0

    page, close = starts()
    answers = losing_the_first(page, lambda: sign_in(page))
    page.wait_for_selector("#kept li:nth-child(2)[data-state=recorded]")
    page.wait_for_selector("#kept li:nth-child(1)[data-state=recorded]")
    assert {(item["code"], item["reason"]) for item in page.evaluate("deskStore.queue()")} == {("", "")}
    close()

    assert sorted(Use.objects.values_list("outcome", "reason")) == [("postponed", ""), ("refused", "今日停诊")]
    assert (LateUse.objects.count(), TurnedAway.objects.count(), len(answers)) == (2, 1, 3)


def test_stage_and_companions_are_asked_without_a_network_and_delivered(
    open_page, sign_in, card, province_officer, site
):
    Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(
        limit=2, period="stage", family="spouse_children"
    )
    child = perform(ask_for_family(card), "accept", by=province_officer).cards.get()
    page = open_page("zh-hans")
    sign_in(page)
    open_without_network(page)
    check(page, verify_url(make_offline(child, by=card.talent).text).upper())

    page.check("#seen")
    page.click("#served")
    assert page.locator("#stage-first").is_visible()
    page.select_option("#stage", "primary")
    assert page.inner_text("#company-label:visible") == "随行人员，最多 1 人"
    page.fill("#company", "2")
    page.click("#served")
    assert page.locator("#company-first").is_visible()
    assert_whole(page)
    page.fill("#company", "1")
    page.click("#served")
    page.wait_for_selector("#kept [data-state=waiting]")
    deliver(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    assert (Use.objects.get().companions_used, Allowance.objects.get().period[:8]) == (1, "primary:")


@pytest.fixture
def used(card):
    """`used(number)` of the 24 uses a year of the lane, which the holder alone has."""
    Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(limit=24, period="year", family="none")

    def spend(number):
        about = {"holder": card.talent, "service": Service.objects.get(slug=LANE), "limit": 24}
        year = str(timezone.localdate().year)
        return Allowance.objects.update_or_create(**about, period=year, defaults={"used": number})

    return spend


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_last_of_many_uses_is_not_given_without_a_network_and_an_uncounted_service_is(
    open_page, sign_in, card, used, site, language
):
    used(23)
    page = open_page(language)
    sign_in(page)
    open_without_network(page)

    check(page, made(card))

    assert page.locator(".verdict.is-no").is_visible()
    assert page.locator("#served").is_hidden()
    said = {"zh-hans": "最后一次", "en": "The last use of an allowance is given only with a network"}
    assert said[language] in page.inner_text("#verdict-reason")
    assert_whole(page)
    check(page, made(card), service="medical-green-channel")
    assert page.locator(".verdict.is-yes").is_visible()


def test_code_gets_one_use_here_also_after_that_was_delivered_and_a_new_code_what_is_left_then(
    open_page, sign_in, card, used, site
):
    used(21)
    page = open_page("en")
    sign_in(page)
    before = made(card)

    def given(code):
        open_without_network(page)
        check(page, code)
        return page.locator(".verdict.is-yes").is_visible()

    assert given(before)
    serve(page)
    deliver(page)
    assert Allowance.objects.get().used == 22
    assert not given(before)
    page.context.set_offline(False)
    page.goto("/desk/")
    page.evaluate(A_MINUTE_AGO)  # by which the two clocks may differ
    assert given(made(card))
    serve(page)
    deliver(page)
    assert Allowance.objects.get().used == 23
    assert not given(made(card))


def test_scanner_is_read_without_a_network_and_with_an_input_method(open_page, sign_in, code):
    page = open_page("zh-hans", phone=False)
    page.set_viewport_size({"width": 1024, "height": 768})
    sign_in(page)
    open_without_network(page)
    page.check(f"input[value={LANE}]")

    Scanner(page).through_input_method(code)

    page.wait_for_selector(".verdict.is-yes")
    page.click("#next")  # what an input method wrote too late had scrolled to its field
    Scanner(page).keys(code)
    page.wait_for_selector(".verdict.is-yes")
    for part in ("#holder", "#steps li:last-child", "#served", "#postponed", "#refusal"):
        box = page.locator(part).bounding_box()
        assert (part, box["y"] >= 0, box["y"] + box["height"] <= 768) == (part, True, True)


def test_old_browser_checks_and_serves_like_a_new_one(open_page, sign_in, code):
    page = open_page("zh-hans", phone=False)
    page.add_init_script(NO_ED25519)
    sign_in(page)
    open_without_network(page)
    check(page, code)
    assert page.inner_text("#holder") == "李** · B"
    serve(page)

    deliver(page)

    page.wait_for_selector("#kept [data-state=recorded]")
    assert Use.objects.get().check_made.reason == "ok"


def test_browser_that_is_not_able_says_so_and_keeps_the_code_to_be_checked_later(open_page, sign_in, code):
    page = open_page("zh-hans")
    page.add_init_script(NO_HTTPS)
    sign_in(page)
    open_without_network(page)
    assert page.locator("#unable").is_visible()
    check(page, code)
    assert page.locator("#served").is_hidden()
    assert_whole(page)

    page.click("#later")
    deliver(page)

    page.wait_for_selector("#kept [data-state=eligible] a")
    assert (Check.objects.get().reason, Use.objects.count()) == ("ok", 0)


def test_what_is_too_old_is_refused_and_a_browser_that_knows_nothing_says_what_to_do(open_page, sign_in, code):
    page = open_page("en")
    sign_in(page)
    open_without_network(page)
    shift = "const real = Date.now; Date.now = () => real() + 13 * 3600 * 1000;"
    page.evaluate(f"void (() => {{ {shift} window.dispatchEvent(new Event('online')); }})()")
    page.wait_for_selector("#age:has-text('What this window knows is 13 hours old.')")
    check(page, code)
    assert "what this window knows is too old" in page.inner_text("#verdict-reason")
    assert page.locator("#later").is_visible()

    page.evaluate("indexedDB.deleteDatabase('desk')")
    page.goto("/desk/")

    page.wait_for_selector("#nothing:visible")
    assert page.locator("#check-form").is_hidden()
    assert page.locator("#id_code").count() == 1
