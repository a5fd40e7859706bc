"""Does every list of the API take the same statements for one row and for three, with who calls?"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Application
from portal.access import ACCESS
from portal.audit.chain import append
from portal.notifications.outbox import notify
from portal.workflow.engine import perform
from services.models import Check, PartnerEvent, SchoolPlace, Service, ServiceRequest
from services.partners.clients import give_client
from services.webhooks.enums import Kind
from services.webhooks.events import tell
from tests.cast import ask_for_family

pytestmark = pytest.mark.slow
MADE = 4  # one more than is shown, so that there is a page after it
LISTS = {
    "api-tier-list": ("anonymous", 2),
    "api-document-list": ("anonymous", 2),
    "api-measure-list": ("anonymous", 1),
    "api-area-list": ("anonymous", 2),
    "api-service-list": ("anonymous", 2),
    "api-notifications": ("holder", 4),
    "api-accreditation-list": ("holder", 5),
    "api-access-log": ("holder", 4),
    "api-request-list": ("holder", 4),
    "api-family-list": ("holder", 6),
    "api-partner-requests": ("system", 4),
    "api-partner-events": ("system", 3),
}
WHOLE = {"api-entitlements": 14}  # all services on one page: nothing to leaf through
NO_LISTS = {
    *("api-me", "api-card", "api-card-codes", "api-card-suspend", "api-schema", "api-docs"),
    *("api-partner-checks", "api-partner-uses"),
}


def addresses_without_arguments():
    names = {name for name in ACCESS if name.startswith("api-")}
    of_one = ("-detail", "-submit", "-withdraw", "-decision", "evidence", "family-codes", "-photo")
    return {name for name in names if not name.endswith(of_one)}


@pytest.fixture
def holder(card, school, province_officer):
    """A browser of a holder with four messages, applications, looks at the card, requests to a school, and children."""
    for number in range(MADE):
        notify([card.talent], "card_issued", context={"tier": "B", "expires_on": "2030-01-01"}, key=f"k{number}")
        look_at(card, school)
        ask_for_a_place(card, school, number)
        perform(ask_for_family(card, number=f"7300000{number:02d}"), "accept", by=province_officer)
        PartnerEvent.objects.create(partner=school, kind="request.created")
        withdrawn = {"status": "withdrawn", "withdrawn_at": timezone.now(), "withdrawn_by": card.talent}
        Application.objects.create(talent=card.talent, tier=card.tier, city=card.application.city, **withdrawn)
    browser = Client()
    browser.force_login(card.talent)
    return browser


def look_at(card, place):
    shown = {"service": Service.objects.get(slug="medical-green-channel"), "card": card, "holder": card.talent}
    said = {"verdict": "eligible", "reason": "ok", "channel": "desk", "checked_at": timezone.now()}
    Check.objects.create(partner=place, **shown, **said)


def ask_for_a_place(card, school, number):
    whose = {"talent": card.talent, "card": card, "city": card.application.city, "partner": school}
    service = Service.objects.get(slug="school-place")
    asked = ServiceRequest.objects.create(service=service, status="submitted", **whose)
    append(asked, "submit", by=card.talent, to_status="submitted")
    child = {"child_name": "李小雪", "child_birth_date": dt.date(2020, 3, 1), "child_index": str(number)}
    SchoolPlace.objects.create(request=asked, talent=card.talent, stage="primary", wanted_school=school, **child)


@pytest.fixture
def system(holder, school):
    link, secret = give_client(school)
    with transaction.atomic():
        for _number in range(MADE):
            tell(school.pk, Kind.SERVICE_CHANGED, service="school-place")
    asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
    token = Client().post("/identity/o/api/token", asked | {"scope": "partner"}).json()["access_token"]
    return Client(headers={"authorization": f"Bearer {token}"})


def test_every_list_of_the_api_stands_in_the_table():
    assert addresses_without_arguments() == {*LISTS, *WHOLE, *NO_LISTS}


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_the_same_statements_for_one_row_and_for_three(name, request, catalogue, clock):
    who, statements = LISTS[name]
    caller = request.getfixturevalue(who)
    caller.get(reverse(name))  # the session is written once
    taken = {}

    for rows in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            body = caller.get(reverse(name), {"page_size": rows}).json()
        taken[len(body["results"])] = len(asked)

    assert taken == {1: statements, 3: statements}


@pytest.mark.parametrize("rows", [1, 3])
def test_entitlements_take_the_same_statements_for_one_service_and_for_three(holder, card, rows):
    kept = card.tier.entitlements.order_by("pk").values_list("pk", flat=True)[:rows]
    card.tier.entitlements.exclude(pk__in=list(kept)).delete()
    holder.get(reverse("api-entitlements"))

    with CaptureQueriesContext(connection) as asked:
        body = holder.get(reverse("api-entitlements")).json()

    assert (len(body["results"]), len(asked)) == (rows, WHOLE["api-entitlements"])
