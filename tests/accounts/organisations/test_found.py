"""Does an office see everybody who stands at its places, is a search cut where a list is not, and what is found?"""

from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import Employer, Membership, Partner, Profile
from accounts.organisations import querysets
from policies.models import Authority
from portal import few_choices
from portal.search import matches
from tests.factories import EmployerFactory, MembershipFactory, PartnerFactory


@pytest.fixture
def standing(city_officer, monkeypatch):
    """Three specialists, each of another employer of the city, where a search stops at two."""
    monkeypatch.setattr(querysets, "MOST_FOUND", 2)
    city = city_officer.memberships.get().authority
    places = [EmployerFactory(name_zh=f"单位 {number}", city=city) for number in range(3)]
    return {MembershipFactory(role="employer_staff", employer=place).pk for place in places}


def test_list_of_an_office_is_whole(city_officer, standing):
    assert standing <= {row.pk for row in Membership.objects.of_office(city_officer)}


def test_search_stops(standing):
    assert len({row.pk for row in Membership.objects.found_by("单位")} & standing) == 2


# -- by name and pinyin -----------------------------------------------------------------------------------------------
@pytest.fixture
def nurse(catalogue):
    place = PartnerFactory(slug="far-hospital", name_zh="黑河示范医院", name_en="Far Hospital")
    row = MembershipFactory(role="desk_staff", partner=place, user__email="nurse@example.cn")
    Profile.objects.update_or_create(user=row.user, defaults={"name": "欧阳小雪"})
    MembershipFactory(role="employer_staff", employer=EmployerFactory(name_zh="龙江装备"), user__email="hr@example.cn")
    return row


@pytest.mark.parametrize(
    "words", ["医院", "heihe", "hhsfyy", "FAR hosp", "欧阳", "小雪", "ouyangxiaoxue", "oyxx", "nurse@"]
)
def test_standing_is_found_by_name_and_pinyin_of_place_and_person(nurse, words):
    assert list(Membership.objects.found_by(words)) == [nurse]


def test_officers_are_found_by_the_name_of_their_authority(city_officer):
    assert [row.user for row in Membership.objects.found_by("haerbin")] == [city_officer]


@pytest.mark.parametrize("few", [0, 9])
def test_office_sees_who_stands_in_its_city_and_nobody_elsewhere(city_officer, nurse, monkeypatch, few):
    """Whether its places are few enough to be named one by one or not."""
    monkeypatch.setattr(querysets, "FEW", few)
    far = Authority.objects.get(slug="heihe")
    away = MembershipFactory(role="employer_staff", employer=EmployerFactory(city=far), user__email="away@example.cn")

    shown = set(Membership.objects.of_office(city_officer))

    assert nurse in shown
    assert city_officer.memberships.get() in shown
    assert away not in shown


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("partner", "heihe"),
        ("partner", "医院"),
        ("partner", "far-hosp"),
        ("employer", "longjiang"),
        ("employer", "装备"),
    ],
)
def test_partner_and_employer_are_found_in_the_admin(as_user, policy_admin, nurse, table, words):
    page = as_user(policy_admin).get(f"/admin/accounts/{table}/", {"q": words})

    assert [row.name_zh for row in page.context["cl"].result_list] == [
        {"partner": "黑河示范医院", "employer": "龙江装备"}[table]
    ]


def test_rows_of_before_are_filled_and_many_at_once_are_too(nurse):
    fill = import_module("accounts.migrations.0070_fill_search_of_places").fill
    Partner.objects.update(search="")
    Employer.objects.bulk_create([Employer(name_zh="哈工程", name_en="HEU", city=nurse.partner.city)])

    fill(apps, None)

    assert list(matches(Partner.objects.all(), "heihe")) == [nurse.partner]
    assert [row.name_zh for row in matches(Employer.objects.all(), "hagongcheng")] == ["哈工程"]


def test_form_of_a_standing_offers_few_and_finds_the_others(as_user, policy_admin, nurse, monkeypatch):
    monkeypatch.setattr(few_choices, "MOST", 1)
    other = PartnerFactory(name_zh="一示范医院")
    browser = as_user(policy_admin)

    def offered(**asked):
        form = browser.get("/admin/accounts/membership/add/", asked).context["adminform"].form
        return [value for value, _label in form.fields["partner"].choices if value]

    assert offered() == [other.pk]
    assert offered(q="heihe") == [nurse.partner.pk]
