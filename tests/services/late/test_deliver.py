"""Does what was given without a network count once, as of its own time, and is what cannot count kept and told?"""

import datetime as dt
import uuid

import pytest

from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from portal.models import InboxMessage
from portal.workflow.engine import perform
from services.models import Allowance, Check, Entitlement, LateUse, TurnedAway, Use, UseUndone
from tests.cast import ask_for_family

HOUR = 3600


def conflicts():
    return list(LateUse.objects.values_list("conflict", flat=True))


def told(user):
    return list(InboxMessage.objects.filter(user=user).order_by("id").values_list("template", flat=True))


def test_use_is_recorded_as_of_its_own_time_and_the_holder_told(card, send, lounge, clock):
    answer = send(ago=0)
    clock.shift(2 * HOUR)
    later = send(ago=HOUR)

    assert (answer.status_code, later.json()["state"]) == (201, "recorded")
    use = Use.objects.order_by("id").last()
    moment = dt.datetime(2026, 11, 20, 11, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert (use.recorded_at, use.check_made.checked_at, use.staff) == (moment, moment, lounge)
    assert (use.has_seen_identity, use.counted, use.check_made.code_kind) == (True, 1, "offline")
    assert told(card.talent) == ["use_recorded", "use_recorded"]
    assert Allowance.objects.get().used == 2


def test_use_delivered_hours_later_is_undone_for_some_minutes_after_it_came(send, as_user, lounge, clock):
    clock.shift(4 * HOUR)
    send(ago=3 * HOUR)

    clock.shift(14 * 60)
    as_user(lounge).post(f"/desk/uses/{Use.objects.get().public_id}/undo/", {"why": "mistake"})

    assert UseUndone.objects.get().use == Use.objects.get()
    assert Allowance.objects.get().used == 0


def test_same_key_again_gets_the_same_answer_and_records_nothing_more(send):
    key, done_at = uuid.uuid4(), 1_800_000_000

    first, again = send(key=key, done_at=done_at), send(key=key, done_at=done_at)
    other = send(key=key, done_at=done_at, outcome="postponed")

    assert first.json() == again.json()
    assert other.status_code == 422
    assert (LateUse.objects.count(), Use.objects.count(), Check.objects.count()) == (1, 1, 1)


def test_use_that_counts_for_each_child_and_stage_is_a_conflict_and_not_an_error(card, send):
    Entitlement.objects.filter(service__slug="airport-lane", tier=card.tier).update(
        limit=1, period="stage", family="spouse_children"
    )

    answer = send()

    assert (answer.status_code, answer.json()["state"], conflicts()) == (201, "conflict", ["child_not_named"])


@pytest.fixture
def childs_code(card, province_officer, clock):
    """Of a child's own card, for a service counted once for each child and stage."""
    Entitlement.objects.filter(service__slug="airport-lane", tier=card.tier).update(
        limit=1, period="stage", family="spouse_children"
    )
    child = perform(ask_for_family(card), "accept", by=province_officer)
    return verify_url(make_offline(child.cards.get(), by=card.talent).text).upper()


def test_stage_named_without_a_network_counts_once_for_the_child_and_is_else_a_conflict(send, childs_code):
    states = [
        send(code=childs_code, **said).json()["state"] for said in ({}, {"stage": "primary"}, {"stage": "primary"})
    ]

    assert states == ["conflict", "recorded", "conflict"]
    assert conflicts() == ["allowance_used_up", "", "stage_missing"]
    assert Allowance.objects.get().used == 1


def test_stage_that_is_none_is_never_taken(send, childs_code):
    assert send(code=childs_code, stage="university").status_code == 422
    assert LateUse.objects.count() == 0


def test_companions_of_a_visit_are_delivered_with_it_and_more_than_it_gives_is_a_conflict(send):
    states = [send(companions_used=number).json()["state"] for number in (1, 2, 1)]

    assert states == ["recorded", "conflict", "recorded"]
    assert conflicts() == ["", "too_many_companions", ""]
    assert list(Use.objects.values_list("companions_used", flat=True)) == [1, 1]


def test_use_of_an_allowance_that_was_used_up_meanwhile_is_a_conflict_and_counts_nothing(card, send, city_officer):
    send()
    Allowance.objects.update(used=12, limit=12)

    answer = send()

    assert answer.json()["state"] == "conflict"
    assert conflicts() == ["allowance_used_up", ""]
    assert (Use.objects.count(), Allowance.objects.get().used) == (1, 12)
    assert told(card.talent) == ["use_recorded", "late_use_conflict"]
    assert told(city_officer) == ["late_use_conflict_officer"]


@pytest.mark.parametrize(("ago", "conflict"), [(30 * HOUR, "expired"), (26 * HOUR, ""), (4 * HOUR, "expired")])
def test_code_is_good_for_what_was_done_while_it_was_good(card, send, clock, ago, conflict, monkeypatch):
    """Made 28 hours ago, good until 4 hours ago; the day within which it is to be delivered is looked at elsewhere."""
    monkeypatch.setattr("services.late.actions.GOOD_FOR", dt.timedelta(days=3))
    monkeypatch.setattr("services.partners.uses.GOOD_FOR", dt.timedelta(days=3))
    clock.shift(28 * HOUR + 61)

    send(ago=ago)

    assert conflicts() == [conflict]


def test_use_delivered_after_more_than_a_day_is_a_conflict(send, clock):
    clock.shift(24 * HOUR + 10)

    send(ago=24 * HOUR + 1)

    assert conflicts() == ["check_too_old"]
    assert Use.objects.count() == 0


def test_use_without_an_identity_document_and_code_that_nobody_signed_are_conflicts(card, send, city_officer, code):
    send(has_seen_identity="")
    send(code=code[:-20] + "A" * 20)

    assert conflicts() == ["unknown_code", "identity_not_seen"]
    assert told(card.talent) == ["late_use_conflict"]
    assert len(told(city_officer)) == 2


def test_service_of_another_partner_does_not_count(send):
    send(service="medical-green-channel")

    assert conflicts() == ["service_not_yours"]
    assert Use.objects.count() == 0


def test_code_kept_to_be_checked_later_is_checked_and_the_outcome_recorded_on_its_page(card, send, as_user, lounge):
    answer = send(outcome="").json()

    assert (answer["state"], conflicts(), Use.objects.count()) == ("eligible", [""], 0)
    as_user(lounge).post(f"{answer['url']}use/", {"outcome": "served", "has_seen_identity": "on"})
    assert Use.objects.get().check_made.holder == card.talent


def test_look_is_delivered_once_with_its_own_time_and_stands_in_the_holders_log(card, send, as_user, clock):
    key, done_at = uuid.uuid4(), int(dt.datetime.now().timestamp())
    clock.shift(30 * HOUR)

    answers = [send(key=key, done_at=done_at, outcome="", has_seen_identity="") for _time in range(2)]

    look = Check.objects.get()
    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(201, "eligible")] * 2
    assert (look.checked_at.timestamp(), look.holder, look.reason) == (done_at, card.talent, "ok")
    assert (conflicts(), Use.objects.count(), Allowance.objects.count()) == ([""], 0, 0)
    assert told(card.talent) == []
    row = as_user(card.talent).get("/api/v1/me/access-log/").json()["results"][0]
    assert (row["is_offline"], row["outcome"], row["checked_at"]) == (True, None, "2026-11-20T10:00:00+08:00")
    html = as_user(card.talent).get("/me/access-log/").content.decode()
    assert "无网络时核验，2026年11月21日 16:00 补传" in html


def test_look_at_a_card_of_a_tier_that_does_not_get_the_service_is_a_look_all_the_same(card, send):
    Entitlement.objects.filter(service__slug="airport-lane", tier=card.tier).update(is_allowed=False)

    assert send(outcome="").json()["state"] == "not_eligible"
    assert (Check.objects.get().holder, conflicts()) == (card.talent, [""])


def test_refusal_without_a_network_opens_a_case_as_with_one_and_delivered_twice_is_one(card, send, lounge):
    key, done_at = uuid.uuid4(), 1_800_000_000
    refused = {"outcome": "refused", "reason": "今日停诊", "has_seen_identity": "", "key": key, "done_at": done_at}

    first, again = send(**refused), send(**refused)
    other = send(**refused | {"reason": "没有号了"})

    assert (first.json(), first.json()["state"], other.status_code) == (again.json(), "recorded", 422)
    use, case = Use.objects.get(), TurnedAway.objects.get()
    assert (use.outcome, use.reason, use.counted, use.staff) == ("refused", "今日停诊", 0, lounge)
    assert (case.use, case.talent, case.status) == (use, card.talent, "open")
    assert told(card.talent) == ["use_recorded", "turned_away_opened"]
    assert Allowance.objects.count() == 0


def test_refusal_of_a_card_that_was_suspended_by_then_is_recorded_and_opens_no_case(card, send):
    perform(card, "suspend", by=card.talent)

    state = send(outcome="refused", reason="卡已挂失").json()["state"]

    assert (state, Use.objects.get().outcome, TurnedAway.objects.count()) == ("recorded", "refused", 0)


def test_refusal_says_why_and_keeps_it_where_it_comes_too_late_to_count(card, send, clock):
    clock.shift(24 * HOUR + 10)

    unsaid, late = send(outcome="refused"), send(ago=24 * HOUR + 1, outcome="refused", reason="今日停诊")

    assert (unsaid.status_code, late.json()["state"]) == (422, "conflict")
    assert list(LateUse.objects.values_list("conflict", "reason")) == [("check_too_old", "今日停诊")]
    assert Use.objects.count() == 0


def test_another_day_counts_nothing_and_asks_for_no_document(send):
    state = send(outcome="postponed", has_seen_identity="").json()["state"]

    assert (state, Use.objects.get().outcome, Allowance.objects.count()) == ("recorded", "postponed", 0)


def test_short_code_and_unknown_service_are_refused_and_write_nothing(send):
    answers = [send(code="0123456789"), send(service="nothing"), send(done_at="soon"), send(key="1")]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert Check.objects.count() == 0


def test_desk_of_others_waits_for_its_own_staff(send, hospital, as_user, other_talent, code):
    assert send(desk=hospital.public_id).status_code == 409
    assert as_user(other_talent).post("/desk/offline/uses/", {}).status_code == 404
    assert Check.objects.count() == 0


def test_clock_of_the_window_that_is_ahead_records_no_future(send, clock):
    send(ago=-600)

    assert Check.objects.get().checked_at.timestamp() == dt.datetime.now(dt.UTC).timestamp()


@pytest.fixture
def last_evening(clock):
    clock.move_to(dt.datetime(2026, 12, 31, 23, 50, tzinfo=dt.timezone(dt.timedelta(hours=8))))


def test_use_of_the_last_evening_counts_in_its_own_year(last_evening, send, clock):
    clock.shift(HOUR)

    send(ago=HOUR - 60)

    assert list(Allowance.objects.values_list("period", "used")) == [("2026", 1)]


def test_desk_reads_what_it_delivered_and_others_nothing_of_it(send, as_user, lounge, desk_staff):
    send()
    send(has_seen_identity="")

    own = as_user(lounge).get("/desk/late/", headers={"accept-language": "en"}).content.decode()
    other = as_user(desk_staff).get("/desk/late/", headers={"accept-language": "en"}).content.decode()

    assert "No identity document was seen" in own
    assert "Nothing was delivered later from this desk." in other


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_the_desk_costs_the_same_for_one_row_and_three(send, as_user, lounge, rows, django_assert_num_queries):
    for _row in range(rows):
        send()
    desk = as_user(lounge)
    desk.get("/desk/late/")

    with django_assert_num_queries(6):
        desk.get("/desk/late/")


def test_officers_see_the_conflicts_of_their_own_city(send, as_user, city_officer, other_city_officer, auditor):
    send()
    send(has_seen_identity="")
    address = "/admin/services/lateuse/?counts=no"

    seen = {user: as_user(user).get(address).content.decode() for user in (city_officer, other_city_officer, auditor)}

    name = str(LateUse.objects.in_conflict().get().public_id)
    assert [name in html for html in seen.values()] == [True, False, True]
    assert [html.count('class="field-partner') for html in seen.values()] == [1, 0, 1]
