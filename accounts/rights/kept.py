"""What stays when an account is deleted, why, and until when: in plain words, for the person who decides it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kept:
    """One line of the page; `models` are the tables whose kept columns it speaks for."""

    what: Any
    why: Any
    until: Any
    models: tuple[str, ...]


ERASED = (
    _("Name, birth date, nationality, degree, title, employer, and the number of your identity document"),
    _("E-mail, telephone, password, passkeys; you are signed out everywhere"),
    _("Evidence you uploaded, papers of your family too, messages to you, and what was written about you as reasons"),
    _("Name and birth date of a child, the address of a home, what happened to you at a counter"),
    _("Photos of you and of your family on cards"),
    _("Names, birth dates and document numbers of family members who have or were to have a card"),
)
ENDED = (
    _("Your talent card and those of your family are cancelled: no counter honours them any more."),
    _("Open applications and requests are withdrawn."),
    _("A part of a subsidy that is planned for later can no longer be confirmed."),
)
KEPT = (
    Kept(
        _("Number, days and outcome of applications, cards, requests, subsidies and reports, without your name"),
        _("So that figures and public money add up"),
        _("For ever; it leads to nobody"),
        (
            "Application",
            "Card",
            "FamilyMember",
            "LiveCode",
            "Portrait",
            "ServiceRequest",
            "SchoolPlace",
            "HomeSubsidy",
            "Instalment",
            "TurnedAway",
        ),
    ),
    Kept(
        _("Checks, uses and ratings at counters, without your name"),
        _("So that allowances and accounts of partners add up"),
        _("For ever; it leads to nobody"),
        ("Check", "Use", "UseUndone", "Rating", "LateUse", "CallBackAnswer", "Proxy", "PartnerEvent"),
    ),
    Kept(
        _("That somebody at a partner's window had read how a service is given or answered a drill, without the name"),
        _("So that it can be shown which window was ready"),
        _("Three years after"),
        ("Acknowledgement", "DrillAnswer"),
    ),
    Kept(
        _("When somebody sat at a partner's window, without the name"),
        _("So that what was done there can be accounted for"),
        _("Three years after"),
        ("WindowShift",),
    ),
    Kept(
        _("Of decided applications and requests: who, the decision, its reasons and papers, encrypted"),
        _("The law makes the office prove its decisions. Only an auditor can open it, and each look is recorded."),
        _("Ten years after the decision; then the portal deletes it by itself"),
        ("SealedCase", "SealedPaper"),
    ),
    Kept(
        _("That you consented, to which text, when, without your name"),
        _("The law makes the office prove consent (Personal Information Protection Law, articles 14 and 55)"),
        _("Three years after the account is deleted"),
        ("Consent", "User"),
    ),
    Kept(
        _("History: what was done when, as numbers and codes, without names or text"),
        _("Showing that nothing was changed afterwards"),
        _("For ever; it leads to nobody"),
        ("History",),
    ),
)
