"""A session ends while a form is being filled: what was entered comes back after sign-in, for the same person alone."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.access import ACCESS, Audience
from portal.kept_forms.keep import MOST_FORMS, purge
from portal.kept_forms.models import KeptFile, KeptForm
from portal.kept_forms.person import COOKIE
from tests.factories import PASSWORD, UserFactory
from tests.portal.kept_forms import urls

FROM_PAGE = {"Referer": "http://testserver/paper/?x=1", "Accept-Language": "en"}
CANARY = "王小明 <b>&"


@pytest.fixture(autouse=True)
def paper_pages(settings, monkeypatch, tmp_path):
    settings.ROOT_URLCONF = urls.__name__
    settings.MEDIA_ROOT = tmp_path
    for name in ("paper", "paper-send"):
        monkeypatch.setitem(ACCESS, name, Audience.SIGNED_IN)
    urls.SENT.clear()


@pytest.fixture
def browser(talent):
    """A browser in which the talent was signed in until a moment ago, with the form open."""
    client = Client()
    client.force_login(talent)
    client.get("/paper/")
    client.cookies.pop("sessionid")
    return client


def fields(**changes) -> dict:
    scan = SimpleUploadedFile("thesis <1>.pdf", b"%PDF-1", "application/pdf")
    chosen = {"name": CANARY, "line": ["one", "two"], "text": 'a "b"\n<c>', "tier": "b", "also": "1", "stage": "2"}
    return chosen | {"password": "hush", "scan": scan} | changes


def post(client: Client, **changes):
    return client.post("/paper/send/", fields(**changes), headers=FROM_PAGE)


def sign_in(client: Client, user, to: str):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return client.post(to, {"login": user.email, "password": PASSWORD})


def test_form_comes_back_filled_after_sign_in_and_is_sent_with_its_file(browser, talent):
    to_sign_in = post(browser)
    assert "What you entered is kept" in browser.get(to_sign_in.url, headers={"Accept-Language": "en"}).text

    back = sign_in(browser, talent, to_sign_in.url)
    assert back.url.startswith("/paper/?x=1&kept=")
    page = browser.get(back.url, headers={"Accept-Language": "en"}).text

    key = str(KeptForm.objects.get().public_id)
    assert f'<input type="hidden" name="kept_form" value="{key}">' in page
    assert "What you entered stands here again" in page
    assert '<input type="text" name="name" required value="王小明 &lt;b&gt;&amp;">' in page
    assert '<input name="line" value="one"><input name="line" value="two">' in page
    assert '<textarea name="text">\na &quot;b&quot;\n&lt;c&gt;</textarea>' in page
    assert '<option value="a">A</option><option value="b" selected>B &lt; A</option>' in page
    assert (
        '<input type="checkbox" name="agree" value="yes"><input type="checkbox" name="also" value="1" checked>' in page
    )
    assert '<input type="radio" name="stage" value="1"><input type="radio" name="stage" value="2" checked>' in page
    assert '<input type="password" name="password">' in page
    assert '<input type="file" name="scan">' in page
    assert "<li>thesis &lt;1&gt;.pdf</li>" in page
    assert '<input name="name" value="untouched">' in page
    assert "hush" not in page

    sent = browser.post("/paper/send/", {"name": CANARY, "kept_form": key})

    assert sent.status_code == 302
    assert [{"by": talent.email, "name": CANARY, "scan": ("thesis <1>.pdf", b"%PDF-1")}] == urls.SENT


def test_form_that_was_sent_is_kept_no_longer(browser, talent, django_capture_on_commit_callbacks):
    sign_in(browser, talent, post(browser).url)
    kept = KeptForm.objects.get()
    stored = kept.files.get().content.name
    assert default_storage.exists(stored)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/paper/send/", {"name": "a", "kept_form": str(kept.public_id)})

    assert not KeptForm.objects.exists()
    assert not default_storage.exists(stored)


def test_form_that_was_sent_with_faults_keeps_its_files(browser, talent):
    sign_in(browser, talent, post(browser).url)
    key = str(KeptForm.objects.get().public_id)

    assert browser.post("/paper/send/", {"name": "", "kept_form": key}).status_code == 422
    assert browser.post("/paper/send/", {"name": "a", "kept_form": key}).status_code == 302


def test_session_that_ends_once_more_keeps_the_file_again(browser, talent):
    sign_in(browser, talent, post(browser).url)
    key = str(KeptForm.objects.get().public_id)
    browser.cookies.pop("sessionid")

    browser.post("/paper/send/", {"name": "second", "kept_form": key})
    browser.force_login(talent)
    second = KeptForm.objects.latest("pk")
    browser.post("/paper/send/", {"name": "second", "kept_form": str(second.public_id)})

    assert second.fields == {"name": ["second"]}
    assert urls.SENT[0]["scan"] == ("thesis <1>.pdf", b"%PDF-1")


def test_new_file_goes_before_the_kept_one(browser, talent):
    sign_in(browser, talent, post(browser).url)
    key = str(KeptForm.objects.get().public_id)

    browser.post("/paper/send/", {"name": "a", "kept_form": key, "scan": SimpleUploadedFile("new.pdf", b"new")})

    assert urls.SENT[0]["scan"] == ("new.pdf", b"new")


def test_another_person_who_signs_in_sees_and_sends_nothing_of_it(browser, other_talent):
    to_sign_in = post(browser)

    back = sign_in(browser, other_talent, to_sign_in.url)
    page = browser.get(back.url).text
    key = str(KeptForm.objects.get().public_id)
    sent = browser.post("/paper/send/", {"name": "a", "kept_form": key})

    assert "王小明" not in page and "thesis" not in page and "kept_form" not in page
    assert sent.status_code == 422


def test_stranger_without_the_cookie_has_nothing_kept(talent):
    response = post(Client())

    assert response.url == "/accounts/login/?next=/paper/%3Fx%3D1"
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "abc:def:ghi"])
def test_changed_cookie_counts_as_none(browser, value):
    browser.cookies[COOKIE] = value

    post(browser)

    assert not KeptForm.objects.exists()


def test_signing_out_leaves_no_trace_in_the_browser(talent):
    client = Client()
    client.force_login(talent)
    client.get("/paper/")
    assert client.cookies[COOKIE].value

    client.post("/accounts/logout/")

    assert not client.cookies[COOKIE].value
    post(client)
    assert not KeptForm.objects.exists()


def test_stored_form_shows_nothing_and_no_password(browser, django_db_blocker):
    from django.db import connection

    post(browser)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_keptform")
        row = repr(cursor.fetchall())
    assert "王小明" not in row
    assert set(KeptForm.objects.get().fields) == {"name", "line", "text", "tier", "also", "stage"}
    assert KeptFile.objects.get().content.name.startswith("kept_forms/")
    assert "thesis" not in KeptFile.objects.get().content.name


def test_form_is_given_back_for_two_hours_and_then_thrown_away(browser, talent, django_capture_on_commit_callbacks):
    to_sign_in = post(browser)
    stored = KeptFile.objects.get().content.name

    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1), tick=True):
        browser.force_login(talent)
        page = browser.get("/paper/?kept=" + to_sign_in.url.split("%3D")[-1]).text
        with django_capture_on_commit_callbacks(execute=True):
            assert purge() == 1

    assert "王小明" not in page
    assert not default_storage.exists(stored)


def test_only_the_newest_few_forms_of_a_person_are_kept(browser):
    for number in range(MOST_FORMS + 2):
        post(browser, name=str(number))

    assert [form.fields["name"] for form in KeptForm.objects.order_by("pk")] == [["2"], ["3"], ["4"], ["5"], ["6"]]


def test_page_of_another_site_is_not_come_back_to(browser):
    response = browser.post("/paper/send/", fields(), headers={"Referer": "https://evil.example/paper/"})

    assert response.url.startswith("/accounts/login/?next=/paper/send/%3Fkept%3D")


def test_form_larger_than_the_bound_is_not_kept(browser, monkeypatch):
    monkeypatch.setattr("portal.kept_forms.keep.MOST_BYTES", 10)

    post(browser)

    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("key", ["x", "00000000-0000-0000-0000-000000000000"])
def test_unknown_key_shows_the_page_as_it_is(talent, as_user, key):
    page = as_user(talent).get(f"/paper/?kept={key}").text

    assert 'name="name" value="" required' in page


def test_session_that_ended_by_the_clock_keeps_the_form_too(db, as_user, settings):
    official = UserFactory(official=True)
    client = as_user(official)
    client.get("/paper/")
    client.cookies.pop(COOKIE)

    with time_machine.travel(timezone.now() + timedelta(seconds=settings.OFFICIAL_IDLE_SECONDS + 5), tick=True):
        post(client)

    assert KeptForm.objects.get().fields["name"] == [CANARY]


def test_official_gets_the_admins_form_back_filled(as_user, db):
    official = UserFactory(official=True, is_superuser=True)
    client, address = as_user(official), "/admin/portal/workingdayoverride/add/"
    client.get(address)
    client.cookies.pop("sessionid")

    entered = {"day": "2027-02-06", "is_working": "on", "note": "国办发明电〔2026〕"}
    client.post(address, entered, headers={"Referer": f"http://testserver{address}"})
    client.force_login(official)
    page = client.get(f"{address}?kept={KeptForm.objects.get().public_id}").text

    assert re.search(r'<input [^>]*name="note"[^>]* value="国办发明电〔2026〕">', page)
    assert re.search(r'<input [^>]*name="day"[^>]* value="2027-02-06">', page)
    assert re.search(r'<input [^>]*name="is_working"[^>]* checked>', page)
