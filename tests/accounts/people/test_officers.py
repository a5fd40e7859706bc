"""Whom an officer finds, and how each look at a person is recorded and shown to that person."""

import pytest
from django.urls import reverse

from accounts.models import Application
from accounts.people.actions import withdraw_consent
from accounts.people.looks import looks_at
from portal.models import History
from tests.factories import (
    ApplicationFactory,
    IdentityDocumentFactory,
    MembershipFactory,
    ProfileFactory,
    UserFactory,
)

LIST = "/admin/accounts/profile/"


@pytest.fixture
def applicant(catalogue):
    """A talent with a document whose application was sent to Harbin."""
    profile = ProfileFactory()
    IdentityDocumentFactory(user=profile.user, number="75AB123456")
    application = ApplicationFactory(talent=profile.user)
    Application.objects.filter(pk=application.pk).update(
        status="submitted", submitted_at=application.created_at, submitted_by=profile.user
    )
    return profile.user


def officer(role, slug):
    from policies.models import Authority

    user = UserFactory(official=True)
    MembershipFactory(user=user, role=role, authority=Authority.objects.get(slug=slug))
    return user


@pytest.fixture
def harbin(applicant):
    return officer("city_officer", "harbin")


def page(person, name="change"):
    return reverse(f"admin:accounts_profile_{name}", args=[person.profile.pk])


def looks(person):
    return History.objects.filter(object_id=str(person.public_id), action="identity_shown").count()


@pytest.mark.parametrize(
    ("role", "slug", "found"),
    [("city_officer", "harbin", 1), ("city_officer", "hegang", 0), ("province_officer", "heilongjiang", 1)],
)
def test_officer_finds_those_who_applied_to_the_place(applicant, as_user, role, slug, found):
    ProfileFactory(name="未申请")  # lives in Harbin and has sent nothing

    answer = as_user(officer(role, slug)).get(LIST)

    assert [row.user for row in answer.context["cl"].result_list] == [applicant] * found


@pytest.mark.parametrize("role", ["policy_admin", "fund_officer", "auditor"])
def test_other_officials_find_no_list_of_people(applicant, as_user, role):
    assert as_user(officer(role, "heilongjiang")).get(LIST).status_code == 403


def test_draft_shows_nobody(harbin, as_user, applicant):
    Application.objects.update(status="draft", submitted_at=None, submitted_by=None)

    assert as_user(harbin).get(LIST).context["cl"].result_list == []


@pytest.mark.parametrize(("typed", "found"), [("李明", 1), ("limingyuan", 1), ("lmy", 1), ("王", 0)])
def test_person_is_found_by_name_or_pinyin(harbin, as_user, typed, found):
    answer = as_user(harbin).get(LIST, {"q": typed})

    assert len(answer.context["cl"].result_list) == found


def test_opening_a_person_is_recorded_and_shows_the_number_masked(harbin, as_user, applicant):
    answer = as_user(harbin).get(page(applicant))

    assert "75AB123456" not in answer.content.decode()
    assert "********56" in answer.content.decode()
    assert [(str(look.what), look.office) for look in looks_at(applicant)] == [("查看了我的资料", "哈尔滨市")]


def test_refused_change_of_a_person_is_not_recorded_as_a_look(harbin, as_user, applicant):
    answer = as_user(harbin).post(page(applicant), {"name": "改名"})

    assert answer.status_code == 403
    assert History.objects.filter(action="person_opened").count() == 0


def test_full_number_is_shown_on_request_and_the_look_recorded(harbin, as_user, applicant):
    answer = as_user(harbin).post(page(applicant, "identity"))

    assert "75AB123456" in answer.content.decode()
    assert "no-store" in answer["cache-control"]
    assert looks(applicant) == 1
    shown = as_user(applicant).get(reverse("accounts:consent-list")).content.decode()
    assert "查看了完整证件号码" in shown
    assert harbin.email not in shown


def test_full_number_is_never_shown_by_opening_an_address(harbin, as_user, applicant):
    answer = as_user(harbin).get(page(applicant, "identity"))

    assert answer.status_code == 405
    assert looks(applicant) == 0


def test_full_number_stays_hidden_once_the_consent_is_withdrawn(harbin, as_user, applicant):
    withdraw_consent(applicant, "identity", by=applicant)

    answer = as_user(harbin).post(page(applicant, "identity"))

    assert "75AB123456" not in answer.content.decode()
    assert looks(applicant) == 0


@pytest.mark.parametrize(
    ("role", "slug", "status"), [("city_officer", "hegang", 404), ("auditor", "heilongjiang", 403)]
)
def test_officer_elsewhere_finds_neither_person_nor_number(applicant, as_user, role, slug, status):
    client = as_user(officer(role, slug))

    assert client.post(page(applicant, "identity")).status_code == 404
    assert client.get(page(applicant)).status_code == status
    assert History.objects.filter(action__in=("identity_shown", "person_opened")).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_the_same_for_one_and_for_three(harbin, as_user, rows, django_assert_num_queries):
    for _ in range(rows - 1):
        another = ApplicationFactory(talent=ProfileFactory().user)
        Application.objects.filter(pk=another.pk).update(
            status="submitted", submitted_at=another.created_at, submitted_by=another.talent
        )
    client = as_user(harbin)
    client.get(LIST)  # the session is written once

    with django_assert_num_queries(6) as found:
        client.get(LIST)
    assert not any("COUNT(" in query["sql"] for query in found)


def test_withdrawn_consent_stops_the_next_application(applicant):
    assert applicant.has_complete_profile

    withdraw_consent(applicant, "identity", by=applicant)

    assert not applicant.has_complete_profile
