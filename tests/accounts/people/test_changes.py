"""How people change their e-mail and telephone: with the password again, by a code, the old address told."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from portal.models import History
from tests.factories import PASSWORD


@pytest.fixture
def browser(anonymous, talent):
    """A talent with a verified e-mail, signed in."""
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    anonymous.post(reverse("account_login"), {"login": talent.email, "password": PASSWORD})
    return anonymous


def post(client, name, **data):
    return client.post(reverse(name), data)


def confirm_password(client):
    post(client, "account_reauthenticate", password=PASSWORD)


def actions():
    return [row.action for row in History.objects.order_by("seq")]


def test_email_is_changed_after_its_code_and_the_old_one_is_told(browser, talent, letters, last_code):
    confirm_password(browser)
    post(browser, "account_email", email="new@example.cn", action_add="")
    talent.refresh_from_db()
    assert talent.email == "talent@example.cn"

    post(browser, "account_email_verification_sent", code=last_code("new@example.cn"))

    talent.refresh_from_db()
    assert talent.email == "new@example.cn"
    assert [address.email for address in talent.emailaddress_set.all()] == ["new@example.cn"]
    assert [(to, text) for _, to, text, _, _ in letters()][-1] == ("talent@example.cn", "email_changed")
    assert actions() == ["email_changed"]


def test_email_of_another_account_is_not_taken_over(browser, talent, other_talent, last_code):
    EmailAddress.objects.create(user=other_talent, email=other_talent.email, verified=True, primary=True)
    confirm_password(browser)
    post(browser, "account_email", email=other_talent.email, action_add="")

    post(browser, "account_email_verification_sent", code=last_code(other_talent.email))

    talent.refresh_from_db()
    assert talent.email == "talent@example.cn"


def test_telephone_is_added_and_changed_after_its_code(browser, talent, last_code):
    confirm_password(browser)
    for typed, number in (("13800138000", "+8613800138000"), ("+7 912 345 67 89", "+79123456789")):
        post(browser, "account_change_phone", phone=typed)
        post(browser, "account_verify_phone", code=last_code(number))

        talent.refresh_from_db()
        assert talent.phone == number
    assert actions() == ["phone_changed", "phone_changed"]


def test_telephone_of_another_account_is_refused_where_its_code_is_known(browser, talent, other_talent, last_code):
    from accounts.people.actions import verify_phone

    verify_phone(other_talent, "+8613800138000")
    confirm_password(browser)
    post(browser, "account_change_phone", phone="13800138000")

    answer = post(browser, "account_verify_phone", code=last_code("+8613800138000"))

    talent.refresh_from_db()
    assert answer.context["form"].errors.as_data()["code"][0].code == "phone_taken"
    assert talent.phone is None


def test_wrong_code_changes_nothing(browser, talent, last_code):
    confirm_password(browser)
    post(browser, "account_change_phone", phone="13800138000")
    wrong = "000000" if last_code("+8613800138000") != "000000" else "111111"

    post(browser, "account_verify_phone", code=wrong)

    talent.refresh_from_db()
    assert talent.phone is None


@pytest.mark.parametrize("page", ["account_email", "account_change_phone"])
def test_change_asks_for_the_password_first(browser, page):
    answer = post(browser, page, email="new@example.cn", phone="13800138000", action_add="")

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_changed_password_is_recorded_and_told(browser, talent, letters):
    new = "another-horse-battery"

    post(browser, "account_change_password", oldpassword=PASSWORD, password1=new, password2=new)

    talent.refresh_from_db()
    assert talent.check_password(new)
    assert actions() == ["password_changed"]
    assert [(to, text) for _, to, text, _, _ in letters()] == [(talent.email, "password_changed")]


def test_second_code_at_once_is_too_many_tries_and_no_fault(browser):
    confirm_password(browser)
    post(browser, "account_change_phone", phone="13800138000")

    answer = post(browser, "account_change_phone", phone="13800138000")

    assert answer.status_code == 429
