"""Does a counter see the holder's face for some minutes after its own check, and at no other time, place or card?"""

import datetime as dt

import pytest
from django.test import Client

from accounts.card.actions import show_code
from accounts.card.enums import CodeKind
from portal.workflow.engine import perform
from services.models import Check
from services.partners.answers import answer_body
from services.partners.checks import check_code
from services.partners.clients import give_client
from services.partners.counter import at
from services.partners.spoken import purposes_of
from services.proxies.actions import name_proxy, show_for
from tests.cast import FACE, ask_for_family, send_photo
from tests.factories import PartnerFactory

GREEN = "medical-green-channel"
LATER = dt.timedelta(minutes=16)


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def accepted(card, province_officer):
    return perform(send_photo(card), "accept", by=province_officer)


@pytest.fixture
def system_of():
    """A partner's system with its token."""

    def made(partner):
        link, secret = give_client(partner)
        asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
        answer = Client().post("/identity/o/api/token", asked | {"scope": "partner"})
        return Client(headers={"authorization": f"Bearer {answer.json()['access_token']}"})

    return made


def checked(partner, card, service=GREEN, code=None):
    return check_code(at(partner), code=code or show_code(card)[0], service=service, channel="desk")


def url_of(answer):
    holder = answer_body(answer)["holder"]
    return holder and holder["photo_url"]


def test_photo_comes_with_the_answer_once_it_is_accepted_and_to_the_same_partner_alone(
    card, hospital, province_officer, system_of, settings
):
    settings.PUBLIC_URL = "https://talent.example.cn"
    waiting = send_photo(card)
    assert url_of(checked(hospital, card)) is None
    perform(waiting, "accept", by=province_officer)
    answer = checked(hospital, card)
    address = f"/api/v1/partner/checks/{answer.check.public_id}/photo/"

    assert url_of(answer) == f"https://talent.example.cn{address}"
    photo = system_of(hospital).get(address, headers={"accept": "image/jpeg"})
    assert (b"".join(photo.streaming_content), photo["Content-Type"]) == (FACE, "image/jpeg")
    assert photo["Cache-Control"] == "private, no-store"
    other = PartnerFactory(slug="other-hospital", kind="hospital")
    assert (system_of(other).get(address).status_code, Client().get(address).status_code) == (404, 401)


def test_photo_is_seen_at_the_desk_of_the_check_for_some_minutes(
    card, accepted, hospital, desk_staff, school_staff, as_user
):
    check = checked(hospital, card).check
    page, address = f"/desk/checks/{check.public_id}/", f"/desk/checks/{check.public_id}/photo/"
    assert f'src="{address}" width="120" height="160"' in as_user(desk_staff).get(page).content.decode()
    assert b"".join(as_user(desk_staff).get(address).streaming_content) == FACE
    assert as_user(school_staff).get(address).status_code == 404

    old = Check.objects.create(
        partner=hospital,
        service=check.service,
        card=card,
        holder=card.talent,
        verdict="eligible",
        reason="ok",
        channel="desk",
        code_kind=CodeKind.LIVE,
        checked_at=check.checked_at - LATER,
    )

    assert address not in as_user(desk_staff).get(f"/desk/checks/{old.public_id}/").content.decode()
    assert as_user(desk_staff).get(f"/desk/checks/{old.public_id}/photo/").status_code == 404


def test_photo_is_not_told_where_the_holder_is_not(card, accepted, airport, hospital, card_of_a_proxy):
    assert url_of(checked(hospital, card, "airport-lane")) is None
    assert url_of(checked(hospital, card, code="0000000000")) is None
    assert url_of(checked(hospital, card, code=card_of_a_proxy)) is None


@pytest.fixture
def card_of_a_proxy(card):
    """The code on the phone of somebody who goes in the holder's place."""
    purpose = next(one for one in purposes_of(card) if one.service and one.service.slug == GREEN)
    return show_for(name_proxy(card, purpose, name="王芳", days=1, by=card.talent))[0]


def test_family_card_comes_with_the_face_that_it_names(card, accepted, hospital, province_officer, desk_staff, as_user):
    child = perform(ask_for_family(card), "accept", by=province_officer).cards.get()
    assert url_of(checked(hospital, child)) is None
    face = b"\xff\xd8\xff\xe0 a child"
    perform(send_photo(child, face), "accept", by=province_officer)

    check = checked(hospital, child).check

    photo = as_user(desk_staff).get(f"/desk/checks/{check.public_id}/photo/")
    assert b"".join(photo.streaming_content) == face


def test_removed_photo_is_gone_at_once_from_a_check_made_before(card, accepted, hospital, desk_staff, as_user):
    address = f"/desk/checks/{checked(hospital, card).check.public_id}/photo/"

    perform(accepted, "remove", by=card.talent)

    assert as_user(desk_staff).get(address).status_code == 404


def test_answer_with_a_photo_costs_no_statement_more(card, hospital, province_officer, django_assert_max_num_queries):
    counts = []
    for _before_and_after in range(2):
        code, _row = show_code(card)
        with django_assert_max_num_queries(20) as captured:
            answer = checked(hospital, card, code=code)
        counts.append(len(captured))
        photo = send_photo(card)
        perform(photo, "accept", by=province_officer)

    assert (counts[0] == counts[1], answer.facts.has_photo) == (True, True)
