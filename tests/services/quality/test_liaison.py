"""Is it the liaison who is told of a refusal and explains it, and is a day that went by told of once?"""

import datetime as dt

import pytest

from accounts.card.actions import show_code
from portal.audit.models import History
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from services.models import TurnedAway
from services.partners.uses import record
from services.quality.lapsing import tell_of_lapsed
from tests.cast import person, staff_of
from tests.factories import CardFactory, PartnerFactory
from tests.services.partners.test_checks import ask

from .test_workflow import named

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def refuse(card, hospital, desk_staff):
    """A nurse refuses on a Friday: to be explained by Monday, the 23rd."""

    def refused(holder=card):
        record(ask(hospital, show_code(holder)[0]), outcome="refused", reason="今日停诊", staff=desk_staff)
        return TurnedAway.objects.latest("pk")

    return refused


def told(template):
    return set(InboxMessage.objects.filter(template=template).values_list("user", flat=True))


# -- who explains -----------------------------------------------------------------------------------------------------
def test_named_liaisons_are_told_and_nobody_else_at_the_desk(refuse, hospital, desk_staff):
    two = {named(hospital, staff_of(hospital, f"liaison{n}@example.cn")).pk for n in range(2)}

    refuse()

    assert told("turned_away_desk") == two


@pytest.mark.parametrize("why", ["no account", "left the partner", "closed account", "another partner's"])
def test_without_a_liaison_who_can_sign_in_all_staff_stand_in(refuse, hospital, desk_staff, as_user, why):
    account = staff_of(hospital, "liaison@example.cn")
    hospital.liaisons.create(name="护士长", phone="1", account=None if why == "no account" else account)
    if why == "left the partner":
        account.memberships.all().delete()
    if why == "closed account":
        type(account).objects.filter(pk=account.pk).update(is_active=False)
    if why == "another partner's":
        hospital.liaisons.all().delete()
        named(PartnerFactory(slug="elsewhere"), account)

    case = refuse()

    there = {desk_staff.pk, account.pk} if why in {"no account", "another partner's"} else {desk_staff.pk}
    assert told("turned_away_desk") == there
    as_user(desk_staff).post(f"/desk/refusals/{case.code}/explain/", {"reason": "设备故障", "form_key": "a"})
    assert TurnedAway.objects.get().explained_by == desk_staff


def test_nurse_reads_who_explains_and_has_no_button_and_the_liaison_has(refuse, hospital, desk_staff, as_user):
    case, liaison = refuse(), named(hospital, staff_of(hospital, "liaison@example.cn"))
    address = f"/desk/refusals/{case.code}/"

    nurse, named_one = (as_user(user).get(address).content.decode() for user in (desk_staff, liaison))
    answer = as_user(desk_staff).post(f"{address}explain/", {"reason": "设备故障", "form_key": "a"})

    assert ["/explain/" in page for page in (nurse, named_one)] == [False, True]
    assert ["由示例护士长代表本单位说明" in page for page in (nurse, named_one)] == [True, False]
    assert (answer.status_code, TurnedAway.objects.get().status) == (404, "open")


# -- a day that went by -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "lapsed"), [("2026-11-22", 0), ("2026-11-23", 0), ("2026-11-24", 1), ("2026-12-24", 1)]
)
def test_bureau_and_liaison_are_told_once_however_often_is_looked(
    refuse, hospital, city_officer, other_city_officer, clock, day, lapsed
):
    liaison = named(hospital, staff_of(hospital, "liaison@example.cn"))
    refuse()
    clock.move_to(f"{day} 08:00")

    assert [tell_of_lapsed() for _ in range(3)] == [lapsed, 0, 0]

    rows = InboxMessage.objects.filter(template__startswith="turned_away_lapsed")
    expected = [(city_officer.pk, "turned_away_lapsed_officer"), (liaison.pk, "turned_away_lapsed_desk")]
    assert list(rows.values_list("user", "template").order_by("-template")) == expected * lapsed
    assert History.objects.filter(action="lapse").count() == lapsed
    assert TurnedAway.objects.filter(status="open", due_on="2026-11-23").count() == 1


def test_officer_is_told_until_when_to_answer_and_where(refuse, city_officer, clock):
    case = refuse()
    clock.move_to("2026-11-24 08:00")
    tell_of_lapsed()

    context = InboxMessage.objects.get(template="turned_away_lapsed_officer").context

    assert (context["code"], context["due_on"]) == (case.code, "2026-11-24")
    assert context["url"] == f"/admin/services/turnedaway/{case.pk}/change/"


@pytest.mark.parametrize("done", ["explain", "withdraw"])
def test_what_was_explained_or_withdrawn_meanwhile_lapses_not(refuse, desk_staff, clock, done):
    perform(refuse(), done, by=desk_staff if done == "explain" else None, reason="设备故障")
    clock.move_to("2026-11-25 08:00")

    assert tell_of_lapsed() == 0


def test_explained_between_the_look_and_the_step_is_left_and_the_next_is_told_of(refuse, clock, monkeypatch):
    first, second = refuse(), refuse(CardFactory(talent=person("second@example.cn")))
    clock.move_to("2026-11-24 08:00")
    steps = []

    def quicker(case, step, **by):
        steps.append(case)
        if case == first:
            TurnedAway.objects.filter(pk=first.pk).update(status="explained")
        return perform(case, step, **by)

    monkeypatch.setattr("services.quality.lapsing.perform", quicker)

    assert (tell_of_lapsed(), steps) == (1, [first, second])
    assert list(TurnedAway.objects.exclude(lapsed_at=None)) == [second]


def test_partner_may_still_explain_and_the_bureau_answers(refuse, desk_staff, city_officer, clock):
    case = refuse()
    clock.move_to("2026-11-24 08:00")
    tell_of_lapsed()

    explained = perform(case, "explain", by=desk_staff, reason="当日停诊，未及时说明")

    assert perform(explained, "answer", by=city_officer, reason="已核实").status == "answered"


# -- where it is read -------------------------------------------------------------------------------------------------
def test_queue_of_the_bureau_shows_what_lapsed_and_finds_it(refuse, city_officer, as_user, clock):
    late = refuse()
    clock.move_to("2026-11-24 08:00")
    tell_of_lapsed()
    fresh = refuse(CardFactory(talent=person("second@example.cn")))
    browser = as_user(city_officer)

    index = browser.get("/admin/").content.decode()
    both = browser.get("/admin/services/turnedaway/?status__exact=open").content.decode()
    found = browser.get("/admin/services/turnedaway/?status__exact=open&lapsed=yes").content.decode()

    assert "单位逾期未说明" in index
    assert "status__exact=open&amp;lapsed=yes" in index
    assert both.count("主管部门答复 · 逾期未说明") == 1
    assert [code in found for code in (late.code, fresh.code)] == [True, False]


def test_holder_and_desk_read_that_it_was_not_explained_in_time(refuse, card, desk_staff, as_user, clock):
    case = refuse()
    clock.move_to("2026-11-24 08:00")
    tell_of_lapsed()

    pages = [
        as_user(user).get(address).content.decode()
        for user, address in (
            (card.talent, f"/me/turned-away/{case.code}/"),
            (desk_staff, f"/desk/refusals/{case.code}/"),
        )
    ]

    assert ["逾期未说明，已转主管部门" in page for page in pages] == [True, True]
    assert ["未在期限内说明情况" in page for page in pages] == [True, True]


def test_looking_costs_one_statement_where_nothing_lapsed(refuse, django_assert_num_queries):
    refuse()

    with django_assert_num_queries(1):
        assert tell_of_lapsed() == 0


def test_a_year_of_nobody_explaining_tells_once(refuse, city_officer, clock):
    refuse()
    for _week in range(52):
        clock.shift(dt.timedelta(days=7))
        tell_of_lapsed()

    assert InboxMessage.objects.filter(template="turned_away_lapsed_officer").count() == 1
