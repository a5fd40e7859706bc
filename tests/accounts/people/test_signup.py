"""How an account is opened on the site: e-mail by code, telephone if wanted, nobody told who has one."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent
from portal.models import History, OutboxMessage

FORM = {"email": "li@example.cn", "password1": "correct-horse-battery", "terms": "on"}


def post(client, name, **data):
    return client.post(reverse(name), data)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_visitor_signs_up_with_a_code_sent_to_the_email(anonymous, db, last_code):
    post(anonymous, "account_signup", **FORM)
    assert not is_signed_in(anonymous)

    answer = post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))

    user = get_user_model().objects.get(email="li@example.cn")
    assert answer.status_code == 302
    assert is_signed_in(anonymous)
    assert user.emailaddress_set.get().verified
    assert user.profile.name == ""
    assert user.is_talent


def test_consent_to_the_terms_is_recorded_with_its_version(anonymous, db):
    post(anonymous, "account_signup", **FORM)

    consent = Consent.objects.get()
    assert (consent.purpose, consent.version, consent.withdrawn_at) == ("terms", "2026-11", None)
    assert [row.action for row in History.objects.order_by("seq")] == ["account_opened", "consent_given"]


def test_without_the_terms_nothing_is_written(anonymous, db):
    answer = post(anonymous, "account_signup", **(FORM | {"terms": ""}))

    assert answer.context["form"].errors.keys() == {"terms"}
    assert 'value="li@example.cn"' in answer.content.decode()
    assert get_user_model().objects.count() == 0
    assert OutboxMessage.objects.count() == 0


def test_telephone_is_verified_after_the_email(anonymous, db, last_code):
    post(anonymous, "account_signup", **FORM, phone="138 0013 8000")
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))
    user = get_user_model().objects.get()
    assert (user.phone, user.phone_claimed, is_signed_in(anonymous)) == (None, "+8613800138000", False)

    post(anonymous, "account_verify_phone", code=last_code("+8613800138000"))

    user.refresh_from_db()
    assert (user.phone, user.phone_claimed) == ("+8613800138000", "")
    assert user.phone_verified_at is not None
    assert is_signed_in(anonymous)


def test_telephone_can_be_left_for_later(anonymous, db, last_code):
    post(anonymous, "account_signup", **FORM, phone="+7 912 345 67 89")
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))

    post(anonymous, "accounts:phone-later")

    user = get_user_model().objects.get()
    assert (user.phone, user.phone_claimed) == (None, "")
    assert is_signed_in(anonymous)


def test_claimed_telephone_keeps_its_owner_from_nothing(anonymous, client, db, last_code):
    post(anonymous, "account_signup", **FORM, phone="13800138000")

    post(client, "account_signup", **(FORM | {"email": "owner@example.cn"}), phone="13800138000")
    post(client, "account_email_verification_sent", code=last_code("owner@example.cn"))
    post(client, "account_verify_phone", code=last_code("+8613800138000"))

    assert get_user_model().objects.get(phone="+8613800138000").email == "owner@example.cn"


def test_telephone_of_another_account_stops_no_sign_up_and_is_not_taken_from_it(anonymous, talent, letters, last_code):
    talent.phone, talent.phone_verified_at = "+8613800138000", timezone.now()
    talent.save()

    post(anonymous, "account_signup", **FORM, phone="13800138000")
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))
    answer = post(anonymous, "account_verify_phone", code=last_code("+8613800138000"))
    post(anonymous, "accounts:phone-later")

    assert [text for _, _, text, _, _ in letters()] == ["verification_code", "verification_code"]
    assert answer.context["form"].errors.keys() == {"code"}
    assert is_signed_in(anonymous)
    assert get_user_model().objects.get(phone="+8613800138000") == talent


@pytest.mark.parametrize("phone", ["12345", "+86 12345678901", "not a number"])
def test_wrong_telephone_comes_back_with_its_error_and_the_rest_filled_in(anonymous, db, phone):
    answer = post(anonymous, "account_signup", **FORM, phone=phone)

    assert answer.context["form"].errors.keys() == {"phone"}
    assert f'value="{phone}"' in answer.content.decode()
    assert get_user_model().objects.count() == 0


def test_known_and_unknown_email_get_the_same_answer(anonymous, client, talent, letters):
    unknown = post(anonymous, "account_signup", **FORM)
    known = post(client, "account_signup", **(FORM | {"email": talent.email}))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    pages = [
        browser.get(known.url).content.decode().replace(email, "…")
        for browser, email in ((anonymous, "li@example.cn"), (client, talent.email))
    ]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert [(to, text) for _, to, text, _, _ in letters()] == [
        ("li@example.cn", "verification_code"),
        (talent.email, "account_exists"),
    ]


def without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_letter_is_in_the_language_of_the_reader(anonymous, db, letters, language):
    anonymous.post(reverse("account_signup"), FORM, headers={"accept-language": language})

    assert letters()[0][4] == language
    assert get_user_model().objects.get().language == language


def test_mail_server_that_is_down_fails_no_sign_up(anonymous, db, settings, last_code):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    post(anonymous, "account_signup", **FORM)
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))

    assert is_signed_in(anonymous)


def test_pressed_twice_opens_one_account_and_sends_one_code(anonymous, db, letters, last_code):
    post(anonymous, "account_signup", **FORM)
    again = post(anonymous, "account_signup", **FORM)

    assert again.url == reverse("account_email_verification_sent")
    assert len(letters()) == 1
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))
    assert is_signed_in(anonymous)


def test_password_of_a_stranger_ends_when_the_owner_opens_the_account_by_code(anonymous, client, db, last_code):
    post(anonymous, "account_signup", **FORM, phone="13800138000")

    post(client, "account_request_login_code", login="li@example.cn")
    post(client, "account_confirm_login_code", code=last_code("li@example.cn"))

    user = get_user_model().objects.get()
    assert is_signed_in(client)
    assert not user.has_usable_password()
    assert user.phone_claimed == ""


def test_telephone_whose_code_was_just_sent_does_not_stop_a_sign_up(anonymous, client, db, last_code):
    post(anonymous, "account_signup", **FORM, phone="13800138000")
    post(anonymous, "account_email_verification_sent", code=last_code("li@example.cn"))

    post(client, "account_signup", **(FORM | {"email": "owner@example.cn"}), phone="13800138000")
    post(client, "account_email_verification_sent", code=last_code("owner@example.cn"))

    assert is_signed_in(client)
    assert get_user_model().objects.get(email="owner@example.cn").phone_claimed == "+8613800138000"


def test_terms_can_be_read_before_they_are_accepted(anonymous, db):
    page = anonymous.get(reverse("account_signup")).content.decode()

    assert f'<a href="{reverse("accounts:terms")}">' in page
    assert "2026-11" in anonymous.get(reverse("accounts:terms")).content.decode()
