"""What does the API say of areas and services?"""

import pytest

from services.catalogue.answers import ANSWERS, register_answers
from tests.catalogue_factories import AreaFactory, EntitlementFactory, ServiceFactory


@pytest.mark.parametrize("rows", [1, 3])
def test_areas_take_two_queries(client, db, rows, django_assert_num_queries):
    for area in AreaFactory.create_batch(rows):
        ServiceFactory(area=area)

    with django_assert_num_queries(2):  # areas, services
        answer = client.get("/api/v1/areas/").json()

    assert [len(area["services"]) for area in answer["results"]] == [1] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_services_take_two_queries(client, db, rows, django_assert_num_queries):
    for _ in range(rows):
        EntitlementFactory(tier__letter="B")

    with django_assert_num_queries(2):  # services, entitlements
        answer = client.get("/api/v1/services/").json()

    assert [len(service["entitlements"]) for service in answer["results"]] == [1] * rows


def test_service_says_what_each_tier_gets(client, catalogue):
    answer = client.get("/api/v1/services/health-examination/", headers={"accept-language": "en"}).json()

    assert {name: answer[name] for name in ("number", "area", "delivery", "answer_days", "is_working")} == {
        "number": 6,
        "area": "medical",
        "delivery": "request",
        "answer_days": 15,
        "is_working": False,
    }
    assert answer["entitlements"][1] == {
        "tier": "b",
        "is_allowed": True,
        "limit": 1,
        "period": "year",
        "companions": 0,
        "family": "none",
        "amount_yuan": "2000.00",
        "note": "",
        "measure": None,
        "summary": "2,000 yuan · once a year",
    }
    assert answer["source"]["is_demonstration"] is True


def test_service_leads_to_its_measure(client, catalogue):
    rows = client.get("/api/v1/services/school-place/").json()["entitlements"]

    assert {row["measure"] for row in rows} == {"example-school-place"}
    assert [row["note"] for row in rows] == ["自选学校"] * 3 + ["由教育局统筹安排"] * 2


def test_area_lists_its_services_in_order(client, catalogue):
    assert client.get("/api/v1/areas/medical/").json() == {
        "slug": "medical",
        "name": "医疗保健",
        "services": ["medical-green-channel", "health-examination", "named-doctor", "admission-help"],
    }


def test_page_of_a_service_holds_the_schema_of_its_answers(client, catalogue, monkeypatch):
    schema = {"type": "object", "properties": {"seat": {"type": "string", "title": "Seat"}}, "required": ["seat"]}
    monkeypatch.delitem(ANSWERS, "named-doctor", raising=False)
    monkeypatch.setitem(ANSWERS, "city-transit", None)
    register_answers("city-transit", schema)

    assert client.get("/api/v1/services/city-transit/").json()["answers"] == schema
    assert client.get("/api/v1/services/named-doctor/").json()["answers"] is None
    assert "answers" not in client.get("/api/v1/services/").json()["results"][0]
