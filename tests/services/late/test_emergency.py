"""Does an emergency that was treated first count when it is entered within a day, and is a number no way to guess?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import LiveCode
from accounts.rights.actions import delete_account
from portal.guessing import LIMIT
from portal.models import InboxMessage
from portal.workflow.engine import perform
from services.models import Allowance, Check, Entitlement, LateUse, Use, UseUndone
from tests.factories import CardFactory

HOUR = 3600
PAGE = "/desk/emergency/"


@pytest.fixture
def enter(as_user, desk_staff, card, clock):
    """`enter(ago=3600, **other)` sends the form for a treatment of that many seconds ago."""
    desk = as_user(desk_staff)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(ago=HOUR, **other):
        treated_at = timezone.localtime() - dt.timedelta(seconds=ago)
        given = {
            "service": "medical-green-channel",
            "code": card.number,
            "reason": "夜间急诊",
            "has_seen_identity": "on",
        }
        return desk.post(PAGE, given | {"treated_at": treated_at.strftime("%Y-%m-%dT%H:%M")} | other)

    return post


def test_emergency_by_the_number_of_the_card_counts_as_of_its_time(enter, card, desk_staff):
    answer = enter()

    use = Use.objects.get()
    assert answer.url == "/desk/late/"
    assert (use.recorded_at, use.staff) == (timezone.now() - dt.timedelta(hours=1), desk_staff)
    assert (use.check_made.holder, use.has_seen_identity) == (card.talent, True)
    assert (LateUse.objects.get().conflict, LateUse.objects.get().reason) == ("", "夜间急诊")
    assert InboxMessage.objects.get(user=card.talent).template == "use_recorded"


def test_emergency_by_a_code_uses_a_live_code_up_and_pressing_twice_is_one(enter, card):
    code = show_code(card)[0]

    for _press in range(2):
        enter(code=code, form_key="f1")

    assert (Use.objects.count(), LateUse.objects.count()) == (1, 1)
    assert LiveCode.objects.get().used_at is not None


@pytest.mark.parametrize("hours", [1, 24])
def test_emergency_is_undone_for_as_long_after_it_was_entered_as_any_use(enter, as_user, desk_staff, clock, hours):
    enter(ago=hours * HOUR)
    page = f"/desk/checks/{Check.objects.get().public_id}/"
    desk = as_user(desk_staff)

    clock.shift(59)
    assert f'href="{page}"' in desk.get("/desk/late/").content.decode()
    assert 'data-seconds="1"' in desk.get(page).content.decode()
    clock.shift(14 * 60)
    desk.post(f"/desk/uses/{Use.objects.get().public_id}/undo/", {"why": "mistake"})

    assert UseUndone.objects.get().use == Use.objects.get()
    assert f'href="{page}"' not in desk.get("/desk/late/").content.decode()


def test_emergency_that_was_entered_a_while_ago_is_undone_no_more(enter, as_user, desk_staff, clock):
    enter()

    clock.shift(15 * 60 + 1)
    as_user(desk_staff).post(f"/desk/uses/{Use.objects.get().public_id}/undo/", {"why": "mistake"})

    assert UseUndone.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"ago": 24 * HOUR + 120}, 422),
        ({"ago": -120}, 422),
        ({"reason": ""}, 422),
        ({"has_seen_identity": ""}, 422),
        ({"service": "airport-lane"}, 422),
    ],
)
def test_what_cannot_be_entered_says_why_and_writes_nothing(enter, given, status):
    answer = enter(**given)

    assert answer.status_code == status
    assert 'class="errorlist' in answer.content.decode()
    assert Check.objects.count() == 0


def test_what_is_counted_a_school_stage_is_no_emergency(enter):
    Entitlement.objects.filter(service__slug="medical-green-channel").update(limit=1, period="stage")

    assert enter().status_code == 422
    assert Check.objects.count() == 0


def test_emergency_takes_what_is_counted_from_the_allowance_and_without_any_left_is_a_conflict(enter, card):
    Entitlement.objects.filter(service__slug="medical-green-channel").update(limit=2, period="year")

    for hours in (3, 2, 1):
        enter(ago=hours * HOUR)

    allowance = Allowance.objects.get()
    assert (allowance.holder, allowance.period, allowance.used) == (card.talent, "2026", 2)
    assert list(Use.objects.values_list("counted", "allowance")) == [(1, allowance.pk)] * 2
    late = LateUse.objects.order_by("id")
    assert list(late.values_list("outcome", "conflict")) == [
        ("served", ""),
        ("served", ""),
        ("served", "allowance_used_up"),
    ]
    assert late.last().check_made.verdict == "not_eligible"


def test_card_suspended_before_the_treatment_is_a_conflict_and_after_it_is_not(enter, card, clock):
    perform(card, "suspend", by=card.talent)
    clock.shift(2 * HOUR)

    enter(ago=HOUR)
    enter(ago=3 * HOUR)

    assert list(LateUse.objects.order_by("id").values_list("conflict", flat=True)) == ["card_suspended", ""]


def test_card_found_again_counts_but_for_the_time_in_which_it_was_lost(enter, card, clock):
    perform(card, "suspend", by=card.talent)
    clock.shift(2 * HOUR)
    perform(card, "lift", by=card.talent)
    clock.shift(HOUR)

    enter(ago=2 * HOUR)
    enter(ago=HOUR / 2)

    assert list(LateUse.objects.order_by("id").values_list("conflict", flat=True)) == ["card_suspended", ""]


ENDINGS = {
    "renewed": ("renew", {"why": "damaged"}),
    "died": ("cancel_by_office", {"cause": "died"}),
    "revoked": ("revoke", {}),
}


@pytest.fixture
def end(card, province_officer):
    def ended(how):
        step, data = ENDINGS[how]
        by = card.talent if step == "renew" else province_officer
        perform(card, step, by=by, data=data, reason="示例理由")

    return ended


@pytest.mark.parametrize("how", ENDINGS)
def test_card_that_ended_after_the_treatment_counts_as_it_stood_then(enter, end, card, clock, how):
    clock.shift(2 * HOUR)
    end(how)
    clock.shift(HOUR)

    answer = enter(ago=2 * HOUR)

    assert answer.url == "/desk/late/"
    assert (LateUse.objects.get().conflict, Use.objects.get().check_made.card) == ("", card)


@pytest.mark.parametrize("how", ENDINGS)
def test_card_that_had_ended_before_the_treatment_is_found_by_nobody(enter, end, clock, how):
    end(how)
    clock.shift(2 * HOUR)

    answer = enter(ago=HOUR)

    assert (answer.status_code, Use.objects.count()) == (409, 0)
    assert "No card has this code or number" in answer.content.decode()
    assert Check.objects.get().reason == "unknown_code"


def test_card_suspended_at_the_treatment_does_not_count_though_it_was_renewed_since(enter, end, card, clock):
    perform(card, "suspend", by=card.talent)
    clock.shift(2 * HOUR)
    end("renewed")

    enter(ago=HOUR)

    assert LateUse.objects.get().conflict == "card_suspended"


def test_card_of_an_account_deleted_since_is_found_by_nobody(enter, card, clock):
    card.talent.consents.all().delete()  # given by the database's clock, which is ahead of the test's
    clock.shift(2 * HOUR)
    delete_account(card.talent, by=card.talent)

    assert enter(ago=HOUR).status_code == 409
    assert Check.objects.get().card is None


def test_numbers_that_nobody_has_count_as_guesses_and_slow_the_partner_down(enter, clock):
    answers = [enter(code=f"HLJ2026{number:08d}") for number in range(LIMIT)]

    assert {answer.status_code for answer in answers} == {409}
    assert "No card has this code or number" in answers[0].content.decode()
    assert Check.objects.filter(reason="unknown_code").count() == LIMIT
    assert enter().status_code == 429
    clock.shift(6)
    assert enter().url == "/desk/late/"


NOBODYS = "HLJ202600000000"


@pytest.mark.parametrize("ago", [24 * HOUR + 120, -120])
def test_wrong_time_is_said_at_its_field_whether_or_not_a_card_has_the_number(enter, card, ago):
    forms = [enter(ago=ago, code=code).context["form"] for code in (card.number, NOBODYS)]

    assert [list(form.errors) for form in forms] == [["treated_at"]] * 2
    assert [form["code"].value() for form in forms] == [card.number, NOBODYS]
    assert Check.objects.count() == 0


def test_form_sent_again_with_other_numbers_does_not_say_which_of_them_a_card_has(enter, other_talent):
    other = CardFactory(talent=other_talent)
    enter(form_key="f1")

    answers = [enter(form_key="f1", code=code) for code in (other.number, NOBODYS)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, PAGE)] * 2
    assert Check.objects.count() == 1


def test_number_that_nobody_has_leaves_the_form_its_key(enter, card):
    missed, found = enter(form_key="f1", code=NOBODYS), enter(form_key="f1")

    assert (missed.status_code, found.url) == (409, "/desk/late/")
    assert list(Check.objects.order_by("id").values_list("reason", flat=True)) == ["unknown_code", "ok"]
