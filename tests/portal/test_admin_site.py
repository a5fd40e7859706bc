"""Who gets into the officials' side, through which door, and what is there first?"""

import pytest
from django.contrib.admin import site

from accounts.models import Membership
from policies.models import Authority
from portal import admin_site
from portal.admin_site import Panel, PanelRow, register_panel
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    province = Authority.objects.create(
        slug="heilongjiang", level="province", name_zh="黑龙江省", name_en="Heilongjiang"
    )
    authority = Authority.objects.create(
        slug="harbin", level="city", name_zh="哈尔滨市", name_en="Harbin", parent=province
    )
    user = UserFactory(official=True)
    Membership.objects.create(user=user, role="city_officer", authority=authority)
    return user


@pytest.fixture
def panels(monkeypatch):
    monkeypatch.setattr(admin_site, "PANELS", [])


def waiting(request):
    return Panel("Waiting cases", [PanelRow("Overdue", "/admin/overdue/", 3, "bad")])


def nothing(request):
    return None


def test_stranger_is_sent_to_the_sign_in_page_of_the_site(anonymous):
    response = anonymous.get("/admin/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/admin/"


def test_talent_finds_nothing(talent, as_user):
    for address in ("/admin/", "/admin/login/"):
        assert as_user(talent).get(address).status_code == 404


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_row_that_is_not_there_is_not_found(officer, as_user, page):
    officer.is_superuser = True
    officer.save()

    assert as_user(officer).get(f"/admin/policies/authority/999999/{page}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_offices_know_three_methods(officer, as_user, method):
    answer = getattr(as_user(officer), method)("/admin/policies/authority/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_first_screen_shows_the_panels_of_the_role(panels, officer, as_user):
    register_panel("city_officer", waiting)
    register_panel("province_officer", lambda request: Panel("Not mine", []))
    register_panel("city_officer", nothing)

    response = as_user(officer).get("/admin/", headers={"Accept-Language": "en"})

    assert [panel.title for panel in response.context["panels"]] == ["Waiting cases"]
    assert '<td class="num bad">3</td>' in response.content.decode()


def test_panel_of_two_roles_stands_once(panels, officer, as_user):
    register_panel("city_officer", waiting)
    register_panel("city_officer", waiting)

    assert len(as_user(officer).get("/admin/").context["panels"]) == 1


def test_empty_panel_says_that_nothing_waits(panels, officer, as_user):
    register_panel("city_officer", lambda request: Panel("Waiting cases", []))

    page = as_user(officer).get("/admin/", headers={"Accept-Language": "en"}).content.decode()

    assert "Nothing waits here." in page


@pytest.mark.parametrize(
    ("address", "goal"),
    [("/admin/password_change/", "/accounts/password/change/"), ("/admin/logout/", "/accounts/logout/")],
)
def test_account_matters_are_settled_on_the_site(officer, as_user, address, goal):
    response = as_user(officer).post(address)

    assert response.status_code == 302
    assert response["Location"] == goal


def test_borrowed_tables_are_not_shown():
    shown = {model._meta.label_lower for model in site._registry if model._meta.app_label not in admin_site.ROOMS}
    shown.discard("papers.paper")  # of these tests

    assert shown == set()


def test_rooms_stand_in_the_order_of_an_officials_work(officer, as_user):
    officer.is_superuser = True
    officer.save()

    response = as_user(officer).get("/admin/", headers={"Accept-Language": "en"})

    assert [str(app["name"]) for app in response.context["app_list"] if app["app_label"] != "papers"] == [
        "People, applications and cards",
        "Services and partners",
        "Policies and catalogue",
        "The site",
    ]
