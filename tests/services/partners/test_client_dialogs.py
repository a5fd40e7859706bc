"""Does a partner's system get its client by a dialog, its secret once, and does ending it end its tokens?"""

import pytest
from django.test import Client as System

from accounts.models import User
from portal.audit.models import History
from portal.workflow.engine import Refusal
from services.models import PartnerClient
from services.partners.clients import end_client, give_client
from tests.cast import official

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def browser(as_user, policy_admin):
    return as_user(policy_admin)


def dialog(partner, rest=""):
    return f"/admin/accounts/partner/{partner.pk}/client/{rest}"


def give(browser, partner, key="k1"):
    return browser.post(dialog(partner), {"form_key": key}, headers=ENGLISH)


def token(client_id, secret):
    asked = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, "scope": "partner"}
    return System().post("/identity/o/api/token", asked)


def call(access_token):
    body = {"code": "0000000000", "service": "medical-green-channel"}
    headers = {"authorization": f"Bearer {access_token}"}
    return System().post("/api/v1/partner/checks/", body, content_type="application/json", headers=headers).status_code


def told(partner):
    return [(row.action, row.fields, row.actor_id) for row in History.objects.of(partner)]


def test_dialog_asks_before_anything_is_made(browser, hospital):
    page = browser.get(dialog(hospital), headers=ENGLISH)

    assert "The secret is shown once" in page.content.decode()
    assert not PartnerClient.objects.exists()


def test_secret_is_shown_once_and_works(browser, hospital, policy_admin):
    where = give(browser, hospital)["Location"]

    first = browser.get(where, headers=ENGLISH)
    second = browser.get(where, headers=ENGLISH)

    link = PartnerClient.objects.get()
    secret = first.context["secret"]
    assert f"<code>{secret}</code>" in first.content.decode()
    assert f"<code>{link.client_id}</code>" in first.content.decode()
    assert "http://localhost:8000/identity/o/api/token" in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert secret not in second.content.decode()
    assert "has been shown and is not kept" in second.content.decode()
    assert token(link.client_id, secret).status_code == 200
    assert told(hospital) == [("client_given", [f"account.{link.account.public_id}"], policy_admin.public_id)]


def test_pressing_twice_gives_one_client_and_still_shows_its_secret(browser, hospital):
    first, second = give(browser, hospital), give(browser, hospital)

    assert first["Location"] == second["Location"]
    assert browser.get(second["Location"]).context["secret"]
    assert PartnerClient.objects.count() == 1


def test_secret_is_for_whoever_gave_the_client(browser, hospital, as_user):
    where = give(browser, hospital)["Location"]
    other = as_user(official("second@example.cn", "policy_admin", city="heilongjiang"))

    assert other.get(where).context["secret"] is None
    assert browser.get(where).context["secret"]


def test_ended_client_loses_its_token_at_once(browser, hospital, policy_admin):
    link, secret = give_client(hospital, by=policy_admin)
    access_token = token(link.client_id, secret).json()["access_token"]
    assert call(access_token) == 201

    page = browser.post(dialog(hospital, f"{link.pk}/end/"), {"form_key": "k1"}, headers=ENGLISH, follow=True)

    assert "The client is ended." in page.content.decode()
    assert call(access_token) == 401
    assert token(link.client_id, secret).status_code == 401
    assert told(hospital)[-1] == ("client_ended", [f"account.{link.account.public_id}"], policy_admin.public_id)
    assert not User.objects.get(pk=link.account_id).memberships.exists()


def test_other_client_of_the_partner_goes_on(browser, hospital):
    (first, _), (second, secret) = give_client(hospital), give_client(hospital)

    browser.post(dialog(hospital, f"{first.pk}/end/"), {"form_key": "k1"})

    assert token(second.client_id, secret).status_code == 200


def test_ending_twice_is_told_and_written_once(browser, hospital):
    link, _secret = give_client(hospital)
    end = dialog(hospital, f"{link.pk}/end/")

    first, second = (browser.post(end, {"form_key": "k1"}) for _ in range(2))
    late = browser.get(end, headers=ENGLISH, follow=True)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert "This client has been ended already." in late.content.decode()
    assert [row[0] for row in told(hospital)] == ["client_given", "client_ended"]


def test_ending_what_somebody_has_just_ended_is_refused(hospital, policy_admin):
    link, _secret = give_client(hospital)
    same = PartnerClient.objects.get()
    end_client(link, by=policy_admin)

    with pytest.raises(Refusal) as refused:
        end_client(same, by=policy_admin)

    assert refused.value.code == "already_ended"
    assert [row[0] for row in told(hospital)] == ["client_given", "client_ended"]


def test_switched_off_partner_gets_no_client(browser, hospital):
    hospital.is_active = False
    hospital.save()

    page = browser.post(dialog(hospital), {"form_key": "k1"}, headers=ENGLISH, follow=True)

    assert "This partner is switched off." in page.content.decode()
    assert not PartnerClient.objects.exists()
    assert told(hospital) == []


def test_client_of_another_partner_is_not_found(browser, hospital, school):
    link, _secret = give_client(school)

    assert browser.get(dialog(hospital, f"{link.pk}/")).status_code == 404
    assert browser.post(dialog(hospital, f"{link.pk}/end/"), {"form_key": "k1"}).status_code == 404
    assert PartnerClient.objects.get() == link


@pytest.mark.parametrize("who", ["city_officer", "auditor", "desk_staff"])
def test_others_find_no_dialog(request, as_user, hospital, who):
    browser = as_user(request.getfixturevalue(who))
    link, _secret = give_client(hospital)

    for rest in ("", f"{link.pk}/", f"{link.pk}/end/"):
        assert browser.get(dialog(hospital, rest)).status_code == 404
        assert browser.post(dialog(hospital, rest), {"form_key": "k"}).status_code == 404
    assert PartnerClient.objects.get() == link
