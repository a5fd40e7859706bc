"""Does an employer's specialist land on a page that says for whom they stand, and see nobody there?"""

import pytest

from policies.models import Authority
from tests.cast import person
from tests.factories import EmployerFactory, MembershipFactory, UserFactory

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def employer(catalogue):
    return EmployerFactory(name_zh="省示范装备公司")


@pytest.fixture
def specialist(employer):
    user = UserFactory(email="specialist@example.cn")
    MembershipFactory(user=user, role="employer_staff", employer=employer)
    return user


def test_specialist_lands_at_the_employer(specialist, as_user):
    assert as_user(specialist).get("/start/")["Location"] == "/employer/"


def test_page_names_the_employer_the_next_step_and_the_office(specialist, as_user):
    Authority.objects.filter(slug="harbin").update(phone="0451-0000 1000")

    html = as_user(specialist).get("/employer/", headers=ENGLISH).content.decode()

    assert "<b>Demonstration Equipment Company</b>" in html
    assert "no confirmation is asked of employers" in html
    assert '<a class="btn wide" href="/tiers/">' in html
    assert "0451-0000 1000" in html


def test_page_shows_nobody_who_names_the_employer_in_a_profile(specialist, employer, as_user):
    talent = person("worker@example.cn", name="赵小河", employer_name=employer.name_zh)

    html = as_user(specialist).get("/employer/").content.decode()

    assert employer.name_zh in html
    assert "赵小河" not in html
    assert talent.email not in html


@pytest.mark.parametrize("who", ["talent", "city_officer", "desk_staff"])
def test_others_find_no_such_page(who, request, as_user, employer):
    assert as_user(request.getfixturevalue(who)).get("/employer/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_employer_and_for_three(specialist, as_user, rows, django_assert_num_queries):
    for _ in range(rows - 1):
        MembershipFactory(user=specialist, role="employer_staff", employer=EmployerFactory())
    browser = as_user(specialist)
    browser.get("/employer/")

    with django_assert_num_queries(5) as done:
        page = browser.get("/employer/")

    assert len(page.context["employers"]) == rows, done
