"""Do the pages on which a person takes all away and leaves hold at a phone's width, for axe, in both languages?"""

import pytest
from django.core.management import call_command

from accounts.models import SealedCase
from accounts.rights.actions import delete_account
from tests.cast import official, person
from tests.factories import CardFactory
from tests.harness.browser import axe, axe_once, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("language", "phone"),
    [("zh-hans", True), ("zh-hans", False), ("en", True), ("en", False)],
    ids=["zh-360", "zh-1280", "en-360", "en-1280"],
)
def test_pages_of_rights(open_page, as_user, site, language, phone):
    call_command("load_catalogue", verbosity=0)
    page = open_page(language, phone=phone)
    session = as_user(person("leaver@example.cn")).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": session.value, "url": site}])

    for address in ("/me/profile/", "/me/export/", "/me/delete/", "/goodbye/"):
        assert page.goto(address).status == 200
        assert (address, axe_once(page), wider_than_screen(page)) == (address, [], 0)


@pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])
def test_sealed_case_before_and_after_it_is_opened(open_page, as_user, site, language, phone):
    call_command("load_catalogue", verbosity=0)
    leaver = CardFactory(talent=person("leaver@example.cn")).talent
    delete_account(leaver, by=leaver)
    page = open_page(language, phone=phone)
    session = as_user(official("auditor@example.cn", "auditor", city="heilongjiang")).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": session.value, "url": site}])

    page.goto(f"/admin/accounts/sealedcase/{SealedCase.objects.get().pk}/change/")
    before = (axe(page), wider_than_screen(page), "李明远" in page.content())
    page.locator(".decision button").click()
    page.wait_for_url("**/open/")

    assert before == ([], 0, False)
    assert (axe(page), wider_than_screen(page), "李明远" in page.content()) == ([], 0, True)
