"""Can a card be checked with no network, by nobody but who holds what the site published, and only while it is good?"""

import datetime as dt
import re

import pytest
import segno
import zxingcpp
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.card.offline import after_last_day, make_offline, short_name, signed_text
from accounts.card.qr import qr_svg, verify_url
from accounts.card.well_known import key_set
from accounts.evidence.press.codes import KIND
from accounts.models import Card
from examples.verifier import Verifier, genuine, read_keys, verify
from examples.verifier.address import from_base32
from portal.workflow.engine import Refusal, perform

OLD, NEW = b"o" * 32, b"n" * 32
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ENGLISH = {"Accept-Language": "en"}


def published(browser):
    """What anybody can fetch: the keys and the list."""
    keys = browser.get("/.well-known/talent-card/keys.json").json()
    return {"keys": keys, "status": browser.get("/.well-known/talent-card/status").content.decode()}


def made(card):
    return verify_url(make_offline(card, by=card.talent).text).upper()


def now():
    return int(timezone.now().timestamp())


def drawn(svg):
    """How many modules the picture has beside its border of two, and what a scanner reads off it."""
    side, x, y = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1]), 0, 0.0
    picture = Image.new("L", (side, side), 255)
    for step, across, down in re.findall(r"([Mmh])(-?\d+)(?: ([\d.]+))?", re.search(r' d="([^"]+)"', svg)[1]):
        if step == "h":
            ImageDraw.Draw(picture).line((x, int(y), x + int(across) - 1, int(y)), fill=0)
        x, y = x + int(across), y + float(down or 0)
    large = picture.resize((side * 4, side * 4), Image.Resampling.NEAREST)
    (read,) = zxingcpp.read_barcodes(large, formats=KIND)  # else it sees bars of other kinds in some
    return side - 4, read


def reason_of(code, browser, at=None):
    return verify(code, now=at or now(), **published(browser)).reason


def test_code_says_which_card_whose_masked_name_which_tier_and_until_when(clock, card, anonymous):
    code = made(card)

    answer = verify(code, now=now(), **published(anonymous))

    said = answer.card
    assert (answer.verdict, answer.reason, answer.status_age) == ("valid", "ok", 0)
    assert (said.public_id, said.name, said.tier) == (str(card.public_id), "李**", "B")
    assert (said.not_before, said.expiry) == (now(), now() + 24 * 3600)


def test_code_holds_nothing_of_the_identity_document(card):
    token = from_base32(make_offline(card, by=card.talent).text)
    number = card.talent.identity_documents.get().number

    assert number.encode() not in token
    assert number[-2:].encode() not in token.replace(card.public_id.bytes, b"")[:-64]
    assert card.number.encode() not in token
    assert "李明远".encode() not in token


@pytest.mark.parametrize("name", ["李明远", "阿卜杜拉", "Maria del Carmen Fernandez de la Vega y Sanz", "Ö Ü Ä É È Ê"])
def test_code_is_short_capital_and_fits_a_small_picture(card, settings, name):
    settings.PUBLIC_URL = "https://talent-services.rst.heilongjiang.gov.cn"
    card.talent.profile.name = name
    card.talent.profile.save()

    code = made(Card.objects.get(pk=card.pk))

    picture = segno.make(code, error="m", boost_error=False)
    assert len(code) <= 300
    assert set(code.removeprefix("HTTPS://TALENT-SERVICES.RST.HEILONGJIANG.GOV.CN/VERIFY/")) <= set(BASE32)
    assert (picture.mode, picture.error, picture.version <= 10) == ("alphanumeric", "M", True)
    modules, read = drawn(qr_svg(code))  # as the pages show it
    assert (read.text, read.ec_level, modules <= 57) == (code, "M", True)  # 57 are version 10


@pytest.mark.parametrize(
    ("site", "name", "tags"),
    [
        ("https://talent.example.cn", "Maria del Carmen Fernandez", 4),
        ("https://talent-services.rst.heilongjiang.gov.cn", "李明远", 4),
        ("https://talent-services.rst.heilongjiang.gov.cn", "Maria del Carmen Fernandez", 0),
    ],
)
def test_code_that_names_services_at_their_last_use_is_as_short_and_names_none_where_there_is_no_room(
    card, settings, anonymous, site, name, tags
):
    settings.PUBLIC_URL = site
    card.talent.profile.name = name
    start = timezone.now()

    text = signed_text(card, start, start + dt.timedelta(hours=24), [b"a", b"b"])

    said = genuine(text, read_keys(key_set()))[1]
    assert (len(verify_url(text)) <= 300, len(said.last) // 6) == (True, tags)
    assert (said.is_last(b"a"), said.is_last(b"c")) == (True, tags == 0)


def test_site_whose_name_is_too_long_for_a_code_is_told(card, settings):
    settings.PUBLIC_URL = f"https://{'x' * 60}.example.cn"

    with pytest.raises(ValueError, match="too long"):
        make_offline(card, by=card.talent)


@pytest.mark.parametrize(
    ("name", "short"),
    [("李明远", "李**"), ("Maria Weber", "M** W**"), ("A B C D E F G", "A** B** C** D**"), ("", "")],
)
def test_name_is_masked_and_whole_parts_of_it_are_kept(name, short):
    assert short_name(name) == short


def test_code_never_outlives_its_card(card, clock, anonymous):
    card.expires_on = timezone.localdate()
    card.issued_on = card.expires_on - dt.timedelta(days=1)
    card.save()
    code = make_offline(card, by=card.talent)

    assert code.expires_at == after_last_day(card)
    assert code.expires_at - timezone.now() <= dt.timedelta(hours=24)
    assert timezone.localtime(code.expires_at).time() == dt.time(0)


def test_two_presses_in_one_second_are_one_code(card, clock):
    assert make_offline(card, by=card.talent).pk == make_offline(card, by=card.talent).pk


def test_nobody_but_the_holder_makes_one_and_only_while_the_card_stands(card, other_talent):
    with pytest.raises(Refusal) as strange:
        make_offline(card, by=other_talent)
    perform(card, "suspend", by=card.talent)
    with pytest.raises(Refusal) as suspended:
        make_offline(card, by=card.talent)

    assert (strange.value.code, suspended.value.code) == ("not_allowed", "card_suspended")


@pytest.mark.parametrize(
    ("step", "reason"), [("suspend", "card_suspended"), ("cancel", "card_revoked"), ("revoke", "card_revoked")]
)
def test_card_that_no_longer_stands_is_in_the_next_list(card, anonymous, province_officer, step, reason):
    code = made(card)

    perform(card, step, by=province_officer if step == "revoke" else card.talent, reason="说明")

    assert reason_of(code, anonymous) == reason


def test_replaced_card_is_listed_while_its_codes_could_be_good_and_no_longer(card, anonymous, clock):
    code = made(card)
    Card.objects.filter(pk=card.pk).update(status="replaced", replaced_at=timezone.now(), replaced_by=card.talent)

    at_once = reason_of(code, anonymous)
    clock.shift(26 * 3600)

    assert (at_once, reason_of(code, anonymous)) == ("card_revoked", "expired")
    assert verify(code, now=now(), **published(anonymous)).card.public_id == str(card.public_id)
    assert Verifier(**published(anonymous)).status.cards == {}


def test_suspension_is_believed_until_the_list_before_it_is_too_old(card, anonymous, clock):
    code, before = made(card), published(anonymous)
    perform(card, "suspend", by=card.talent)

    said = [verify(code, now=now() + hours * 3600, **before) for hours in (0, 11, 13)]

    assert [answer.reason for answer in said] == ["ok", "ok", "status_too_old"]
    assert [answer.status_age for answer in said] == [0, 11 * 3600, 13 * 3600]
