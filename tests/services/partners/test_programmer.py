"""Does a partner's programmer read keys, events and calls of the own systems, and nothing else of the partner?"""

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import Membership
from portal.access import ACCESS, Audience
from services.demo import roster
from services.demo.partners import partner
from services.demo.scene import programmer
from services.models import Check, PartnerClient, WebhookDelivery
from services.partners.clients import give_client
from services.partners.querysets import SANDBOX
from tests.cast import programmer_of, staff_of
from tests.codebase.urls import views
from tests.hostile.world import with_token
from tests.services.partners.test_systems import delivery

SYSTEMS, CALLS = "/desk/systems/", "/desk/systems/calls/"


@pytest.fixture
def coder(hospital):
    return programmer_of(hospital, "programmer@example.cn")


@pytest.fixture
def browser(as_user, coder):
    return as_user(coder)


def test_programmer_is_led_to_the_own_systems_and_reads_them(browser, hospital):
    link, _secret = give_client(hospital)

    begun = browser.get("/start/", follow=True)

    assert begun.redirect_chain == [(SYSTEMS, 302)]
    assert f"<code>{link.client_id}</code>" in begun.content.decode()
    for language, word in (("zh-hans", "本单位系统"), ("en", "Our systems")):
        page = browser.get(CALLS, headers={"accept-language": language}).content.decode()
        assert f'<a href="{SYSTEMS}" aria-current="page">{word}' in page


def test_of_the_counter_nothing_opens(browser, hospital, card):
    opened = {
        name for name, audience in ACCESS.items() if name.startswith("services:desk") and audience is Audience.SYSTEMS
    }
    assert opened == {"services:desk-systems", "services:desk-calls", "services:desk-choose"}
    pages = [f"/{one}" for name, one, _ in views() if name.startswith("services:desk") and "<" not in one]
    statuses = {page: browser.get(page).status_code for page in pages}
    statuses = {page: status for page, status in statuses.items() if status != 404}

    assert statuses == {
        SYSTEMS: 200,
        CALLS: 200,
        "/desk/choose/": 405,
        "/desk/sign-on/": 302,
        "/desk/sw.js": 200,
        "/desk/app.webmanifest": 200,
    }
    shown = {"code": show_code(card)[0], "service": "medical-green-channel"}
    assert (browser.post("/desk/check/", shown).status_code, Check.objects.count()) == (404, 0)


def test_it_is_for_reading_alone(browser, hospital, as_user, desk_staff):
    row = delivery(hospital, state="dead", dead_at=timezone.now())
    again = f"/desk/systems/{row.endpoint.public_id}/{row.event.public_id}/again/"

    assert again in as_user(desk_staff).get(SYSTEMS).content.decode()
    page = browser.get(SYSTEMS).content.decode()
    assert ("use.recorded" in page, again in page, 'href="/desk/"' in page) == (True, False, False)
    assert browser.post(again).status_code == 404
    assert WebhookDelivery.objects.get().state == "dead"


def test_of_another_partner_nothing_is_shown_and_of_several_one_is_chosen(browser, hospital, school, coder):
    ours, theirs = (give_client(place)[0].client_id for place in (hospital, school))
    browser.post("/desk/choose/", {"desk": school.public_id})
    before = browser.get(SYSTEMS).content.decode()
    Membership.objects.create(user=coder, role="programmer", partner=school)

    chosen = browser.post("/desk/choose/", {"desk": school.public_id}, follow=True)

    assert (ours in before, theirs in before) == (True, False)
    assert chosen.redirect_chain == [(SYSTEMS, 302)]
    assert (ours in chosen.content.decode(), theirs in chosen.content.decode()) == (False, True)


def test_who_sits_at_one_desk_and_programs_for_another_partner_stays_at_the_desk(as_user, hospital, school):
    both = staff_of(hospital, "both@example.cn")
    Membership.objects.create(user=both, role="programmer", partner=school)
    browser = as_user(both)

    chosen = browser.post("/desk/choose/", {"desk": school.public_id})

    assert chosen["Location"] == SYSTEMS
    assert browser.get(SYSTEMS).context["partner"] == school
    assert (browser.get("/desk/").context["partner"], browser.get("/desk/").context["choice"]) == (hospital, None)


def test_switched_off_partner_and_ended_standing_close_the_page(browser, hospital, coder):
    hospital.is_active = False
    hospital.save()
    closed = browser.get(SYSTEMS).status_code
    hospital.is_active = True
    hospital.save()
    opened = browser.get(SYSTEMS).status_code
    coder.memberships.all().delete()

    assert (closed, opened, browser.get(SYSTEMS).status_code) == (404, 200, 404)


@pytest.mark.parametrize(("who", "status"), [("talent", 404), ("policy_admin", 404), ("city_officer", 404)])
def test_page_of_systems_is_for_nobody_else(who, status, as_user, request, card):
    user = card.talent if who == "talent" else request.getfixturevalue(who)

    assert [as_user(user).get(page).status_code for page in (SYSTEMS, CALLS)] == [status, status]


def test_policy_administrator_names_a_programmer_at_a_partner(as_user, policy_admin, hospital, settings):
    who = staff_of(hospital, "named@example.cn")
    named = {"email": who.email, "role": "programmer", "partner": hospital.pk, "form_key": "k"}
    admin = as_user(policy_admin)
    page = admin.post("/admin/accounts/membership/add/", named | {"partner": "", "form_key": "j"})
    assert "程序员填写合作单位" in page.content.decode()

    admin.post("/admin/accounts/membership/add/", named)

    assert set(who.memberships.values_list("role", "partner")) == {
        ("desk_staff", hospital.pk),
        ("programmer", hospital.pk),
    }


def test_second_factor_is_asked_of_a_programmer_as_of_all_staff(browser, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True

    assert browser.get(SYSTEMS)["Location"] == "/accounts/2fa/"


def test_demonstration_names_one_who_finds_a_call_with_the_sandboxs_key(client, as_user, catalogue):
    said = []
    place, key = partner(next(row for row in roster.PARTNERS if row.slug == SANDBOX))

    programmer(make_password("p"), {SANDBOX: place}, said)

    system = with_token(PartnerClient.objects.get(client=key["client_id"]), key["client_secret"])
    system.post("/api/v1/partner/checks/", {"code": "0000TEST00", "service": "none"}, "application/json")
    assert said == [{"role": "programmer", "email": "programmer@example.cn", "name": "程一凡"}]
    assert client.login(email=said[0]["email"], password="p")
    page = client.get(CALLS).content.decode()
    assert ("/api/v1/partner/checks/" in page, "<code>invalid</code>" in page) == (True, True)
