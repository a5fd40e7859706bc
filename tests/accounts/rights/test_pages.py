"""Can a person take everything away and delete the account by pages, and nobody else's, and only knowingly?"""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from accounts.models import IdentityDocument, User
from accounts.people.identity import record_identity
from accounts.rights.kept import KEPT
from portal.data_map_check import personal
from portal.models import History
from tests.factories import PASSWORD

WORDS = {"word": "注销账号"}
EXPORT, DELETE = "/me/export/", "/me/delete/"


@pytest.fixture
def browser(profiled, as_user):
    return as_user(profiled)


def confirm(browser, address):
    """The password, on the page to which one was sent; it goes on with what was posted."""
    return browser.post(f"{reverse('account_reauthenticate')}?next={address}", {"password": PASSWORD})


def test_details_lead_to_both_pages(browser):
    page = browser.get("/me/profile/").content.decode()

    assert f'href="{EXPORT}"' in page
    assert f'href="{DELETE}"' in page


def test_export_without_the_password_gives_nothing_and_with_it_the_file(browser, profiled):
    asked = browser.post(EXPORT)

    assert (asked.status_code, asked.url) == (302, f"{reverse('account_reauthenticate')}?next=%2Fme%2Fexport%2F")
    assert not History.objects.of(profiled).filter(action="data_exported").exists()

    sent = confirm(browser, EXPORT)

    content = zipfile.ZipFile(io.BytesIO(sent.getvalue()))
    assert sent["Content-Type"] == "application/zip"
    assert content.namelist() == ["data.json"]
    assert History.objects.of(profiled).filter(action="data_exported", actor_id=profiled.public_id).count() == 1


def test_deletion_without_the_password_changes_nothing_and_with_it_is_done(browser, profiled):
    asked = browser.post(DELETE, WORDS)

    assert (asked.status_code, asked.url) == (302, f"{reverse('account_reauthenticate')}?next=%2Fme%2Fdelete%2F")
    profiled.refresh_from_db()
    assert profiled.erased_at is None

    done = confirm(browser, DELETE)

    profiled.refresh_from_db()
    assert (done.status_code, done.url) == (302, "/goodbye/")
    assert (profiled.erased_at is None, profiled.is_active) == (False, False)
    assert browser.get("/me/profile/").url.startswith("/accounts/login/")
    assert browser.get("/goodbye/").status_code == 200


def test_deletion_with_other_words_is_refused_with_what_to_do(browser, profiled):
    browser.post(DELETE, {"word": "是"})

    page = confirm(browser, DELETE)

    profiled.refresh_from_db()
    assert (page.status_code, profiled.erased_at) == (422, None)
    assert "内容不符，未删除任何数据" in page.content.decode()


def test_deletion_pressed_twice_is_done_once(browser, profiled):
    browser.post(DELETE, WORDS)
    confirm(browser, DELETE)

    again = browser.post(DELETE, WORDS)

    assert again.url.startswith("/accounts/login/")
    assert History.objects.of(profiled).filter(action="account_deleted").count() == 1


@pytest.mark.parametrize("address", [EXPORT, DELETE])
def test_officials_and_desks_have_no_such_page(city_officer, desk_staff, as_user, address):
    assert [as_user(user).get(address).status_code for user in (city_officer, desk_staff)] == [404, 404]


def test_address_and_document_of_a_deleted_account_can_be_used_again(browser, profiled, anonymous):
    number = profiled.identity_document.number
    browser.post(DELETE, WORDS)
    confirm(browser, DELETE)

    form = {"email": "profiled@example.cn", "password1": PASSWORD, "terms": "on"}
    anonymous.post(reverse("account_signup"), form)

    user = User.objects.get(email="profiled@example.cn")
    assert user.pk != profiled.pk
    record_identity(
        user, kind="passport", country="RU", number=number, birth_date=dt.date(1979, 5, 4), valid_until=None, by=user
    )
    assert IdentityDocument.objects.get().user == user


def test_page_speaks_for_every_table_in_which_something_stays():
    told = [model for row in KEPT for model in row.models]

    assert sorted(told) == sorted({name.split(".")[0] for _, name, entry in personal() if entry.is_kept})
