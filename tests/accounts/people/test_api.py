"""`GET` and `PATCH me/`: what an application reads and changes of a talent's details, and what is refused."""

import pytest

from accounts.models import IdentityDocument, Membership
from portal.models import History
from tests.accounts.people.conftest import HARBIN_1965
from tests.factories import UserFactory

ME = "/api/v1/me/"
RESIDENT = {"kind": "resident_id", "number": HARBIN_1965, "consent": True}
PASSPORT = {"kind": "passport", "country": "RU", "number": "75 ab 123456", "valid_until": "2030-01-01", "consent": True}


@pytest.fixture
def me(as_user, talent):
    client = as_user(talent)

    def patch(body, **headers):
        return client.patch(ME, body, "application/json", headers=headers)

    return patch


def faults(answer):
    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")
    return {name: [error["code"] for error in errors] for name, errors in answer.json()["errors"].items()}


def test_new_talent_reads_empty_details(as_user, new_talent):
    assert as_user(new_talent).get(ME).json() == {
        "id": str(new_talent.public_id),
        "email": "new.talent@example.cn",
        "phone": None,
        "language": "zh-hans",
        "name": "",
        "birth_date": None,
        "country": "",
        "degree": "",
        "title": "",
        "skill_grade": "",
        "employer_name": "",
        "city": None,
        "identity": None,
        "is_complete": False,
    }


def test_details_are_changed_together_and_complete(me, cities):
    body = {"name": "李明远", "degree": "doctorate", "title": "none", "employer_name": "省示范大学", "city": "harbin"}

    answer = me(body | {"identity": RESIDENT})

    found = answer.json()
    assert answer.status_code == 200
    assert {name: found[name] for name in body} == body
    assert (found["birth_date"], found["country"], found["is_complete"]) == ("1965-03-15", "CN", True)
    assert found["identity"] == {
        "kind": "resident_id",
        "country": "CN",
        "number_masked": "****************18",
        "valid_until": None,
    }


def test_renewed_passport_needs_no_birth_date_again(me):
    me({"identity": PASSPORT, "birth_date": "1990-05-01"})

    answer = me({"identity": PASSPORT | {"number": "76CD654321"}})

    assert answer.json()["birth_date"] == "1990-05-01"
    assert IdentityDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"nickname": "Li"}, {"nickname": ["unknown_field"]}),
        ({"email": "other@example.cn"}, {"email": ["unknown_field"]}),
        ({"degree": "professor"}, {"degree": ["invalid_choice"]}),
        ({"city": "atlantis"}, {"city": ["does_not_exist"]}),
        ({"city": "heilongjiang"}, {"city": ["does_not_exist"]}),
        ({"name": ""}, {"name": ["blank"]}),
        ({"birth_date": "2999-01-01"}, {"birth_date": ["wrong_date"]}),
        ({"identity": RESIDENT | {"number": "230102196503150019"}}, {"identity.number": ["wrong_check"]}),
        ({"identity": RESIDENT | {"consent": False}}, {"identity.consent": ["required"]}),
        ({"identity": RESIDENT, "birth_date": "1966-03-15"}, {"birth_date": ["birth_date_disagrees"]}),
        ({"identity": PASSPORT}, {"birth_date": ["required"]}),
        (
            {"identity": {"kind": "passport", "number": "75AB123456", "consent": True}},
            {"identity.country": ["required"]},
        ),
        ({"identity": {"kind": "resident_id", "consent": True}}, {"identity.number": ["required"]}),
        ({"identity": RESIDENT | {"colour": "red"}}, {"identity.colour": ["unknown_field"]}),
    ],
)
def test_wrong_details_are_refused_by_field_and_nothing_is_kept(me, cities, talent, body, expected):
    answer = me({"employer_name": "省示范大学"} | body)

    assert faults(answer) == expected
    assert (History.objects.count(), IdentityDocument.objects.count()) == (0, 0)


def test_birth_date_that_contradicts_the_recorded_number_is_refused(me):
    me({"identity": RESIDENT})

    assert faults(me({"birth_date": "1966-03-15"})) == {"birth_date": ["birth_date_disagrees"]}


def test_number_of_another_account_is_refused_without_saying_whose(me, talent, other_talent, as_user):
    me({"identity": RESIDENT})

    answer = as_user(other_talent).patch(ME, {"identity": RESIDENT}, "application/json")

    assert faults(answer) == {"identity.number": ["number_taken"]}
    assert talent.email not in answer.content.decode()


def test_same_key_changes_once_and_another_body_is_refused(me):
    first = me({"name": "李明远"}, idempotency_key="k1")
    again = me({"name": "李明远"}, idempotency_key="k1")
    other = me({"name": "王海"}, idempotency_key="k1")

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 422)
    assert first.json() == again.json()
    assert History.objects.count() == 1


def test_language_of_letters_is_changed(me, talent):
    me({"language": "en"})

    talent.refresh_from_db()
    assert talent.language == "en"


def test_nobody_gets_401_and_an_officer_403(anonymous, as_user, cities):
    officer = UserFactory(official=True)
    Membership.objects.create(user=officer, role="city_officer", authority=cities[0])

    stranger = anonymous.get(ME)

    assert (stranger.status_code, "WWW-Authenticate" in stranger) == (401, True)
    assert as_user(officer).get(ME).status_code == 403


def test_details_cost_few_statements(as_user, talent, django_assert_num_queries):
    client = as_user(talent)
    client.patch(ME, {"identity": RESIDENT, "name": "李明远"}, "application/json")

    with django_assert_num_queries(7):
        client.get(ME)
