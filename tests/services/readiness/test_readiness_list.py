"""Do officials see which windows are ready, city by city, and can they change nothing?"""

import pytest

from policies.models import Authority
from tests.cast import honours, staff_of
from tests.factories import PartnerFactory
from tests.services.readiness.test_hours import open_from
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


# -- what nobody has entered ------------------------------------------------------------------------------------------
@pytest.fixture
def whole(hospital):
    """A hospital of which all is entered."""
    nurse = staff_of(hospital, "nurse@example.cn")
    hospital.windows.create(name_zh="优先窗口", name_en="Priority window")
    hospital.liaisons.create(name="前任", phone="1").delete()  # no key of a liaison is that of its partner
    hospital.liaisons.create(name="护士长", phone="0451-0000 8815", account=nurse)
    open_from(hospital, "mon", ("08:00", "17:00"))
    return hospital


def without_account(hospital):
    hospital.liaisons.update(account=None)


def closed_windows(hospital):
    hospital.windows.update(is_active=False)


def left_the_desk(hospital):
    hospital.memberships.all().delete()


@pytest.mark.parametrize(
    ("take", "said", "step"),
    [
        (lambda hospital: hospital.windows.all().delete(), "缺窗口", "登记每个用卡的窗口"),
        (closed_windows, "缺窗口", "登记每个用卡的窗口"),
        (lambda hospital: hospital.liaisons.all().delete(), "缺联络人", "登记持卡人和窗口可以联系的人"),
        (without_account, "联络人没有账号", "选定在窗口工作的联络人的账号"),
        (left_the_desk, "联络人没有账号", "选定在窗口工作的联络人的账号"),
        (lambda hospital: hospital.opening.all().delete(), "缺开放时间", "登记每天的开放时间"),
    ],
)
def test_official_reads_what_is_missing_and_what_to_do_about_it(as_user, auditor, whole, take, said, step):
    browser, row = as_user(auditor), whole.honoured.get()
    before = browser.get(LIST).content.decode()
    take(whole)

    found = browser.get(LIST, {"missing": "yes"})
    detail = browser.get(f"{LIST}{row.pk}/change/").content.decode()

    words = ("缺窗口", "缺联络人", "联络人没有账号", "缺开放时间")
    assert [one for one in words if one in before] == []
    assert [one for one in words if one in found.content.decode()] == [said]
    assert [one for one in words if one in detail] == [said]
    assert step in detail
    assert f'href="/admin/accounts/partner/{whole.pk}/change/"' in detail
    assert browser.get(f"/admin/accounts/partner/{whole.pk}/change/").status_code == 200


def test_partner_of_which_all_is_entered_is_not_found_as_missing(as_user, policy_admin, whole, far):
    browser = as_user(policy_admin)

    assert {slug for slug, _state in shown(browser.get(LIST, {"missing": "yes"}))} == {"a-far"}


def test_policy_administrator_sees_first_how_many_partners_lack_something(as_user, policy_admin, whole, far):
    honours(far, "health-examination")
    PartnerFactory(slug="honours-nothing")
    browser = as_user(policy_admin)

    page = browser.get("/admin/")
    (row,) = next(panel.rows for panel in page.context["panels"] if str(panel.title) == "合作单位")

    assert (row.count, row.tone) == (1, "warn")
    assert f'href="{row.url}"' in page.content.decode()
    assert {slug for slug, _state in shown(browser.get(row.url))} == {"a-far"}


def test_list_of_what_is_missing_costs_no_more_for_three_than_for_one(
    as_user, policy_admin, hospital, far, airport, django_assert_num_queries, monkeypatch
):
    for place in (hospital, airport):
        place.windows.create(name_zh="窗口", name_en="Window")
    browser = as_user(policy_admin)
    browser.get(LIST, {"missing": "yes"})
    for rows in (1, 3):
        monkeypatch.setattr("services.readiness.admin.PartnerReadinessAdmin.list_per_page", rows)
        with django_assert_num_queries(13):
            assert len(shown(browser.get(LIST, {"missing": "yes"}))) == rows
