"""Does a person on a phone get back what was being filled in when the session ended?"""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from portal.kept_forms.models import KeptForm
from tests.factories import PASSWORD
from tests.harness.browser import axe, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, user):
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def test_form_comes_back_on_the_phone_after_the_session_ended(phone_zh, talent):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    phone_zh.goto("/accounts/login/?next=/me/profile/name/")
    sign_in(phone_zh, talent)
    phone_zh.wait_for_url("**/me/profile/name/")
    phone_zh.fill("#id_name", "李明远")

    Session.objects.all().delete()
    phone_zh.locator("main form button[type=submit]").first.click()
    phone_zh.wait_for_url("**/accounts/login/**")
    assert "您填写的内容已为您保留" in phone_zh.inner_text("main")
    sign_in(phone_zh, talent)
    phone_zh.wait_for_url("**/me/profile/name/?kept=*")

    assert phone_zh.input_value("#id_name") == "李明远"
    assert "您填写的内容已恢复" in phone_zh.inner_text("main form")
    assert (wider_than_screen(phone_zh), axe(phone_zh)) == (0, [])

    phone_zh.locator("main form button[type=submit]").first.click()
    phone_zh.wait_for_url("**/me/profile/")
    talent.profile.refresh_from_db()
    assert talent.profile.name == "李明远"
    assert not KeptForm.objects.exists()
