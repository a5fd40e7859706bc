"""Can a partner's system fetch all that happened from where it stopped, and nothing of another partner's?"""

import pytest
from django.db import transaction

from services.models import PartnerEvent
from services.webhooks import events
from services.webhooks.enums import Kind

ADDRESS = "/api/v1/partner/events/"


@pytest.fixture
def four(hospital_system, hospital):
    """Four events of the hospital, oldest first."""
    with transaction.atomic():
        for number in range(4):
            events.tell(hospital.pk, Kind.SERVICE_CHANGED, service=f"service-{number}")
    return list(PartnerEvent.objects.order_by("pk"))


def fetch(system, **query):
    return system.get(ADDRESS, query)


def services(answer):
    return [row["data"]["service"] for row in answer.json()["results"]]


def test_events_come_oldest_first_with_id_type_and_time(hospital_system, four):
    body = fetch(hospital_system).json()

    assert [row["id"] for row in body["results"]] == [str(event.public_id) for event in four]
    assert set(body["results"][0]) == {"id", "type", "timestamp", "data"}
    assert body["results"][0]["type"] == "service.changed"
    assert (body["next"], body["previous"]) == (None, None)


def test_next_leads_through_all_of_them_without_a_gap(hospital_system, four):
    first = fetch(hospital_system, page_size=3)
    second = hospital_system.get(first.json()["next"])

    assert services(first) + services(second) == ["service-0", "service-1", "service-2", "service-3"]
    assert second.json()["next"] is None


def test_last_event_read_is_where_the_next_call_goes_on(hospital_system, hospital, four):
    last = four[-1].public_id
    assert services(fetch(hospital_system, after=last)) == []

    with transaction.atomic():
        events.tell(hospital.pk, Kind.SERVICE_CHANGED, service="later")

    assert services(fetch(hospital_system, after=last)) == ["later"]


def test_other_partner_sees_none_and_cannot_go_on_from_them(school_system, four):
    assert services(fetch(school_system)) == []
    assert fetch(school_system, after=four[0].public_id).status_code == 400


@pytest.mark.parametrize("after", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_unknown_event_is_a_problem_that_names_the_parameter(hospital_system, four, after):
    answer = fetch(hospital_system, after=after)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [fault["code"] for fault in answer.json()["errors"]["after"]] == ["unknown"]


def test_ended_client_hears_no_more(hospital_system, four, policy_admin):
    hospital_system.link.client.delete()

    assert fetch(hospital_system).status_code == 401


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_row_and_three(hospital_system, four, rows, django_assert_num_queries):
    fetch(hospital_system)
    with django_assert_num_queries(4):  # token with client; partner, place of `after`, rows
        fetch(hospital_system, after=four[0].public_id, page_size=rows)
