"""Can a passkey be added and sign in, with the browser's own virtual authenticator?"""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(desk_en, transactional_db):
    """A browser whose device can keep passkeys."""
    session = desk_en.context.new_cdp_session(desk_en)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return desk_en


@pytest.fixture
def resident(talent):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    return talent


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def add_passkey(page):
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("#mfa_webauthn_add")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/add/" not in url)


def test_passkey_is_added_and_signs_in_alone(page, resident):
    sign_in(page, resident.email)
    add_passkey(page)
    assert Authenticator.objects.get(type="webauthn").user == resident
    page.context.clear_cookies()

    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)

    page.goto("/me/profile/")
    assert page.locator("h1").inner_text() == "My details"


def test_who_has_a_passkey_can_still_sign_in_with_the_password_alone(page, resident):
    sign_in(page, resident.email)
    add_passkey(page)
    page.context.clear_cookies()

    sign_in(page, resident.email)

    page.goto("/me/profile/")
    assert page.locator("h1").inner_text() == "My details"
