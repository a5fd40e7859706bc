"""Is a served use rated once, by its holder, in time; and who reads what of it?"""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.card.actions import show_code
from accounts.rights.actions import delete_account
from portal.notifications.models import InboxMessage
from portal.workflow.engine import Refusal
from services.models import Rating
from services.partners.uses import record, undo
from services.quality import ratings
from services.quality.ratings import ENOUGH, averages, rate
from tests.cast import honours, person
from tests.factories import CardFactory
from tests.services.partners.test_checks import ask

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def served(card, hospital):
    return record(ask(hospital, show_code(card)[0]), outcome="served")


@pytest.fixture
def rated(hospital):
    """So many people rate a visit to the hospital, each with three stars and words of their own."""

    def by(number):
        holder = CardFactory(talent=person(f"rater{number}@example.cn", name=f"李明远{number}"))
        use = record(ask(hospital, show_code(holder)[0]), outcome="served")
        return rate(use, stars=3, comment=f"等了很久，第{number}位", by=holder.talent)

    return lambda count: [by(number) for number in range(count)]


def test_message_of_a_served_use_asks_and_leads_to_the_page(served, card):
    told = InboxMessage.objects.get(user=card.talent, template="use_recorded")

    assert told.context["url"] == f"/me/ratings/{served.public_id}/"


def test_first_page_asks_until_it_is_rated(served, card, as_user):
    link = f"/me/ratings/{served.public_id}/"
    assert link in as_user(card.talent).get("/me/").content.decode()

    rate(served, stars=5, by=card.talent)

    assert link not in as_user(card.talent).get("/me/").content.decode()


def test_pressing_twice_rates_once_and_the_first_stays(served, card, as_user):
    browser, link = as_user(card.talent), f"/me/ratings/{served.public_id}/"

    first = browser.post(link, {"stars": 4, "comment": "很快", "form_key": "a"})
    again = browser.post(link, {"stars": 4, "comment": "很快", "form_key": "a"})
    other = browser.post(link, {"stars": 1, "form_key": "b"})

    assert [answer.url for answer in (first, again, other)] == [link] * 3
    assert list(Rating.objects.values_list("stars", "comment")) == [(4, "很快")]
    assert "已登记" in browser.get(link).content.decode()


def test_form_without_a_choice_says_what_is_missing(served, card, as_user):
    answer = as_user(card.talent).post(f"/me/ratings/{served.public_id}/", {"form_key": "a"})

    assert (answer.status_code, "请在五项中选一项" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("outcome", "change", "code"),
    [
        ("served", {"days": 31}, "too_late"),
        ("postponed", {}, "not_served"),
        ("served", {"undo": True}, "undone"),
    ],
)
def test_use_that_is_old_undone_or_was_not_served_is_not_rated(card, hospital, clock, outcome, change, code):
    use = record(ask(hospital, show_code(card)[0]), outcome=outcome)
    if change.get("undo"):
        undo(use, staff=None, reason="按错了")
    clock.shift(dt.timedelta(days=change.get("days", 0)))

    with pytest.raises(Refusal) as refused:
        rate(type(use).objects.get(pk=use.pk), stars=5, by=card.talent)

    assert (refused.value.code, Rating.objects.count()) == (code, 0)


def test_only_the_holder_rates(served, other_talent, as_user):
    with pytest.raises(Refusal, match="本人"):
        rate(served, stars=1, by=other_talent)

    assert as_user(other_talent).get(f"/me/ratings/{served.public_id}/").status_code == 404


def test_the_database_refuses_a_rating_by_another_and_any_change(served, card, other_talent):
    check = served.check_made
    row = {"use": served, "partner": check.partner, "service": check.service, "stars": 1}
    with pytest.raises(IntegrityError, match="own holder"), transaction.atomic():
        Rating.objects.create(**row | {"holder": other_talent, "rated_at": served.recorded_at})

    rate(served, stars=5, by=card.talent)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Rating.objects.update(stars=1)


def test_average_stands_from_five_ratings_on_and_leaves_out_what_was_undone(rated, hospital):
    rated(ENOUGH - 1)
    assert averages([hospital.pk]) == {}

    more = record(ask(hospital, show_code(CardFactory(talent=person("fifth@example.cn")))[0]), outcome="served")
    rate(more, stars=5, by=more.check_made.holder)
    [mean] = averages([hospital.pk]).values()
    assert (mean.count, mean.mean) == (5, 3.4)

    undo(more, staff=None, reason="按错了")
    assert averages([hospital.pk]) == {}


def test_average_is_of_the_latest_ratings(rated, hospital, clock, monkeypatch):
    assert ratings.LATEST == 100
    monkeypatch.setattr(ratings, "LATEST", ENOUGH)
    rated(ENOUGH)
    clock.shift(1)
    more = record(ask(hospital, show_code(CardFactory(talent=person("fifth@example.cn")))[0]), outcome="served")
    rate(more, stars=5, by=more.check_made.holder)

    [mean] = averages([hospital.pk]).values()

    assert (mean.count, mean.mean) == (5, 3.4)


def test_desk_reads_average_and_words_but_no_name_and_only_from_five_on(rated, hospital, desk_staff, as_user):
    rated(ENOUGH - 1)
    before = as_user(desk_staff).get("/desk/ratings/").content.decode()
    use = record(ask(hospital, show_code(CardFactory(talent=person("fifth@example.cn")))[0]), outcome="served")
    rate(use, stars=5, by=use.check_made.holder)

    after = as_user(desk_staff).get("/desk/ratings/").content.decode()

    assert ("评价不足五人" in before, "第0位" in before) == (True, False)
    assert ("3.4 分（满分 5 分），最近 5 次评价" in after, "第0位" in after, "李明远" in after) == (True, True, False)


def test_page_of_the_desk_costs_the_same_for_one_service_and_for_three(hospital, desk_staff, as_user):
    browser, counts = as_user(desk_staff), []
    browser.get("/desk/ratings/")
    for slug in ("", "health-examination", "named-doctor"):
        if slug:
            honours(hospital, slug)
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/ratings/")
        counts.append(len(asked))

    assert len(set(counts)) == 1


def test_officials_read_the_average_beside_the_readiness(rated, city_officer, as_user):
    rated(ENOUGH)

    assert "3.0 (5)" in as_user(city_officer).get("/admin/services/partnerreadiness/").content.decode()


def test_words_go_with_the_account_and_the_number_stays(served, card):
    rate(served, stars=2, comment="我住在二号楼", by=card.talent)

    delete_account(card.talent, by=card.talent)

    assert list(Rating.objects.values_list("stars", "comment")) == [(2, "")]
