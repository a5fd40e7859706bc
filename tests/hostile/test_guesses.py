"""What does a partner learn that sends codes nobody has? Nothing; it is slowed, and the province and the auditor are
told."""

import itertools
import json
import secrets
from collections import Counter, deque

import pytest

from accounts.card.actions import show_code
from accounts.models import Card, LiveCode
from portal.codes import ALPHABET
from portal.guessing import LIMIT, PAUSE
from portal.notifications.models import InboxMessage, OutboxMessage
from services.models import Check
from services.partners.answers import answer_body
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.guesses import Slowed
from tests.cast import person
from tests.factories import CardFactory
from tests.harness.full import size

from . import world

pytestmark = pytest.mark.slow
GREEN = "medical-green-channel"
GUESSES = size(200, 100_000)


def guess():
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def asker(partner):
    """Asks as the partner's system does, without the HTTP around it; the row, or None where it is slowed."""
    answer = answerer(partner)

    def ask(code):
        try:
            return answer(code).check
        except Slowed:
            return None

    return ask


def answerer(partner):
    here = at(partner)
    return lambda code: check_code(here, code=code, service=GREEN, channel="api")


def test_guesses_over_http_disclose_nobody_and_are_answered_429(card, hospital, province_officer, clock):
    show_code(card)
    system = world.system_of(hospital)

    answers = [_post(system, guess()) for _ in range(100)]

    assert [answer.status_code for answer in answers] == [201] * LIMIT + [429] * (100 - LIMIT)
    assert {answer.json().get("holder") for answer in answers} == {None}
    assert {answer.json()["reason"] for answer in answers[:LIMIT]} == {"unknown_code"}
    assert (answers[-1]["Retry-After"], answers[-1].json()["code"]) == ("5", "too_many_unknown_codes")
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert Check.objects.count() == LIMIT


def _post(system, code, **headers):
    body = json.dumps({"code": code, "service": GREEN})
    return system.post("/api/v1/partner/checks/", body, content_type="application/json", headers=headers)


def test_province_and_auditor_are_told_once_an_hour_and_partner(
    hospital, airport, province_officer, auditor, city_officer, desk_staff, clock
):
    ask, elsewhere = asker(hospital), asker(airport)

    for _hour in range(2):
        for _ in range(LIMIT + 5):
            ask(guess())
            clock.shift(PAUSE)
        clock.shift(3600)
    elsewhere(guess())

    told = InboxMessage.objects.filter(template="codes_guessed")
    counts = Counter((row.user, row.context["count"]) for row in told)
    assert counts == {(province_officer, LIMIT): 2, (auditor, LIMIT): 2}
    assert OutboxMessage.objects.filter(template="codes_guessed").count() == 4


def test_what_the_message_leads_to_is_open_to_both_and_shows_the_guesses_alone(
    card, hospital, airport, province_officer, auditor, as_user, clock
):
    genuine, elsewhere = asker(hospital)(show_code(card)[0]), asker(airport)(guess())
    guessed = [asker(hospital)(guess()) for _ in range(LIMIT)]

    for reader in (province_officer, auditor):
        address = InboxMessage.objects.get(template="codes_guessed", user=reader).context["url"]
        page = as_user(reader).get(address).content.decode()
        shown = {check for check in (genuine, elsewhere, *guessed) if str(check.public_id) in page}
        assert shown == set(guessed)


def test_slow_hours_of_mistyping_are_neither_slowed_nor_reported(hospital, province_officer, clock):
    ask = asker(hospital)

    found = [(ask(guess()), clock.shift(3600 / (LIMIT - 1)))[0] for _ in range(3 * LIMIT)]

    assert {check.reason for check in found} == {"unknown_code"}
    assert InboxMessage.objects.count() == 0


def test_genuine_code_is_answered_after_the_pause_and_is_not_used_up_before(card, hospital, clock):
    ask, code = asker(hospital), show_code(card)[0]
    for _ in range(LIMIT):
        ask(guess())

    at_once = ask(code)
    unused = LiveCode.objects.get().used_at
    clock.shift(PAUSE)

    assert (at_once, unused) == (None, None)
    assert ask(code).reason == "ok"
    assert ask(show_code(card)[0]).reason == "ok"  # without a new guess nobody waits


def test_other_partner_is_not_slowed(card, hospital, airport, clock):
    for ask in itertools.repeat(asker(airport), LIMIT):
        ask(guess())

    assert asker(airport)(guess()) is None
    assert asker(hospital)(show_code(card)[0]).reason == "ok"


def test_repeated_key_gets_its_first_answer_while_slowed(card, hospital, clock):
    system, code = world.system_of(hospital), show_code(card)[0]
    first = _post(system, code, **{"idempotency-key": "lost"})
    for _ in range(LIMIT):
        _post(system, guess())

    again = _post(system, code, **{"idempotency-key": "lost"})

    assert (again.status_code, again.json()) == (201, first.json())
    assert _post(system, code, **{"idempotency-key": "new"}).status_code == 429


def test_desk_says_how_long_to_wait_and_keeps_what_was_typed(card, hospital, desk_staff, as_user, clock):
    for ask in itertools.repeat(asker(hospital), LIMIT):
        ask(guess())
    code = show_code(card)[0]

    answer = as_user(desk_staff).post("/desk/check/", {"code": code, "service": GREEN, "form_key": "a"})

    assert answer.status_code == 429
    assert "请等五秒" in answer.content.decode()
    assert code in answer.content.decode()


GOOD = 10
SHOWN = 13  # one each `PAUSE`, so that the thirteenth is a minute old and just over


def near(code):
    """One character off."""
    place = secrets.randbelow(len(code))
    return code[:place] + secrets.choice(ALPHABET.replace(code[place], "")) + code[place + 1 :]


@pytest.fixture
def shown(card, clock):
    """The codes that a phone shows, the newest last; `GOOD` of them are good."""
    codes = deque(maxlen=SHOWN)
    for _ in range(SHOWN - 1):
        codes.append(show_code(card)[0])
        clock.shift(PAUSE)
    return codes


@pytest.fixture
def guesses(shown, airport):
    """Kinds of guesses: at random, a good code but for one character, one that is over, one that somebody else used."""
    other = CardFactory(talent=person("other.holder@example.cn", "另一持卡人"))

    def used():
        code = show_code(other)[0]
        asker(airport)(code)
        return code

    just_off = lambda: near(secrets.choice(list(shown)[-GOOD:]))  # noqa: E731
    return {"random": guess, "near": just_off, "expired": lambda: shown[0], "used": used}


SAID = {"random": "unknown_code", "near": "unknown_code", "expired": "expired", "used": "already_used"}


def about_holders():
    for card in Card.objects.select_related("talent__profile"):
        yield from (card.number, card.talent.profile.name, card.talent.email)


def test_very_many_guesses_find_no_one(card, shown, guesses, hospital, clock):
    """As fast as the pause lets through, while ten good codes are always being shown."""
    answer, told, words = answerer(hospital), Counter(), set()
    for kind, _number in zip(itertools.cycle(guesses), range(GUESSES), strict=False):
        shown.append(show_code(card)[0])
        body = answer_body(answer(guesses[kind]()))
        told[kind, body["verdict"], body["reason"], bool(body["holder"] or body["entitlement"])] += 1
        words.update(body["instructions"])
        clock.shift(PAUSE)

    assert told == {(kind, "not_eligible", SAID[kind], False): GUESSES // len(SAID) for kind in SAID}
    assert [word for word in words if any(known in word for known in about_holders())] == []
    assert not Check.objects.filter(reason="unknown_code").exclude(holder=None, card=None).exists()
    assert [answer(code).check.reason for code in list(shown)[-GOOD:]] == ["ok"] * GOOD
