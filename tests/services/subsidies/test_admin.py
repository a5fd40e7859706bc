"""What do a fund officer and a city's officers see of planned and confirmed subsidies?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.workflow.engine import perform
from services.models import Instalment, Service
from services.requests.actions import ask
from services.requests.answers import form_for
from services.subsidies.panels import money
from tests.cast import official, person
from tests.factories import CardFactory

LIST = "/admin/services/instalment/"
HOME = {
    "home_address": "南岗区示范路 1 号",
    "contract_number": "HT-1",
    "purchased_on": "2026-05-01",
    "price_yuan": "850000",
}


def granted(email, officer, city):
    """The two halves of 100,000 yuan for a doctor who works in the officer's city."""
    card = CardFactory(talent=person(email, city=city))
    form = form_for("home-purchase-subsidy", card, HOME)
    assert form.is_valid(), form.errors
    asked = ask(card, Service.objects.get(slug="home-purchase-subsidy"), answers=form.row(), by=card.talent)
    perform(asked, "grant", by=officer)
    return list(asked.instalments.order_by("number"))


@pytest.fixture
def halves(clock, city_officer, other_city_officer):
    """Two in Harbin, the first confirmed; two in Daqing."""
    harbin = granted("h@example.cn", city_officer, city_officer.standing[0].authority)
    daqing = granted("d@example.cn", other_city_officer, other_city_officer.standing[0].authority)
    perform(harbin[0], "confirm", by=city_officer)
    return harbin + daqing


def seen(browser):
    return [str(row.request.city) for row in browser.get(LIST).context["cl"].result_list]


def test_fund_officer_of_the_province_sees_every_city(halves, as_user, fund_officer):
    assert sorted(seen(as_user(fund_officer))) == ["哈尔滨市", "哈尔滨市", "大庆市", "大庆市"]


def test_fund_officer_of_a_city_sees_that_city(halves, as_user):
    officer = official("fund.daqing@example.cn", "fund_officer", city="daqing")

    assert seen(as_user(officer)) == ["大庆市", "大庆市"]


def test_city_officer_sees_the_own_city(halves, as_user, city_officer):
    assert seen(as_user(city_officer)) == ["哈尔滨市", "哈尔滨市"]


def test_officials_without_money_find_no_list(halves, as_user, policy_admin, auditor):
    assert [as_user(user).get(LIST).status_code for user in (policy_admin, auditor)] == [403, 403]


def test_fund_officer_reads_sums_and_no_names(halves, as_user, fund_officer, city_officer):
    one = f"{LIST}{halves[0].pk}/change/"

    for address in (LIST, one):
        html = as_user(fund_officer).get(address).content.decode()
        assert "50,000.00 元" in html
        assert "Request" not in html
        assert "李明远" not in html
        assert "李明远" in as_user(city_officer).get(address).content.decode()


@pytest.mark.parametrize(("typed", "found"), [("李明远", 0), ("FW-2026", 4)])
def test_fund_officer_cannot_look_for_a_name(halves, as_user, fund_officer, typed, found):
    page = as_user(fund_officer).get(LIST, {"q": typed})

    assert len(page.context["cl"].result_list) == found


def test_fund_officer_takes_no_step(halves, as_user, fund_officer):
    second = halves[2]

    page = as_user(fund_officer).get(f"{LIST}{second.pk}/change/").content.decode()
    answer = as_user(fund_officer).post(f"{LIST}{second.pk}/step/confirm/", {"form_key": "k"})

    assert "/step/" not in page
    assert answer.status_code == 409
    assert Instalment.objects.get(pk=second.pk).status == "planned"


def test_panel_says_what_is_planned_and_confirmed_in_two_statements_one_for_the_cities(halves, rf, fund_officer):
    request = rf.get("/admin/")
    request.user = fund_officer
    assert fund_officer.standing

    with CaptureQueriesContext(connection) as asked:
        panel = money(request)

    assert [row.count for row in panel.rows] == ["150,000.00 元", "50,000.00 元"]
    assert len(asked) == 2


def test_panel_without_subsidies_says_nought(as_user, fund_officer):
    html = re.sub(r"\s+", " ", as_user(fund_officer).get("/admin/").content.decode())

    assert html.count('<td class="num ">0.00 元</td>') == 2
