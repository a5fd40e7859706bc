"""The stages of what the portal does by itself, and of keys, shifts and what is sealed; as in `stages.py`."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db.models.functions import Now
from django.test import RequestFactory
from django.utils import timezone

from accounts.card import lost, reminding
from accounts.card.guessed import tell_of_guesses
from accounts.evidence import lease
from accounts.evidence.problems import TOO_HEAVY
from accounts.models import SealedCase
from accounts.people.actions import verify_phone
from accounts.rights.look import open_case
from accounts.rights.purge import purge
from portal.models import OutboxBatch, OutboxMessage
from portal.notifications import lease as outbox
from portal.notifications.outbox import send_to_address
from portal.workflow.engine import perform
from services.late.emergency import NoSuchCard, look_for, note_guess
from services.models import DeskPin, PartnerClient, PartnerEvent
from services.partners import expiry
from services.partners.clients import change_client, end_client, give_client
from services.partners.guesses import LIMIT
from services.webhooks.spread import spread
from services.windows import actions as windows
from services.windows import sign_on
from services.windows.models import PIN_TRIES
from tests.faults.stages import document
from tests.faults.stages_of_codes import family, webhook
from tests.faults.stages_of_windows import pair_window

CODE = {"code": "123456", "minutes": 10}


def client_changed(scene):
    link, by = give_client(scene.hospital)[0], scene.policy_admin
    return lambda: change_client(link, expires_on=None, addresses="203.0.113.0/24", by=by)


def client_ended(scene):
    link, by = give_client(scene.hospital)[0], scene.policy_admin
    return lambda: end_client(PartnerClient.objects.get(pk=link.pk), by=by)


def client_expires(scene):
    _is_told = scene.policy_admin
    give_client(scene.hospital, expires_on=timezone.localdate() + timedelta(days=2))
    return expiry.warn


def card_expires(scene):
    type(scene.card).objects.filter(pk=scene.card.pk).update(expires_on=timezone.localdate() + timedelta(days=2))
    return reminding.remind


def card_lost(scene):
    talent = scene.card.talent
    verify_phone(talent, "+8613800008888")
    return lambda: lost.begin(talent.email)


def phone_lost(scene):
    """Of a holder with a child's card on it; where it was signed in, too."""
    child, talent = family(scene), scene.card.talent
    perform(child(), "accept", by=scene.province_officer)
    UserSession.objects.create(user=talent, ip="127.0.0.1", session_key="of-the-phone")
    report = lost.begin(talent.email)
    return lambda: lost.suspend(report, with_phone=True)


def sealed_opened(scene):
    case, by = (
        SealedCase.objects.create(kind="request", code="FW-1", kept_until="2099-01-01", content={}),
        scene.auditor,
    )
    return lambda: open_case(case, by=by)


def sealed_purged(scene):
    case = SealedCase.objects.create(kind="request", code="FW-1", kept_until="2020-01-01", content={})
    case.papers.create(content="sealed/one")
    return purge


def spread_event(scene):
    webhook(scene)()
    PartnerEvent.objects.create(partner=scene.hospital, kind="check.made")
    return spread


def guessed_in_public(scene):
    """The province is told of the codes that are tried at the page open to all."""
    _is_told, request = scene.province_officer, RequestFactory().get("/verify/0000000000/")
    return lambda: tell_of_guesses(request)


def last_guess(scene):
    """The one after which the province is told."""
    _is_told, hospital, by = scene.province_officer, scene.hospital, scene.desk_staff
    unknown = {"service": "medical-green-channel", "code": "0000000000", "treated_at": timezone.now()}

    def guess():
        with pytest.raises(NoSuchCard) as missed:
            look_for(hospital, **unknown)
        return missed.value.facts

    for _ in range(LIMIT - 1):
        note_guess(guess(), by=by)
    last = guess()
    return lambda: note_guess(last, by=by)


def shift_begun(scene):
    """Where somebody sits already."""
    (made, _token), pin = pair_window(scene)(), _pin(scene)
    sign_on._begin(made, pin)
    return lambda: sign_on._begin(made, pin)


def pin_locked(scene):
    (made, _token), pin = pair_window(scene)(), _pin(scene)
    DeskPin.objects.filter(pk=pin.pk).update(tries=PIN_TRIES)
    return lambda: sign_on._lock_if_last(pin, made)


def _pin(scene):
    windows.set_pin(scene.desk_staff, name="王护士", pin="730164")
    return DeskPin.objects.get()


def paper_given_up(scene):
    document(scene)
    held = lease.claim()
    return lambda: lease.give_up(held, TOO_HEAVY)


def texts_tried(scene):
    """Three together: one left, one is to be tried again, one never."""
    left, later, never = _texts_in_hand()
    others = [(outbox.failed, later, "busy"), (outbox.refused, never, "no such number")]
    return lambda: outbox.settle([left, later, never], [left], others)


def texts_given_up(scene):
    """And a letter, of one who died."""
    _texts_in_hand()
    send_to_address("email", "a@b.cn", "signin_code", context=CODE, key="k", language="en")
    (letter,) = outbox.claim(1)
    outbox.begin(letter)
    OutboxMessage.objects.filter(pk=letter.pk).update(leased_until=Now() - timedelta(seconds=1))
    OutboxBatch.objects.update(leased_until=Now() - timedelta(seconds=1))
    return outbox.reap


def _texts_in_hand():
    OutboxMessage.objects.all().delete()
    for number in range(3):
        send_to_address("sms", f"+86138000000{number:02}", "signin_code", context=CODE, key=f"k{number}", language="en")
    return outbox.claim(3)
