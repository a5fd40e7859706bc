"""Does a phone application read a holder's family cards and show their codes?"""

from accounts.models import FamilyMember
from portal.workflow.engine import perform
from services.partners.checks import check_code
from services.partners.counter import at
from tests.cast import ask_for_family


def test_holder_reads_each_card_and_who_still_waits(card, child, as_user, card_of):
    waiting = ask_for_family(card, "spouse", name="王芳", number="730000001")

    body = as_user(card.talent).get("/api/v1/me/family/").json()

    assert [(row["id"], row["status"]) for row in body["results"]] == [
        (str(waiting.public_id), "asked"),
        (str(child.public_id), "accepted"),
    ]
    assert body["results"][0]["card"] is None
    shown, one = body["results"][1]["card"], card_of(child)
    assert shown == {
        "number": one.number,
        "tier": "B",
        "status": "active",
        "standing": "ok",
        "issued_on": one.issued_on.isoformat(),
        "expires_on": one.expires_on.isoformat(),
    }
    assert as_user(card.talent).get(f"/api/v1/me/family/{child.public_id}/").json() == body["results"][1]
    assert child.number not in str(body)


def test_code_is_of_the_members_own_card_and_counter_is_told_so(card, child, as_user, hospital, card_of):
    said = as_user(card.talent).post(f"/api/v1/me/family/{child.public_id}/codes/")

    made = check_code(at(hospital), code=said.json()["url"], service="medical-green-channel", channel="api").check
    assert (said.status_code, made.verdict, made.card) == (201, "eligible", card_of(child))


def test_no_code_without_a_card_that_stands_and_nothing_for_others(card, child, as_user, other_talent, card_of):
    address = f"/api/v1/me/family/{child.public_id}/codes/"
    perform(card_of(child), "suspend", by=card.talent)
    waiting = ask_for_family(card, "spouse", number="730000001")

    refused = as_user(card.talent).post(address)
    early = as_user(card.talent).post(f"/api/v1/me/family/{waiting.public_id}/codes/")

    assert [(one.status_code, one.json()["code"]) for one in (refused, early)] == [
        (409, "card_suspended"),
        (409, "no_card"),
    ]
    assert as_user(other_talent).post(address).status_code == 404
    assert as_user(other_talent).get("/api/v1/me/family/").json()["results"] == []
    assert FamilyMember.objects.count() == 2
