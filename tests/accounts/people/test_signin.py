"""How people sign in: by e-mail or telephone, with a password or a code; and how often they may try."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.people.adapter import SecondFactorAdapter
from tests.factories import PASSWORD


@pytest.fixture
def resident(talent):
    """A talent whose e-mail and telephone are verified."""
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    talent.phone, talent.phone_verified_at = "+8613800138000", timezone.now()
    talent.save()
    return talent


def post(client, name, **data):
    return client.post(reverse(name), data)


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["talent@example.cn", "Talent@Example.cn", "+8613800138000", "138 0013 8000"])
def test_email_or_telephone_signs_in_with_the_password(anonymous, resident, login):
    post(anonymous, "account_login", login=login, password=PASSWORD)

    assert is_signed_in(anonymous)


@pytest.mark.parametrize(
    ("login", "address"), [("talent@example.cn", "talent@example.cn"), ("138-0013-8000", "+8613800138000")]
)
def test_email_or_telephone_signs_in_with_a_code(anonymous, resident, last_code, login, address):
    post(anonymous, "account_request_login_code", login=login)

    post(anonymous, "account_confirm_login_code", code=last_code(address))

    assert is_signed_in(anonymous)


def test_unverified_email_must_be_verified_before_a_password_signs_in(anonymous, talent, letters):
    answer = post(anonymous, "account_login", login=talent.email, password=PASSWORD)

    assert answer.url == reverse("account_email_verification_sent")
    assert not is_signed_in(anonymous)
    assert [text for _, _, text, _, _ in letters()] == ["verification_code"]


@pytest.mark.parametrize(
    ("known", "unknown"), [("talent@example.cn", "nobody@example.cn"), ("13800138000", "13900139000")]
)
def test_code_for_known_and_unknown_gets_the_same_answer(anonymous, client, resident, known, unknown):
    answers = [
        post(browser, "account_request_login_code", login=login)
        for browser, login in ((anonymous, known), (client, unknown))
    ]

    assert (answers[0].status_code, answers[0].url) == (answers[1].status_code, answers[1].url)
    pages = [
        browser.get(answers[0].url).content.decode().replace(login, "…").replace("+86", "")
        for browser, login in ((anonymous, known), (client, unknown))
    ]
    assert without_tokens(pages[0]) == without_tokens(pages[1])


@pytest.mark.parametrize("login", ["talent@example.cn", "nobody@example.cn"])
def test_wrong_password_says_the_same_of_known_and_unknown(anonymous, resident, login):
    answer = post(anonymous, "account_login", login=login, password="wrong-password")

    assert answer.context["form"].non_field_errors().as_data()[0].code == "email_password_mismatch"


def without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_sixth_wrong_password_is_refused_even_if_right(anonymous, resident):
    for _ in range(5):
        post(anonymous, "account_login", login=resident.email, password="wrong-password")

    answer = post(anonymous, "account_login", login=resident.email, password=PASSWORD)

    assert answer.context["form"].non_field_errors().as_data()[0].code == "too_many_login_attempts"
    assert not is_signed_in(anonymous)


def test_third_wrong_code_ends_the_try(anonymous, resident, last_code):
    post(anonymous, "account_request_login_code", login=resident.email)
    right = last_code(resident.email)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        post(anonymous, "account_confirm_login_code", code=wrong)

    post(anonymous, "account_confirm_login_code", code=right)

    assert not is_signed_in(anonymous)


def test_forgotten_password_is_set_anew_with_a_code(anonymous, resident, last_code):
    post(anonymous, "account_reset_password", email=resident.email)
    post(anonymous, "account_confirm_password_reset_code", code=last_code(resident.email))
    new = "another-horse-battery"
    post(anonymous, "account_complete_password_reset", password1=new, password2=new)

    post(anonymous, "account_login", login=resident.email, password=new)

    assert is_signed_in(anonymous)


def test_login_that_is_neither_email_nor_telephone_says_what_is_wanted(anonymous, db):
    answer = post(anonymous, "account_request_login_code", login="li wei")

    assert answer.context["form"].errors.keys() == {"login"}


def test_person_ends_the_sessions_of_other_devices(anonymous, client, resident):
    for browser in (anonymous, client):
        post(browser, "account_login", login=resident.email, password=PASSWORD)
    assert client.get(reverse("accounts:profile")).status_code == 200

    post(anonymous, "usersessions_list")

    assert anonymous.get(reverse("accounts:profile")).status_code == 200
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_secret_of_an_authenticator_app_is_encrypted_at_rest(resident):
    sealed = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert SecondFactorAdapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
