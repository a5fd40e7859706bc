"""Do officials see which windows are ready, city by city, and can they change nothing?"""

import pytest

from policies.models import Authority
from tests.cast import honours, staff_of
from tests.factories import PartnerFactory
from tests.services.readiness.test_reading import read_at

LIST = "/admin/services/partnerreadiness/"


@pytest.fixture
def ready(hospital):
    window = hospital.windows.create(name_zh="优先窗口", name_en="Priority window")
    read_at(hospital, window, staff_of(hospital, "nurse@example.cn"))
    return hospital


@pytest.fixture
def far(catalogue):
    city = Authority.objects.get(slug="daqing")
    partner = PartnerFactory(slug="a-far", name_zh="油城医院", name_en="Oil City Hospital", city=city)
    partner.windows.create(name_zh="导诊台", name_en="Guide")
    return honours(partner, "medical-green-channel")


def shown(page):
    return [(row.partner.slug, row.state.code) for row in page.context["cl"].result_list]


@pytest.mark.parametrize("who", ["city_officer", "province_officer", "policy_admin", "fund_officer", "auditor"])
def test_officials_see_every_city_in_order_and_change_nothing(request, as_user, ready, far, who):
    browser = as_user(request.getfixturevalue(who))

    page = browser.get(LIST)

    assert shown(page) == [("hospital", "ready"), ("a-far", "ask_liaison")]
    assert "可以办理" in page.content.decode()
    row = page.context["cl"].result_list[1]
    detail = browser.get(f"{LIST}{row.pk}/change/").content.decode()
    assert "导诊台" in detail
    assert browser.post(f"{LIST}{row.pk}/change/", {}).status_code == 403
    assert browser.get(f"{LIST}add/").status_code == 403


def test_list_is_filtered_by_city_and_searched_by_name(as_user, city_officer, ready, far):
    browser = as_user(city_officer)

    assert shown(browser.get(LIST, {"partner__city__id__exact": far.city_id})) == [("a-far", "ask_liaison")]
    assert shown(browser.get(LIST, {"q": "油城"})) == [("a-far", "ask_liaison")]


def test_what_is_not_honoured_any_more_is_not_listed(as_user, city_officer, ready, far):
    far.honoured.update(is_active=False)
    type(ready).objects.filter(pk=ready.pk).update(is_active=False)

    assert shown(as_user(city_officer).get(LIST)) == []


def test_desk_staff_and_talents_find_no_list(as_user, ready, talent, desk_staff_of_ready):
    assert [as_user(user).get(LIST).status_code for user in (talent, desk_staff_of_ready)] == [404, 404]


@pytest.fixture
def desk_staff_of_ready(ready):
    return ready.memberships.get().user
