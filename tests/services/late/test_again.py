"""A wrong press was undone: is the right one recorded without a new code, and never two from one showing?"""

import datetime as dt
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from accounts.card.actions import make_spoken, show_code
from policies.models import Tier
from portal.workflow.engine import Refusal, perform
from services.late import again
from services.late.again import check_again
from services.late.again_views import AgainForm
from services.models import Allowance, Check, TurnedAway, Use, UseUndone
from services.partners.uses import record, undo
from tests.cast import honours, staff_of
from tests.harness.at_once import at_once
from tests.services.partners.at_desks import ON_POSTGRESQL
from tests.services.partners.test_checks import ask
from tests.services.partners.test_households import married, spouse  # noqa: F401 - fixture
from tests.services.webhooks.conftest import hospital_system, system_of  # noqa: F401 - fixtures

GREEN, LANE, DESKS = "medical-green-channel", "airport-lane", 50


@pytest.fixture
def staff(airport):
    return staff_of(honours(airport, GREEN), "lounge@example.cn")


@pytest.fixture
def desk(as_user, staff):
    found = as_user(staff)
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


@pytest.fixture
def wrong(card, airport, staff):
    """A use of the lane that was recorded by mistake and undone."""
    return pressed_wrongly(airport, show_code(card)[0], staff)


def pressed_wrongly(partner, code, staff, service=LANE):
    use = record(ask(partner, code, service=service), outcome="served", has_seen_identity=True, staff=staff)
    undo(use, staff=staff, reason="按错了")
    return Use.objects.get(pk=use.pk)


def used():
    return list(Allowance.objects.values_list("service__slug", "used"))


# -- at the desk ------------------------------------------------------------------------------------------------------
def test_wrong_press_is_undone_and_the_right_one_recorded_in_three_taps(desk, card, as_user):
    page = desk.post("/desk/check/", {"code": show_code(card)[0], "service": LANE}).url
    desk.post(f"{page}use/", {"outcome": "served"})
    undone = desk.post(f"/desk/uses/{Use.objects.get().public_id}/undo/", {"why": "mistake"}, follow=True)
    assert "Record something else" in undone.content.decode()

    once_more = desk.post(f"/desk/uses/{Use.objects.get().public_id}/again/", {"service": LANE}, follow=True)
    assert 'name="outcome" value="served"' in once_more.content.decode()
    desk.post(f"{once_more.redirect_chain[-1][0]}use/", {"outcome": "refused", "reason": "贵宾室检修"})

    recorded = [(use.outcome, use.is_undone) for use in Use.objects.order_by("pk")]
    assert recorded == [("served", True), ("refused", False)]
    assert (used(), TurnedAway.objects.count()) == ([(LANE, 0)], 1)
    log = as_user(card.talent).get("/me/access-log/", headers={"accept-language": "en"}).content.decode()
    assert (log.count("once more, after something was undone"), log.count(" · undone")) == (1, 1)
    assert f'href="{once_more.redirect_chain[-1][0]}"' in desk.get(page).content.decode()


def test_another_service_is_chosen_and_counts_for_itself(desk, wrong):
    made = desk.post(f"/desk/uses/{wrong.public_id}/again/", {"service": GREEN}).url
    desk.post(f"{made}use/", {"outcome": "served"})

    assert [check.service.slug for check in Check.objects.order_by("pk")] == [LANE, GREEN]
    assert Use.objects.latest("pk").outcome == "served"
    assert used() == [(LANE, 0)]


def test_where_one_service_is_given_nothing_is_chosen(as_user, hospital, desk_staff, card):
    use = pressed_wrongly(hospital, show_code(card)[0], desk_staff, GREEN)

    page = as_user(desk_staff).get(f"/desk/checks/{use.check_made.public_id}/").content.decode()

    assert f'<input type="hidden" name="service" value="{GREEN}">' in page.split('id="again"')[1].split("</form>")[0]


def test_pressed_twice_it_is_one_check_and_the_first_service_holds(desk, wrong):
    address = f"/desk/uses/{wrong.public_id}/again/"

    answers = {desk.post(address, {"service": service}).url for service in (LANE, LANE, GREEN)}

    assert answers == {f"/desk/checks/{Check.objects.latest('pk').public_id}/"}
    assert Check.objects.count() == 2


def test_desk_of_another_partner_and_what_is_not_given_here_find_nothing(as_user, desk_staff, desk, wrong):
    address = f"/desk/uses/{wrong.public_id}/again/"

    assert as_user(desk_staff).post(address, {"service": GREEN}).status_code == 404
    assert desk.post(address, {"service": "school-place"}).url == f"/desk/checks/{wrong.check_made.public_id}/"
    assert desk.post(address, {}).status_code == 302
    assert Check.objects.count() == 1


# -- what is refused --------------------------------------------------------------------------------------------------
def refused(use, staff, service=LANE):
    with pytest.raises(Refusal) as raised:
        check_again(use, service=service, staff=staff)
    return raised.value.code


def test_what_stands_and_what_was_undone_long_ago_needs_a_new_code(clock, card, airport, staff, wrong, desk):
    standing = record(ask(airport, show_code(card)[0], service=LANE), outcome="served")
    assert refused(standing, staff) == "not_undone"
    assert 'id="again"' in desk.get(f"/desk/checks/{wrong.check_made.public_id}/").content.decode()

    clock.shift(15 * 60 + 1)

    assert refused(wrong, staff) == "too_late"
    assert 'id="again"' not in desk.get(f"/desk/checks/{wrong.check_made.public_id}/").content.decode()
    assert Check.objects.filter(follows__isnull=False).count() == 0


def test_use_that_was_delivered_later_is_entered_anew_where_it_came_from(send, lounge):
    send(ago=60)
    use = Use.objects.get()
    undo(use, staff=lounge, reason="按错了")

    assert refused(Use.objects.get(), lounge) == "too_late"


def test_card_counts_as_it_stands_now(card, staff, wrong, province_officer):
    perform(card, "suspend", by=card.talent)
    assert check_again(wrong, service=LANE, staff=staff).reason == "card_suspended"


def test_card_that_ended_meanwhile_is_shown_anew(card, staff, wrong, province_officer):
    perform(card, "revoke", by=province_officer, reason="x")

    assert refused(wrong, staff) == "too_late"


@pytest.mark.parametrize(("service", "reason"), [(LANE, "ok"), (GREEN, "service_not_yours")])
def test_code_for_one_purpose_is_good_for_no_other(card, airport, staff, service, reason):
    spoken = make_spoken(card, partner_kind="airport", service=LANE, good_for=dt.timedelta(days=1))
    use = pressed_wrongly(airport, spoken.text, staff)

    assert [slug for slug, _name in AgainForm(check=use.check_made).fields["service"].choices] == [LANE]
    made = check_again(use, service=service, staff=staff)
    assert (made.reason, made.code_kind) == (reason, "spoken")


def test_api_says_what_it_always_said(hospital, hospital_system, card, desk_staff):  # noqa: F811
    code = show_code(card)[0]
    post = lambda path, body, **more: hospital_system.post(  # noqa: E731
        f"/api/v1/partner/{path}/", body, "application/json", **more
    )
    check = post("checks", {"code": code, "service": GREEN}).json()["id"]
    said = {"check": check, "outcome": "served"}
    first = post("uses", said, headers={"idempotency-key": "k"}).json()
    use = Use.objects.select_related("check_made__partner").get()
    undo(use, staff=desk_staff, reason="按错了")
    check_again(use, service=GREEN, staff=desk_staff)

    assert post("uses", said, headers={"idempotency-key": "k"}).json() == first
    assert post("uses", said, headers={"idempotency-key": "l"}).json()["code"] == "already_recorded"
    assert post("checks", {"code": code, "service": GREEN}).json()["reason"] == "already_used"


# -- never two --------------------------------------------------------------------------------------------------------
def test_database_refuses_two_uses_of_a_check_and_two_checks_after_one_undoing(wrong, staff):
    made = check_again(wrong, service=LANE, staff=staff)
    use = record(made, outcome="served")
    columns = {field.attname: getattr(made, field.attname) for field in Check._meta.concrete_fields}
    second = {name: value for name, value in columns.items() if name not in {"id", "public_id"}}

    for model, row in (
        (Use, {"check_made": made, "outcome": "served", "recorded_at": use.recorded_at}),
        (Use, {"check_made": wrong.check_made, "outcome": "served", "recorded_at": use.recorded_at}),
        (Check, second),
        (UseUndone, {"use": wrong, "undone_at": use.recorded_at}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**row)
    Check.objects.create(**second | {"follows_id": None})  # the control: it is the undoing that may be followed once


def test_last_of_an_allowance_is_taken_again_and_no_more(card, airport, staff):
    made = ask(airport, show_code(card)[0], service=LANE)
    last = Allowance.objects.create(holder=card.talent, service=made.service, period="2026", limit=12, used=11)
    Allowance.objects.filter(pk=last.pk).update(period=str(made.checked_at.year))
    use = record(made, outcome="served", staff=staff)
    undo(use, staff=staff, reason="按错了")

    once_more = check_again(use, service=LANE, staff=staff)
    record(once_more, outcome="served", staff=staff)

    assert (once_more.left, used()) == (1, [(LANE, 12)])
    with pytest.raises(Refusal) as refusal:
        record(ask(airport, show_code(card)[0], service=LANE), outcome="served")
    assert refusal.value.code == "not_eligible"


def test_what_the_household_used_is_counted(card, spouse, airport, staff, province_officer):  # noqa: F811
    married(card, spouse, province_officer)
    record(ask(airport, show_code(spouse)[0], service=LANE), outcome="served")
    use = pressed_wrongly(airport, show_code(card)[0], staff)
    assert Tier.objects.get(pk=card.tier_id).slug == "b"

    assert check_again(use, service=LANE, staff=staff).left == use.check_made.left


class TestAtOnce:
    pytestmark = ON_POSTGRESQL

    def test_without_the_constraint_the_same_press_is_many_uses(self, wrong, staff, monkeypatch):
        """The control: the check does not say what it follows."""
        monkeypatch.setattr(again, "is_written", lambda row: setattr(row, "follows", None) or row.save() or True)
        undone = Use.objects.select_related("check_made__partner", "undone").get(pk=wrong.pk)

        at_once(5, lambda: record(check_again(undone, service=LANE, staff=staff), outcome="served", staff=staff))

        assert used() == [(LANE, 5)]

    def test_fifty_after_an_undoing_are_one_check_and_one_use(self, wrong, staff):
        def press():
            use = Use.objects.select_related("check_made__partner", "undone").get(pk=wrong.pk)
            return record(check_again(use, service=LANE, staff=staff), outcome="served", staff=staff)

        said = Counter(getattr(one, "code", "served") for one in at_once(DESKS, press))

        assert said == {"served": 1, "already_recorded": DESKS - 1}
        assert (Check.objects.count(), used()) == (2, [(LANE, 1)])
