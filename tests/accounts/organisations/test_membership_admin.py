"""Can the policy administrator, and nobody else, say who stands where, with every change told?"""

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.organisations.actions import add_membership, remove_membership
from policies.models import Authority
from portal.audit.models import History
from portal.workflow.engine import Refusal
from tests.cast import official, person, staff_of
from tests.factories import ApplicationFactory, EmployerFactory, MembershipFactory, UserFactory

LIST = "/admin/accounts/membership/"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def newcomer(catalogue):
    return UserFactory(email="newcomer@example.cn")


@pytest.fixture
def harbin(catalogue):
    return Authority.objects.get(slug="harbin")


def add(browser, **fields):
    return browser.post(f"{LIST}add/", {"form_key": "k1", **fields}, headers=ENGLISH)


def remove(browser, row):
    return browser.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}, headers=ENGLISH, follow=True)


def told(user):
    """What the history of the account says of its standings."""
    rows = History.objects.of(user).filter(action__startswith="membership")
    return [(row.action, row.from_status, row.to_status, row.fields, row.actor_id) for row in rows]


# -- adding -----------------------------------------------------------------------------------------------------------
def test_official_is_added_by_email_may_enter_the_admin_and_the_account_tells_it(
    as_user, policy_admin, newcomer, harbin
):
    answer = add(as_user(policy_admin), email="Newcomer@example.cn", role="city_officer", authority=harbin.pk)

    assert answer.status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.is_staff
    assert newcomer.memberships.get().authority == harbin
    assert told(newcomer) == [
        ("membership_added", "", "city_officer", ["authority.harbin"], policy_admin.public_id),
    ]
    assert as_user(newcomer).get("/admin/").status_code == 200


@pytest.mark.parametrize("kind", ["partner", "employer"])
def test_staff_of_a_partner_or_employer_does_not_enter_the_admin(as_user, policy_admin, newcomer, hospital, kind):
    place = hospital if kind == "partner" else EmployerFactory()
    role = "desk_staff" if kind == "partner" else "employer_staff"

    assert add(as_user(policy_admin), email=newcomer.email, role=role, **{kind: place.pk}).status_code == 302

    newcomer.refresh_from_db()
    assert not newcomer.is_staff
    assert newcomer.memberships.get().place == place


def test_pressing_twice_adds_once(as_user, policy_admin, newcomer, harbin):
    browser = as_user(policy_admin)
    fields = {"email": newcomer.email, "role": "city_officer", "authority": harbin.pk}

    first, second = add(browser, **fields), add(browser, **fields)
    third = add(browser, **fields, form_key="k2")

    assert (first.status_code, second.status_code, third.status_code) == (302, 302, 200)
    assert "This account has this membership already." in third.content.decode()
    assert len(told(newcomer)) == 1


REFUSED = {
    "unknown e-mail": ({"email": "nobody@example.cn"}, "No account has this e-mail."),
    "no place": ({"authority": ""}, "Name the authority of an official"),
    "two places": ({"partner": "hospital"}, "Name the authority of an official"),
    "place of another role": ({"role": "desk_staff"}, "Name the authority of an official"),
    "wrong level": ({"role": "province_officer"}, "a province officer to the province"),
    "oneself": ({"email": "policy@example.cn"}, "Nobody changes their own memberships."),
    "a talent": ({"email": "applicant@example.cn"}, "This account has applied as a talent."),
    "a closed account": ({"email": "closed@example.cn"}, "This account is closed."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_membership_says_why_and_writes_nothing(as_user, policy_admin, newcomer, harbin, hospital, case):
    ApplicationFactory(talent=person("applicant@example.cn"))
    UserFactory(email="closed@example.cn", is_active=False)
    changed, why = REFUSED[case]
    fields = {"email": newcomer.email, "role": "city_officer", "authority": harbin.pk} | changed
    if fields.get("partner"):
        fields["partner"] = hospital.pk
    before = (Membership.objects.count(), History.objects.count())

    answer = add(as_user(policy_admin), **fields)

    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert fields["email"] in answer.content.decode()
    assert (Membership.objects.count(), History.objects.count()) == before


# -- removing ---------------------------------------------------------------------------------------------------------
def test_last_official_membership_takes_the_admin_away(as_user, policy_admin, city_officer):
    first = city_officer.memberships.get()
    second = MembershipFactory(user=city_officer, role="auditor", authority=first.authority)
    browser = as_user(policy_admin)

    remove(browser, first)
    city_officer.refresh_from_db()
    assert city_officer.is_staff

    remove(browser, second)
    city_officer.refresh_from_db()
    assert not city_officer.is_staff
    assert [row[:4] for row in told(city_officer)] == [
        ("membership_removed", "city_officer", "", ["authority.harbin"]),
        ("membership_removed", "auditor", "", ["authority.harbin"]),
    ]
    assert as_user(city_officer).get("/admin/").status_code == 404


def test_removing_twice_is_told_once(policy_admin, desk_staff):
    row = desk_staff.memberships.get()

    remove_membership(row, by=policy_admin)
    remove_membership(row, by=policy_admin)

    assert len(told(desk_staff)) == 1


def test_ones_own_membership_is_not_removed(as_user, policy_admin):
    row = policy_admin.memberships.get()

    page = remove(as_user(policy_admin), row)

    assert "Nobody changes their own memberships." in page.content.decode()
    assert Membership.objects.filter(pk=row.pk).exists()
    assert told(policy_admin) == []


def test_superuser_keeps_the_admin(policy_admin, catalogue, harbin):
    root = UserFactory(is_staff=True, is_superuser=True)
    row = add_membership(root, role="auditor", place=harbin, by=policy_admin)

    remove_membership(row, by=policy_admin)

    root.refresh_from_db()
    assert root.is_staff


def test_switched_off_partner_takes_no_staff(policy_admin, newcomer, hospital):
    hospital.is_active = False
    hospital.save()

    with pytest.raises(Refusal) as refused:
        add_membership(newcomer, role="desk_staff", place=hospital, by=policy_admin)

    assert refused.value.code == "closed_place"


# -- who sees what ----------------------------------------------------------------------------------------------------
def seen(browser):
    return {row.user.email for row in browser.get(LIST).context["cl"].result_list}


def test_administrator_and_auditor_see_all_and_officers_their_own_place(
    as_user, policy_admin, auditor, city_officer, other_city_officer, desk_staff
):
    everybody = {user.email for user in (policy_admin, auditor, city_officer, other_city_officer, desk_staff)}

    assert seen(as_user(policy_admin)) == everybody
    assert seen(as_user(auditor)) == everybody
    assert seen(as_user(city_officer)) == {city_officer.email, desk_staff.email}
    assert seen(as_user(other_city_officer)) == {other_city_officer.email}


@pytest.mark.parametrize("who", ["city_officer", "province_officer", "fund_officer", "auditor"])
def test_other_officials_neither_add_nor_remove(request, as_user, newcomer, harbin, desk_staff, who):
    browser = as_user(request.getfixturevalue(who))
    row = desk_staff.memberships.get()

    assert add(browser, email=newcomer.email, role="city_officer", authority=harbin.pk).status_code == 403
    remove(browser, row)

    assert Membership.objects.filter(pk=row.pk).exists()
    assert not newcomer.memberships.exists()


def test_nobody_edits_a_membership(as_user, policy_admin, desk_staff):
    row = desk_staff.memberships.get()
    address = f"{LIST}{row.pk}/change/"

    assert 'name="_save"' not in as_user(policy_admin).get(address).content.decode()
    assert as_user(policy_admin).post(address, {"role": "auditor"}).status_code == 403


def test_accounts_of_partners_systems_are_not_among_the_people(as_user, policy_admin, hospital):
    system = staff_of(hospital, "system+x@partners.invalid")

    assert system.email not in seen(as_user(policy_admin))
    assert remove(as_user(policy_admin), system.memberships.get()).status_code == 404
    assert system.memberships.exists()


def test_history_page_names_who_added(as_user, policy_admin, newcomer, harbin):
    row = add_membership(newcomer, role="auditor", place=harbin, by=policy_admin)

    page = as_user(policy_admin).get(reverse("admin:accounts_membership_history", args=[row.pk]), headers=ENGLISH)

    html = page.content.decode()
    assert policy_admin.email in html
    assert "membership added" in html


def test_second_administrator_may_change_the_first(policy_admin, as_user):
    second = official("second@example.cn", "policy_admin", city="heilongjiang")

    remove(as_user(second), policy_admin.memberships.get())

    assert not policy_admin.memberships.exists()
