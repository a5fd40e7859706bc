"""Does a card live only as its table says, and do its pages and public lists tell no more than they may?"""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.card.actions import last_day, show_code
from accounts.models import Card, LiveCode
from portal.audit.models import History
from portal.crypto.signing import verify_jws
from portal.notifications.models import InboxMessage
from portal.workflow.engine import Refusal, perform

ACTORS = ("holder", "city", "province", "stranger")
ALLOWED = {  # (status, step) -> who may; the card is of tier B, which the province decides
    ("active", "suspend"): {"holder"},
    ("suspended", "suspend"): set(),
    ("suspended", "lift"): {"holder"},
    ("active", "lift"): set(),
    ("active", "revoke"): {"province"},
    ("suspended", "revoke"): {"province"},
    ("revoked", "lift"): set(),
    ("revoked", "suspend"): set(),
    ("revoked", "revoke"): set(),
    ("active", "replace"): set(),
    ("replaced", "lift"): set(),
    ("active", "cancel"): {"holder"},
    ("suspended", "cancel"): {"holder"},
    ("revoked", "cancel"): set(),
    ("cancelled", "cancel"): set(),
    ("cancelled", "lift"): set(),
    ("cancelled", "revoke"): set(),
    ("active", "renew"): {"holder"},
    ("suspended", "renew"): {"holder"},
    ("revoked", "renew"): set(),
    ("replaced", "renew"): set(),
    ("active", "cancel_by_office"): {"province"},
    ("suspended", "cancel_by_office"): {"province"},
    ("revoked", "cancel_by_office"): set(),
    ("cancelled", "come_back"): set(),  # by whom it was cancelled is asked in test_life.py
    ("cancelled", "reinstate"): set(),
    ("active", "end_with_holder"): set(),
    ("active", "come_back"): set(),
    ("active", "reinstate"): set(),
}
GIVEN = {"cause": "left", "why": "damaged"}


@pytest.mark.parametrize(("status", "step"), ALLOWED)
@pytest.mark.parametrize("actor", ACTORS)
def test_step_by_each_actor_is_done_or_leaves_no_trace(
    card, city_officer, province_officer, other_talent, status, step, actor
):
    people = {"holder": card.talent, "city": city_officer, "province": province_officer, "stranger": other_talent}
    Card.objects.filter(pk=card.pk).update(status=status)
    card.refresh_from_db()
    before = (History.objects.count(), InboxMessage.objects.count())

    if actor in ALLOWED[status, step]:
        assert perform(card, step, by=people[actor], reason="说明", data=GIVEN).status != status
        return
    with pytest.raises(Refusal):
        perform(card, step, by=people[actor], reason="说明", data=GIVEN)
    card.refresh_from_db()
    assert (card.status, (History.objects.count(), InboxMessage.objects.count())) == (status, before)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (dt.date(2026, 11, 22), dt.date(2031, 11, 21)),
        (dt.date(2028, 2, 29), dt.date(2033, 2, 28)),
        (dt.date(2026, 1, 1), dt.date(2030, 12, 31)),
    ],
)
def test_a_card_is_valid_for_five_years_to_the_day(issued, last):
    assert last_day(issued) == last


def test_a_holder_has_one_current_card(card):
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(
            talent=card.talent,
            tier=card.tier,
            application=card.application,
            issued_on=card.issued_on,
            expires_on=card.expires_on,
        )


@pytest.fixture
def holder(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_card_page_shows_a_code_only_when_asked_and_keeps_none(holder, card):
    holder.get("/me/card/")
    assert LiveCode.objects.count() == 0

    html = holder.post("/me/card/code/").content.decode()

    assert "<svg" in html
    assert LiveCode.objects.get().card == card
    assert LiveCode.objects.get().code_index not in html


def test_suspended_at_once_from_any_device_and_lifted_again(holder, card):
    holder.get("/me/card/suspend/")
    card.refresh_from_db()
    assert card.status == "active"  # the page that asks changes nothing

    holder.post("/me/card/change/suspend/", {"form_key": "a"})
    card.refresh_from_db()
    assert card.status == "suspended"
    assert holder.post("/me/card/code/").status_code == 404
    assert holder.post("/me/card/change/replace/").status_code == 404
    holder.post("/me/card/change/lift/", {"form_key": "b"})
    card.refresh_from_db()
    assert card.status == "active"


def test_verify_tells_validity_and_a_masked_name_and_uses_nothing_up(anonymous, card):
    code, row = show_code(card)

    for path in (f"/verify/{code}", f"/VERIFY/{code.lower()}"):
        html = anonymous.get(path, headers={"Accept-Language": "en"}).content.decode()
        assert "Valid" in html
        assert "李**" in html
        assert "李明远" not in html
        assert card.number not in html
    row.refresh_from_db()
    assert row.used_at is None


def test_verify_of_an_unknown_ended_or_suspended_code_says_what_to_do(anonymous, card):
    ended, row = show_code(card)
    LiveCode.objects.filter(pk=row.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    shown, _row = show_code(card)
    perform(card, "suspend", by=card.talent)
    english = {"Accept-Language": "en"}

    assert anonymous.get("/verify/0000000000", headers=english).status_code == 404
    assert "has ended or was used" in anonymous.get(f"/verify/{ended}", headers=english).content.decode()
    assert "The card is suspended." in anonymous.get(f"/verify/{shown}", headers=english).content.decode()


def test_status_list_is_signed_and_names_only_cards_not_to_be_honoured(anonymous, card):
    url = "/.well-known/talent-card/status"
    assert verify_jws(anonymous.get(url).content.decode())["cards"] == {}

    perform(card, "suspend", by=card.talent)
    said = verify_jws(anonymous.get(url).content.decode())

    assert said["cards"] == {str(card.public_id): "suspended"}
    assert said["max_age_seconds"] == 12 * 60 * 60
    keys = anonymous.get("/.well-known/talent-card/keys.json").json()["keys"]
    assert {key["crv"] for key in keys} == {"Ed25519"}


def test_cancelled_card_stands_in_the_status_list_as_a_revoked_one_and_shows_no_code(anonymous, holder, card):
    perform(card, "cancel", by=card.talent)

    said = verify_jws(anonymous.get("/.well-known/talent-card/status").content.decode())

    assert said["cards"] == {str(card.public_id): "revoked"}
    assert holder.post("/me/card/code/").status_code == 404
    assert "The card is cancelled" in holder.get("/me/card/").content.decode()
