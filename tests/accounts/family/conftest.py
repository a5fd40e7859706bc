"""Who is in the family whose cards are tried?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.card.actions import show_code
from accounts.evidence import incoming
from portal.workflow.engine import perform
from services.partners.answers import answer_body
from services.partners.checks import check_code
from services.partners.counter import at
from tests.cast import ask_for_family, kept_paper


@pytest.fixture
def paper(monkeypatch):
    """What a form sends as the proof; the press is not run for it."""
    monkeypatch.setattr(incoming, "take", lambda upload, prepare=None: kept_paper())
    return {"proof": SimpleUploadedFile("paper.jpg", b"x")}


@pytest.fixture
def child(card, province_officer):
    """A child of nine years with a card."""
    return perform(ask_for_family(card), "accept", by=province_officer)


@pytest.fixture
def answer():
    """What a partner's check of a card is answered."""

    def asked(partner, card, service="medical-green-channel"):
        code, _row = show_code(card)
        return answer_body(check_code(at(partner), code=code, service=service, channel="api"))

    return asked


@pytest.fixture
def card_of():
    """The newest card of a member."""
    return lambda member: member.cards.order_by("-id").first()
