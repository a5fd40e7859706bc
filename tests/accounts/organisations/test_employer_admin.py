"""Can the policy administrator keep employers, with a version for each change?"""

import pytest

from accounts.models import Employer
from policies.models import Authority
from tests.factories import EmployerFactory, MembershipFactory, UserFactory

LIST = "/admin/accounts/employer/"


@pytest.fixture
def fields(catalogue):
    return {
        "name_zh": "示范大学",
        "name_en": "Demonstration University",
        "city": Authority.objects.get(slug="harbin").pk,
    }


def versions(employer):
    rows = employer.history.order_by("history_id")
    return [(row.history_type, row.name_en, row.history_user) for row in rows]


def test_employer_is_created_and_changed_with_a_version_each(as_user, policy_admin, fields):
    browser = as_user(policy_admin)

    browser.post(f"{LIST}add/", fields | {"form_key": "k1"})
    browser.post(f"{LIST}add/", fields | {"form_key": "k1"})
    employer = Employer.objects.get()
    browser.post(f"{LIST}{employer.pk}/change/", fields | {"name_en": "Model University", "form_key": "k2"})
    browser.post(f"{LIST}{employer.pk}/change/", fields | {"name_en": "Model University", "form_key": "k2"})

    assert versions(employer) == [
        ("+", "Demonstration University", policy_admin),
        ("~", "Model University", policy_admin),
    ]
    page = browser.get(f"{LIST}{employer.pk}/history/").content.decode()
    assert "<del>Demonstration University</del> → Model University" in page
    assert policy_admin.email in page


def test_two_employers_of_one_name_are_refused_with_what_was_typed(as_user, policy_admin, fields):
    EmployerFactory(name_zh=fields["name_zh"])

    page = as_user(policy_admin).post(f"{LIST}add/", fields).content.decode()

    assert Employer.objects.count() == 1
    assert "Demonstration University" in page
    assert 'class="errorlist"' in page


def test_employer_with_specialists_is_not_deleted(as_user, policy_admin, catalogue):
    employer = EmployerFactory()
    MembershipFactory(user=UserFactory(), role="employer_staff", employer=employer)

    as_user(policy_admin).post(f"{LIST}{employer.pk}/delete/", {"post": "yes"})

    assert Employer.objects.get() == employer


def test_employer_of_nobody_is_deleted_and_its_versions_stay(as_user, policy_admin, catalogue):
    employer = EmployerFactory()

    as_user(policy_admin).post(f"{LIST}{employer.pk}/delete/", {"post": "yes"})

    assert not Employer.objects.exists()
    last = Employer.history.order_by("history_id").last()
    assert (last.history_type, last.history_user) == ("-", policy_admin)


@pytest.mark.parametrize("who", ["city_officer", "fund_officer", "auditor"])
def test_other_officials_read(request, as_user, fields, who):
    employer = EmployerFactory()
    browser = as_user(request.getfixturevalue(who))

    assert 'name="_save"' not in browser.get(f"{LIST}{employer.pk}/change/").content.decode()
    assert browser.post(f"{LIST}{employer.pk}/change/", fields).status_code == 403
    assert browser.post(f"{LIST}add/", fields).status_code == 403
