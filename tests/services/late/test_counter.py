"""Does a counter whose network has no way out give what the desk page without a network would, and no more?"""

import json
import time

import pytest
from django.utils import timezone

from accounts.card.offline import make_offline
from examples.verifier.exchange import STAGES
from portal.workflow.engine import perform
from services.models import Allowance, Entitlement, Service, Use
from services.requests.enums import Stage
from tests.cast import ask_for_family

from .conftest import LANE, noted

pytestmark = pytest.mark.slow
SEEN = "--seen"


@pytest.fixture
def lane(card, folder, fetch):
    """`lane(used=0, **what)`: what the catalogue gives the tier there, carried in, and a code made then."""

    def given(*, used=0, shown=None, **what):
        Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(**what)
        about = {"holder": card.talent, "service": Service.objects.get(slug=LANE), "limit": 24}
        Allowance.objects.create(**about, period=str(timezone.localdate().year), used=used)
        fetch()
        return make_offline(shown or card, by=card.talent).text

    return given


def test_file_that_is_carried_in_is_the_desk_pages_own_and_names_nobody(as_user, lounge, airport, card):
    answer = as_user(lounge).get("/desk/late/known.json")

    assert answer["Content-Disposition"] == 'attachment; filename="known.json"'
    assert sorted(answer.json()) == ["desk", "keys", "now", "services", "status"]
    assert [service["slug"] for service in answer.json()["services"]] == [LANE]
    text = answer.content.decode()
    assert [mark for mark in ("李", card.number, card.talent.email, lounge.email) if mark in text] == []


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "下载 known.json"), ("en", "Fetch known.json")])
def test_page_where_the_file_is_handed_in_leads_to_the_one_for_the_way_back(as_user, lounge, language, words):
    html = as_user(lounge).get("/desk/late/file/", headers={"accept-language": language}).content.decode()

    assert f'href="/desk/late/known.json" download>{words}<' in html


def test_service_of_another_and_one_that_the_tier_does_not_get_are_looks_and_no_uses(counter, folder, lane, hand_in):
    code = lane(limit=24, period="year", family="none")
    assert counter(code, SEEN, service="medical-green-channel") == (1, "service_not_yours")
    Allowance.objects.all().delete()
    assert counter(lane(is_allowed=False), SEEN) == (1, "not_entitled")

    hand_in((folder / "uses.jsonl").read_bytes())

    assert noted(folder) == ["", ""]
    assert Use.objects.count() == 0


@pytest.mark.parametrize(
    ("limit", "period", "used", "reason"),
    [(1, "year", 0, "last_use"), (24, "year", 23, "last_use"), (24, "year", 22, "ok"), (2, "once", 0, "ok")],
)
def test_last_use_is_not_given(counter, folder, lane, limit, period, used, reason):
    code = lane(limit=limit, period=period, family="none", used=used)

    assert counter(code, SEEN) == (int(reason != "ok"), reason)
    assert noted(folder) == ["served" if reason == "ok" else ""]


def test_card_gets_one_counted_use_within_a_day_and_uncounted_ones_as_ever(counter, folder, lane, fetch):
    code = lane(limit=24, period="year", family="none")
    assert [counter(code, SEEN), counter(code, SEEN)] == [(0, "ok"), (1, "last_use")]

    lines = [json.loads(line) for line in (folder / "uses.jsonl").read_text().splitlines()]
    lines[0]["done_at"] = int(time.time()) - 24 * 3600 - 61
    (folder / "uses.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"key": "cut o')
    assert counter(code, SEEN) == (0, "ok")
    assert counter(code, SEEN) == (1, "last_use")  # the line was not hung on the one that was cut

    Entitlement.objects.filter(service__slug=LANE).update(limit=None, period="none")
    fetch()
    assert [counter(code, SEEN), counter(code, SEEN)] == [(0, "ok"), (0, "ok")]


def test_yes_comes_with_what_is_to_be_done_and_the_age_of_what_is_known(run, lane):
    said = json.loads(run(lane(limit=24, period="year", family="none"), SEEN).stdout)

    assert (said["verdict"], said["card"]["name"], bool(said["steps"])) == ("eligible", "李**", True)
    assert 0 <= said["status_age"] < 600  # seconds


def test_stage_and_companions_are_asked_and_handed_in(counter, folder, lane, card, province_officer, hand_in):
    child = perform(ask_for_family(card), "accept", by=province_officer).cards.get()
    code = lane(limit=2, period="stage", family="spouse_children", companions=1, shown=child)

    assert counter(code, SEEN) == (2, "ok")
    assert counter(code, SEEN, "--stage", "primary", "--companions", "2") == (2, "ok")
    assert counter(code, SEEN, "--stage", "primary", "--companions", "1") == (0, "ok")
    hand_in((folder / "uses.jsonl").read_bytes())

    assert noted(folder) == ["", "", "served"]
    assert (Use.objects.get().companions_used, Use.objects.get().counted) == (1, 1)
    assert Stage.values == [*STAGES]


def test_what_speaks_against_it_is_said_in_words(run, lane):
    code = lane(limit=24, period="year", family="none", used=23)

    said = [run(code, *more) for more in ((SEEN,), ("--outcome", "refused"))]

    assert [done.stderr for done in said] == [
        "The last use of an allowance is given only with a network.\n",
        "Say why it was refused, with --reason.\n",
    ]
    assert [json.loads(done.stdout)["verdict"] for done in said] == ["not_eligible"] * 2
    assert "steps" not in json.loads(said[0].stdout)


def test_whoever_is_refused_is_noted_whatever_speaks_against_the_card(counter, folder, lane, card, fetch, hand_in):
    code = lane(limit=24, period="year", family="none", used=23)
    refused = ("--outcome", "refused", "--reason", "没有网络")

    assert counter(code, *refused) == (0, "last_use")
    perform(card, "suspend", by=card.talent)
    fetch()
    assert counter(code, *refused) == (0, "card_suspended")
    perform(card, "lift", by=card.talent)
    hand_in((folder / "uses.jsonl").read_bytes())

    assert (noted(folder), Use.objects.filter(outcome="refused").count()) == (["refused", "refused"], 2)


def test_folder_without_what_must_be_known_says_what_to_do(run, folder, card):
    (folder / "known.json").unlink()

    done = run(make_offline(card, by=card.talent).text, SEEN)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Fetch known.json at the desk page of the site, and carry it in.\n")
    assert not (folder / "uses.jsonl").exists()


@pytest.mark.parametrize(("limit", "words"), [(24, "cannot be read: Is a directory."), (None, "cannot be written: ")])
def test_where_nothing_can_be_noted_nothing_is_given(run, folder, lane, limit, words):
    code = lane(limit=limit, period="year" if limit else "none", family="none")
    (folder / "uses.jsonl").mkdir()

    done = run(code, SEEN)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{folder / 'uses.jsonl'} {words}")
    assert done.stderr.endswith("before anything is given.\n")
