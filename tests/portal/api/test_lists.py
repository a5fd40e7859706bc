"""How a list of the API is walked and what it refuses."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.working_days.models import WorkingDayOverride

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 1)


def make(count):
    WorkingDayOverride.objects.bulk_create(
        WorkingDayOverride(day=FIRST + timedelta(days=n), is_working=True) for n in range(count)
    )


def days(body):
    return [(date.fromisoformat(row["day"]) - FIRST).days for row in body["results"]]


def test_list_is_walked_forwards_and_back(client):
    make(5)

    first = client.get("/api/v1/days/?page_size=2").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    back = client.get(third["previous"]).json()

    assert [days(body) for body in (first, second, third, back)] == [[0, 1], [2, 3], [4], [2, 3]]
    assert (first["previous"], third["next"]) == (None, None)
    assert second["next"].startswith("http://testserver/api/v1/days/?cursor=")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_one_statement(client, rows):
    make(rows)

    with CaptureQueriesContext(connection) as asked:
        body = client.get("/api/v1/days/").json()

    assert (len(asked), len(body["results"])) == (1, rows)


@pytest.mark.parametrize("size", ["0", "101", "1000000", "-1", "ten", "", "١", "9" * 50])
def test_page_size_beyond_its_bounds_is_400(client, size):
    response = client.get("/api/v1/days/", {"page_size": size})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["page_size"]


@pytest.mark.parametrize("cursor", ["", "x", "A256GCM:dev1:AAAA"])
def test_cursor_that_is_none_is_400(client, cursor):
    response = client.get("/api/v1/days/", {"cursor": cursor})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["cursor"]


def test_unknown_parameter_is_400(client):
    response = client.get("/api/v1/days/?colour=red&page_size=1")

    assert response.status_code == 400
    assert response.json()["errors"]["colour"][0]["code"] == "unknown_field"


def test_row_that_is_not_there_is_404(client):
    make(1)

    assert client.get("/api/v1/days/2027-01-01/").json() == {"day": "2027-01-01", "note": ""}
    assert client.get("/api/v1/days/2027-01-02/").json()["code"] == "not_found"
    assert client.get("/api/v1/days/x/").status_code == 404
