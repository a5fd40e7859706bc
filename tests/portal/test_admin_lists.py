"""Does each list of the admin ask the database as often for one row as for three? All in one literal table."""

import datetime as dt

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.accreditation.models import Application
from accounts.rights.models import SealedCase
from portal.audit.seals import seal
from portal.models import WorkingDayOverride
from portal.workflow.engine import perform
from services.models import LateUse, PartnerEvent, Service, WebhookDelivery, WebhookEndpoint
from services.partners.checks import check_code
from services.partners.counter import at
from services.quality.actions import report
from services.requests.actions import ask
from services.requests.answers import form_for
from tests.cast import ask_for_family, honours, official, person, send_photo
from tests.factories import ApplicationFactory, CardFactory, EmployerFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.slow
HOME = {"home_address": "示范路 1 号", "contract_number": "HT-1", "purchased_on": "2026-05-01", "price_yuan": "850000"}
STATEMENTS = {  # list -> (who reads it, how many statements, whatever the number of rows)
    "accounts.application": ("city_officer", 10),
    "accounts.card": ("city_officer", 7),
    "accounts.employer": ("policy_admin", 7),
    "accounts.familymember": ("city_officer", 6),
    "accounts.membership": ("policy_admin", 6),
    "accounts.partner": ("policy_admin", 7),
    "accounts.portrait": ("city_officer", 6),
    "accounts.profile": ("city_officer", 6),
    "accounts.sealedcase": ("auditor", 6),
    "policies.authority": ("policy_admin", 6),
    "policies.criterion": ("policy_admin", 7),
    "policies.document": ("policy_admin", 6),
    "policies.figuregroup": ("policy_admin", 6),
    "policies.measure": ("policy_admin", 6),
    "policies.programme": ("policy_admin", 6),
    "policies.source": ("policy_admin", 6),
    "policies.tier": ("policy_admin", 6),
    "portal.history": ("auditor", 6),
    "portal.outboxmessage": ("policy_admin", 6),
    "portal.seal": ("auditor", 6),
    "portal.workingdayoverride": ("policy_admin", 6),
    "services.area": ("policy_admin", 6),
    "services.check": ("city_officer", 6),
    "services.instalment": ("city_officer", 6),
    "services.lateuse": ("city_officer", 6),
    "services.partnerreadiness": ("city_officer", 13),
    "services.service": ("policy_admin", 7),
    "services.servicerequest": ("city_officer", 6),
    "services.turnedaway": ("city_officer", 6),
    "services.webhookdelivery": ("policy_admin", 6),
}
NOWHERE = "没有这个"
TABLES = {m._meta.label_lower: m for m in admin.site._registry if m._meta.app_label != "papers"}


def test_every_list_of_the_admin_is_counted():
    assert set(TABLES) == set(STATEMENTS)


@pytest.fixture
def three_of_each(hospital, city_officer, settings):
    """Three people with a case, a card, a granted subsidy and a complaint each; three places, seals and days."""
    hospital.windows.create(name_zh="窗口", name_en="Window")
    for number in range(3):
        card = CardFactory(talent=person(f"holder{number}@example.cn", name=f"李明远{number}"))
        Application.objects.filter(pk=card.application_id).update(
            submitted_at=timezone.now(), submitted_by=card.talent, due_on=dt.date(2026, 12, 1)
        )
        ask_for_family(card)
        send_photo(card)
        applicant = person(f"applicant{number}@example.cn", name=f"王远{number}")
        perform(ApplicationFactory(talent=applicant), "submit", by=applicant)
        subsidy = form_for("home-purchase-subsidy", card, HOME)
        assert subsidy.is_valid()
        asked = ask(card, Service.objects.get(slug="home-purchase-subsidy"), answers=subsidy.row(), by=card.talent)
        perform(asked, "grant", by=city_officer)
        green = Service.objects.get(slug="medical-green-channel")
        check = check_code(at(hospital), code="", service=green.slug, channel="desk").check
        LateUse.objects.create(check_made=check, partner=hospital, staff=city_officer, delivered_at=timezone.now())
        report(card, partner=hospital, service=green, text="", by=card.talent)
        place = honours(PartnerFactory(), "airport-lane")
        place.windows.create(name_zh="窗口", name_en="Window")
        MembershipFactory(role="desk_staff", partner=place)
        EmployerFactory()
        event = PartnerEvent.objects.create(partner=hospital, kind="service.changed")
        hook = WebhookEndpoint.objects.create(partner=hospital, url="https://example.com/", secret="whsec_")
        WebhookDelivery.objects.create(endpoint=hook, event=event, give_up_at=timezone.now())
        seal()
        WorkingDayOverride.objects.create(day=dt.date(2027, 3, 1 + number), is_working=False)
        SealedCase.objects.create(kind="request", code=f"FW-2026-00000{number}", content={}, kept_until="2036-01-01")


@pytest.mark.parametrize("label", STATEMENTS)
def test_list_of_the_admin_costs_the_same_for_one_row_and_for_three(
    three_of_each, city_officer, as_user, monkeypatch, label
):
    role, statements = STATEMENTS[label]
    reader = city_officer if role == "city_officer" else official("reader@example.cn", role, city="heilongjiang")
    browser, model = as_user(reader), TABLES[label]
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    browser.get(address)

    asked = {rows: asked_for(browser, address, model, rows, monkeypatch) for rows in (1, 3)}

    assert asked == {1: statements, 3: statements}


def asked_for(browser, address, model, rows, monkeypatch):
    """How many statements a page of that many rows costs; there are at least as many."""
    monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(address)
    assert len(page.context["cl"].result_list) == rows
    return len(captured)


@pytest.mark.parametrize("label", STATEMENTS)
def test_list_of_the_admin_that_shows_nothing_says_so_and_leads_back(city_officer, as_user, label):
    role, _statements = STATEMENTS[label]
    reader = city_officer if role == "city_officer" else official("reader@example.cn", role, city="heilongjiang")
    model = TABLES[label]
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    can_search = bool(admin.site._registry[model].search_fields)

    empty = as_user(reader).get(address, {"q": NOWHERE} if can_search else {}, headers={"accept-language": "en"})

    words = f"Nothing found for “{NOWHERE}”" if can_search else "Nothing at the moment."
    assert not list(empty.context["cl"].result_list)
    assert words in empty.text
    assert ('<a href="?">Show all</a>' in empty.text) == can_search


def test_filters_that_nothing_meets_are_named_as_the_reason(city_officer, as_user):
    page = as_user(city_officer).get(reverse("admin:accounts_card_changelist"), {"status__exact": "revoked"})

    assert "没有符合筛选条件的内容。" in page.text and '<a class="btn" href="?">' in page.text
