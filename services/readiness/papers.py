"""What stands on the papers that hang at a window: the poster for holders, and one page for its staff."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Partner
from portal.bilingual import in_language

from ..catalogue.enums import Delivery
from ..models import PartnerService, Window
from .instructions import instruction_of, version_of
from .liaisons import Contact, contact_of
from .printing import pdf

LANGUAGES = {"zh": "zh-hans", "en": "en"}
Words = dict[str, str]


def place_link(partner: Partner) -> str:
    """Where the code of each paper leads."""
    return settings.PUBLIC_URL + reverse("services:place", args=[partner.slug])


def poster(window: Window, services: list[PartnerService]) -> bytes:
    """For holders, in Chinese with the English under each line."""
    partner, contact = window.partner, contact_of(window.partner)
    data = {
        "title": _both(lambda: _("The talent card is honoured here")),
        "partner": _names(partner),
        "window": _names(window),
        "services": [_names(row.service) for row in services],
        "steps": [_both(step) for step in _steps(services)],
        "scan": _both(lambda: _("Hours, telephone, readiness")),
        "help": _both(lambda: _help(contact)),
        "address": place_link(partner),
    }
    return pdf("poster", data, link=place_link(partner))


AT_THE_COUNTER = (
    lambda: _("Open your talent card and show the live code"),
    lambda: _("We scan it and see what it gives you"),
    lambda: _("No other paper is needed"),
)
ON_REQUEST = (
    lambda: _("Ask for it on the page below, with your talent card"),
    lambda: _("You are answered within the promised time"),
    lambda: _("The request needs no other paper"),
)


def _steps(services: list[PartnerService]) -> tuple[Any, ...]:
    """Where no card is shown, as at a school, how one asks."""
    is_shown = any(row.service.delivery == Delivery.COUNTER for row in services)
    return AT_THE_COUNTER if is_shown or not services else ON_REQUEST


def instruction(row: PartnerService, language: str) -> bytes:
    """For staff, in one language: `zh` or `en`. `row` comes with its wording."""
    with override(LANGUAGES[language]):
        said = instruction_of(row)
        data = {
            "language": language,
            "title": said.title,
            "partner": row.partner.name,
            "summary": said.summary,
            "steps": said.steps
            or [_("Check the card at the desk page and serve the holder; record what became of it.")],
            "gets": [[_("Tier %(letter)s") % {"letter": letter}, words] for letter, words in said.gets],
            "conditions": said.conditions,
            "payer": said.payer,
            "scan": _("Hours, telephone, readiness"),
            "help": _liaison(contact_of(row.partner)),
            "version": version_of(row),
            "words": _headings(),
        }
    return pdf("instruction", data, link=place_link(row.partner))


def _headings() -> Words:
    return {
        "do": _("What you do"),
        "gets": _("Who gets it"),
        "conditions": _("Conditions"),
        "payer": _("Who pays"),
        "version": _("Version"),
    }


def _help(contact: Contact | None) -> str:
    """What a holder does who is turned away."""
    if contact is None:
        return _("Turned away? Say so on the card page; you are called back.")
    called = {"name": contact.name, "phone": contact.phone}
    return _("Turned away? Call %(name)s, %(phone)s, or say so on the card page.") % called


def _liaison(contact: Contact | None) -> str:
    if contact is None:
        return _("Not sure? Serve in the ordinary way; an emergency always comes first.")
    return _("Not sure? Call %(name)s, %(phone)s.") % {"name": contact.name, "phone": contact.phone}


def _both(say: Any) -> Words:
    found = {}
    for suffix, language in LANGUAGES.items():
        with override(language):
            found[suffix] = str(say())
    return found


def _names(row: Any) -> Words:
    return _both(lambda: in_language(row, "name"))
