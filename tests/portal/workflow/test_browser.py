"""Does the dialog of a step hold on a phone and a desk, for axe, and under the strict policy, in both languages?"""

import pytest

from portal.access import ACCESS, Audience
from portal.audit.models import History
from portal.workflow.engine import perform, start
from tests.factories import UserFactory
from tests.harness.browser import axe, settled, wider_than_screen

from .papers.models import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])


@pytest.fixture
def case(writer, reader):
    paper = start(Paper(writer=writer, title="On ice"), by=writer)
    perform(paper, "submit", by=writer)
    return perform(paper, "ask", by=reader, reason="Ask a specialist of the lake ice group first.")


@pytest.fixture
def signed_in(open_page, as_user, site):
    def begin(user, language, phone):
        page = open_page(language, phone=phone)
        page.context.add_cookies(
            [{"name": "sessionid", "value": as_user(user).cookies["sessionid"].value, "url": site}]
        )
        return page

    return begin


def assert_whole(page):
    assert wider_than_screen(page) == 0
    assert axe(page) == []


@SCREENS
def test_official_decides_by_dialog(signed_in, case, reader, language, phone):
    page = signed_in(reader, language, phone)
    page.goto(f"/admin/papers/paper/{case.pk}/change/")
    assert_whole(page)

    page.get_by_role("link", name="Refuse", exact=True).click()
    assert_whole(page)
    page.get_by_role("button", name="Refuse", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert_whole(page)
    page.locator("textarea[name=reason]").fill("The ice was measured in July.")
    page.get_by_role("button", name="Refuse", exact=True).click()

    page.wait_for_url("**/change/")
    settled(page)
    assert page.locator(".story li").last.inner_text().endswith("The ice was measured in July.")
    assert page.locator(".decision a").count() == 0
    assert [row.action for row in History.objects.of(case)] == ["create", "submit", "ask", "refuse"]


@SCREENS
def test_official_who_comes_too_late_is_told_and_keeps_the_words(signed_in, case, reader, writer, language, phone):
    page = signed_in(reader, language, phone)
    page.goto(f"/admin/papers/paper/{case.pk}/step/refuse/")
    page.locator("textarea[name=reason]").fill("Half a page of reasons.")
    perform(case, "withdraw", by=writer)

    page.get_by_role("button", name="Refuse", exact=True).click()

    assert "Half a page of reasons." in page.locator("blockquote").inner_text()
    assert page.locator("form[method=post] textarea").count() == 0
    assert_whole(page)


@SCREENS
def test_auditor_reads_the_history(signed_in, case, language, phone):
    page = signed_in(UserFactory(official=True, is_superuser=True), language, phone)
    page.goto("/admin/portal/history/")
    assert page.locator("#result_list tbody tr").count() == 3
    assert_whole(page)

    page.locator("#result_list tbody tr").first.get_by_role("link").click()
    assert_whole(page)


@SCREENS
def test_writer_takes_a_step_on_the_public_side(signed_in, settings, monkeypatch, writer, language, phone):
    settings.ROOT_URLCONF = "tests.portal.workflow.papers.urls"
    monkeypatch.setitem(ACCESS, "paper-step", Audience.SIGNED_IN)
    paper = Paper.objects.create(writer=writer, title="On ice")
    page = signed_in(writer, language, phone)

    page.goto(f"/papers/{paper.public_id}/submit/")
    assert_whole(page)
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.wait_for_url("**/privacy/")

    assert Paper.objects.get().status == "submitted"
