"""Is a card found, renewed, cancelled and given again as its holder and the office say, and does every counter know?"""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.card.renewal import years_after
from accounts.models import Application, Card
from policies.models import Tier
from portal.crypto.signing import verify_jws
from portal.models import InboxMessage, OutboxMessage
from portal.notifications.tasks import sweep
from portal.workflow.engine import Refusal, perform
from services.models import Service
from services.requests.actions import ask as request
from tests.cast import person
from tests.factories import ApplicationFactory, CardFactory
from tests.services.partners.test_checks import ask
from tests.services.requests.test_requests import CHILD, answers

LATE = dt.date(2027, 1, 10)  # less than sixty days after the day on which the clock stands


def listed(anonymous):
    return verify_jws(anonymous.get("/.well-known/talent-card/status").content.decode())["cards"]


def near_its_end(tier):
    return CardFactory(
        talent=person(f"{tier}@example.cn"),
        tier=Tier.objects.get(slug=tier),
        issued_on=dt.date(2022, 1, 11),
        expires_on=LATE,
    )


def renew(card, why="damaged"):
    perform(card, "renew", by=card.talent, data={"why": why})
    return Card.objects.get(renews=card)


def cancel(card, officer, cause="left", **more):
    return perform(card, "cancel_by_office", by=officer, data={"cause": cause, **more})


# -- renewed ----------------------------------------------------------------------------------------------------------
def test_renewed_card_has_a_new_number_and_the_time_that_was_left(card):
    made = renew(card)

    card.refresh_from_db()
    assert (card.status, made.status) == ("replaced", "active")
    assert (made.application, made.tier, made.expires_on) == (card.application, card.tier, card.expires_on)
    assert made.number != card.number
    assert InboxMessage.objects.filter(user=card.talent).values_list("template", flat=True).get() == "card_renewed"


@pytest.mark.parametrize(("tier", "until"), [("b", dt.date(2032, 1, 10)), ("d", dt.date(2030, 1, 10))])
def test_card_near_its_end_gets_the_years_of_its_tier(catalogue, clock, tier, until):
    assert renew(near_its_end(tier), "ending").expires_on == until


@pytest.mark.parametrize(("tier", "code"), [("e", "must_apply"), ("b", "not_ending")])
def test_more_time_is_refused_where_the_rule_gives_none(catalogue, clock, tier, code):
    card = near_its_end(tier)
    if code == "not_ending":
        Card.objects.filter(pk=card.pk).update(expires_on=LATE + dt.timedelta(days=30))
        card.refresh_from_db()

    with pytest.raises(Refusal) as refused:
        renew(card, "ending")

    assert refused.value.code == code
    assert Card.objects.get().status == "active"


def test_card_is_not_renewed_once_it_or_its_decision_is_over(card):
    Application.objects.update(status="refused", approved_at=None, approved_by=None)
    card.refresh_from_db()
    with pytest.raises(Refusal, match="不再有效"):
        renew(card)

    Card.objects.update(issued_on="2020-01-01", expires_on=timezone.localdate())
    with pytest.raises(Refusal):
        renew(Card.objects.get())


def test_every_counter_knows_of_a_renewal_in_the_next_request(card, hospital, anonymous):
    before = show_code(card)[0]

    made = renew(card)

    assert ask(hospital, before).reason == "card_revoked"
    assert ask(hospital, show_code(made)[0]).reason == "ok"
    assert listed(anonymous) == {str(card.public_id): "revoked"}


def test_years_end_on_a_day_that_exists():
    assert years_after(dt.date(2028, 2, 29), 3) == dt.date(2031, 2, 28)


@pytest.mark.parametrize("wrong", ["second first", "of another", "of a current one", "twice"])
def test_database_refuses_a_card_that_renews_nothing_of_its_decision(card, other_talent, wrong):
    former, application = None, card.application
    if wrong == "of another":
        former, application = Card.objects.get(), CardFactory(talent=other_talent).application
    elif wrong in {"of a current one", "twice"}:
        former = card
    if wrong == "twice":
        perform(renew(card), "cancel", by=card.talent)
    elif wrong != "of a current one":
        Card.objects.update(status="replaced")

    with pytest.raises(IntegrityError), transaction.atomic():
        CardFactory(talent=application.talent, application=application, renews=former)


def test_first_card_of_a_second_decision_renews_none(card, province_officer):
    made = ApplicationFactory(talent=card.talent, tier=card.tier)
    stamps = {"approved_at": timezone.now(), "approved_by": province_officer}
    Application.objects.filter(pk=made.pk).update(status="approved", **stamps)
    Card.objects.update(status="replaced")

    assert CardFactory(talent=card.talent, application=made).renews is None


# -- cancelled, and back ----------------------------------------------------------------------------------------------
def test_card_of_who_left_ends_everywhere_and_the_holder_reads_why_without_a_hard_word(
    card, hospital, province_officer, as_user, anonymous, clock
):
    code = show_code(card)[0]

    cancel(card, province_officer)

    assert ask(hospital, code).reason == "card_revoked"
    assert listed(anonymous) == {str(card.public_id): "revoked"}
    page = as_user(card.talent).get("/me/card/", headers={"accept-language": "en"}).content.decode()
    assert "Heilongjiang cancelled it on 20 November 2026. Left the province." in page
    assert "I am back" in page
    assert "revoked" not in page


def test_who_left_comes_back_with_one_press_and_the_office_is_told(
    card, hospital, province_officer, as_user, anonymous
):
    cancel(card, province_officer)

    answer = as_user(card.talent).post(f"/me/card/{card.public_id}/come_back/", {"form_key": "a"})

    made = Card.objects.get(renews=card)
    assert (answer.status_code, answer.url) == (302, "/me/card/")
    assert (made.status, made.expires_on) == ("active", card.expires_on)
    assert ask(hospital, show_code(made)[0]).reason == "ok"
    assert str(made.public_id) not in listed(anonymous)
    assert InboxMessage.objects.filter(user=province_officer, template="card_back_officer").count() == 1
    with pytest.raises(Refusal):
        perform(Card.objects.get(pk=card.pk), "come_back", by=card.talent)


def test_decision_that_is_over_leads_to_an_application_that_is_filled_in(card, province_officer, as_user):
    criterion = ApplicationFactory.create(talent=person("other@example.cn")).chosen.get().criterion
    card.application.chosen.create(criterion=criterion)
    cancel(card, province_officer)
    Card.objects.update(issued_on="2020-01-01", expires_on="2024-12-31")
    browser = as_user(card.talent)

    page = browser.get("/me/card/").content.decode()
    browser.post("/me/applications/new/", {"tier": "b"})

    assert "/me/applications/new/?tier=b" in page
    assert "come_back" not in page
    begun = Application.objects.get(talent=card.talent, status="draft")
    assert begun.chosen.get().criterion == criterion


def test_whose_employment_ended_applies_with_the_new_one(card, province_officer):
    ended = cancel(card, province_officer, "employment")

    with pytest.raises(Refusal, match="以前填写"):
        perform(ended, "come_back", by=card.talent)


def test_death_is_told_to_the_family_alone(card, province_officer, as_user):
    browser = as_user(card.talent)
    perform(perform(card, "suspend", by=card.talent), "lift", by=card.talent)
    InboxMessage.objects.all().delete()

    cancel(Card.objects.get(), province_officer, "died", family="family@example.cn")
    sweep()

    assert [letter.to for letter in mail.outbox] == [["family@example.cn"]]
    assert InboxMessage.objects.filter(user=card.talent).count() == 0
    assert OutboxMessage.objects.filter(user=card.talent).count() == 0
    assert browser.get("/me/card/").status_code == 302


def test_death_that_was_none_is_undone_by_the_office_with_a_reason(card, province_officer):
    ended = cancel(card, province_officer, "died")

    with pytest.raises(Refusal, match="理由"):
        perform(ended, "reinstate", by=province_officer)
    perform(ended, "reinstate", by=province_officer, reason="误报")

    made = Card.objects.select_related("talent").get(renews=card)
    assert (made.status, made.talent.is_active) == ("active", True)


def test_officer_chooses_the_cause_in_a_dialog(card, province_officer, as_user):
    address = f"/admin/accounts/card/{card.pk}/step/cancel_by_office/"
    browser = as_user(province_officer)

    wrong = browser.post(address, {"form_key": "a", "cause": "left", "family": "family@example.cn"})
    card.refresh_from_db()
    assert (wrong.status_code, card.status) == (200, "active")

    browser.post(address, {"form_key": "b", "cause": "left"})
    card.refresh_from_db()
    assert (card.status, card.cancelled_for) == ("cancelled", "left")


# -- found ------------------------------------------------------------------------------------------------------------
def test_found_card_works_in_the_next_request_and_leaves_the_list(card, hospital, as_user, anonymous):
    perform(card, "suspend", by=card.talent)
    browser = as_user(card.talent)
    assert "我找到了" in browser.get("/me/card/").content.decode()
    assert listed(anonymous) == {str(card.public_id): "suspended"}

    browser.post("/me/card/change/lift/", {"form_key": "a"})

    assert ask(hospital, show_code(card)[0]).reason == "ok"
    assert listed(anonymous) == {}


def test_holder_renews_on_the_page_and_a_stranger_finds_nothing(card, as_user, other_talent):
    address = f"/me/card/{card.public_id}/renew/"

    assert as_user(other_talent).post(address, {"why": "damaged"}).status_code == 404
    assert as_user(card.talent).get(f"/me/card/{card.public_id}/cancel/").status_code == 404
    page = as_user(card.talent).get(address).content.decode()
    assert 'value="damaged"' in page
    assert 'value="ending"' not in page
    as_user(card.talent).post(address, {"form_key": "a", "why": "damaged"})

    assert Card.objects.current().get().renews == card


def test_card_says_what_it_came_of_and_takes_no_decision_for_a_renewal(card, province_officer, as_user):
    english = {"accept-language": "en"}
    made = renew(card)
    assert (
        f"its number before was {card.number}"
        in as_user(card.talent).get("/me/card/", headers=english).content.decode()
    )

    cancel(made, province_officer)
    perform(Card.objects.get(pk=made.pk), "come_back", by=card.talent)

    page = as_user(card.talent).get("/me/card/", headers=english).content.decode()
    assert card.number not in page
    assert "took the place" not in page


def test_open_request_goes_on_with_the_renewed_card(card, school, school_staff):
    service, child = Service.objects.get(slug="school-place"), CHILD | {"wanted_school": school.slug}
    found = request(card, service, answers=answers("school-place", card, child), by=card.talent)
    renew(card)

    assert perform(found, "grant", by=school_staff).status == "granted"
