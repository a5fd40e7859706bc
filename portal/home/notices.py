"""What is kept of a person, why, on what basis and until when, in words for that person?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

NECESSARY = _("Necessary for what you ask for (Personal Information Protection Law, article 13.2)")
WITH_ACCOUNT = _("Until the account is deleted")
AFTER_CASE = _("Ten years after the case is settled; a draft until you give it up")


@dataclass(frozen=True)
class Notice:
    """One line of the privacy page; `models` are the tables whose personal columns it speaks for."""

    what: Any
    why: Any
    basis: Any
    until: Any
    models: tuple[str, ...]


NOTICES = (
    Notice(
        _("Account: e-mail, telephone, password as a digest, language"),
        _("Signing in, and telling you what happens to your cases"),
        NECESSARY,
        WITH_ACCOUNT,
        ("User", "Membership", "EmailAddress", "Authenticator", "UserSession", "Token"),
    ),
    Notice(
        _("Profile: name, birth date, nationality, degree, title, employer, city"),
        _("Accreditation in a tier, and what the card shows"),
        NECESSARY,
        WITH_ACCOUNT,
        ("Profile",),
    ),
    Notice(
        _("Number of the identity document, encrypted; officers see it only when they ask, and each look is logged"),
        _("Knowing that it is you, and that nobody is accredited twice"),
        _("Your separate consent (article 29)"),
        WITH_ACCOUNT,
        ("IdentityDocument",),
    ),
    Notice(
        _("Applications, evidence, and the reasons of decisions"),
        _("Deciding on your tier, and being able to show how it was decided"),
        NECESSARY,
        AFTER_CASE,
        ("Application", "ApplicationCriterion", "Evidence", "EvidenceFile", "EvidencePage", "Reason"),
    ),
    Notice(
        _("Talent card and its codes"),
        _("Showing at a counter what you are entitled to"),
        NECESSARY,
        _("Ten years after the card ends"),
        ("Card", "LiveCode"),
    ),
    Notice(
        _("Family members with a card: name, relation, birth date, document number (encrypted), paper of the relation"),
        _("A card of their own, and comparing it at the counter"),
        _("Necessary for the card; for a child under 14 the separate consent of a parent or guardian (article 31)"),
        WITH_ACCOUNT,
        ("FamilyMember",),
    ),
    Notice(
        _("Photo on your card and on those of your family, if you send one"),
        _("Comparing at the counter who shows the card; the office looks at it first"),
        _("Your consent, which you take back by removing the photo (articles 15 and 29)"),
        _("Until you remove it or send another, or the account is deleted"),
        ("Portrait",),
    ),
    Notice(
        _("Checks of your card, uses of a service, and how you rated them"),
        _("Counting what is left, and showing you who looked"),
        _("Necessary for the service; for hospitals your separate consent, since a visit is health data (article 29)"),
        _("Three years after the use"),
        ("Check", "Use", "UseUndone", "Rating", "LateUse", "CallBackAnswer", "Proxy", "PartnerEvent"),
    ),
    Notice(
        _("Requests for services and subsidies"),
        _("Answering them in the promised time"),
        NECESSARY,
        AFTER_CASE,
        ("ServiceRequest", "HomeSubsidy", "Instalment"),
    ),
    Notice(
        _("Name and birth date of a child, encrypted"),
        _("A place at a school"),
        _("Separate consent of a parent or guardian (article 31)"),
        AFTER_CASE,
        ("SchoolPlace",),
    ),
    Notice(
        _("Your report when a counter turned you away"),
        _("Finding out why, and putting it right"),
        NECESSARY,
        AFTER_CASE,
        ("TurnedAway",),
    ),
    Notice(
        _("Messages to you; codes and addresses are kept encrypted until sent"),
        _("Telling you what happened, once and provably"),
        NECESSARY,
        _("Until the account is deleted; the record of sending for 180 days"),
        ("OutboxMessage", "InboxMessage"),
    ),
    Notice(
        _("History of each case: who did what and when, as numbers and codes, without names or text"),
        _("Showing that nothing was changed afterwards"),
        _("A duty of the authority (article 13.3)"),
        _("For ever; it leads to nobody once the account is deleted"),
        ("History",),
    ),
    Notice(
        _("A form you sent after your session had ended, encrypted"),
        _("Giving it back to you after you sign in"),
        NECESSARY,
        _("Two hours, or until you send it"),
        ("KeptForm", "KeptFile"),
    ),
    Notice(
        _("Consents you gave and withdrew"),
        _("Proof of what you agreed to"),
        _("A duty of the law (articles 14 and 55)"),
        _("Three years after the account is deleted"),
        ("Consent",),
    ),
    Notice(
        _("Decided cases of a deleted account: who, the decision, its reasons and papers, encrypted"),
        _("Proving decisions and public money; an auditor alone can open them, and each look is recorded"),
        _("A duty of the law (articles 13.3 and 47)"),
        _("Ten years after the decision"),
        ("SealedCase", "SealedPaper"),
    ),
    Notice(
        _("Name and telephone of a partner's contact person"),
        _("Whom to call when a counter says no"),
        _("Necessary for the partner's duty; the person is told (article 13.2)"),
        _("Until the contact person changes"),
        ("Partner", "Liaison"),
    ),
    Notice(
        _("Who at a partner has read how a service is given or answered a drill, and when"),
        _("Knowing which window is ready"),
        _("Necessary for the duty of a partner's staff (article 13.2)"),
        _("Three years after"),
        ("Acknowledgement", "DrillAnswer"),
    ),
    Notice(
        _("Who at a partner sits at a shared window and when; the name on its tile, and the PIN as a digest"),
        _("Knowing in whose name something was done there"),
        _("Necessary for the duty of a partner's staff (article 13.2)"),
        _("Three years after; name and PIN as long as the account"),
        ("DeskPin", "WindowShift"),
    ),
    Notice(
        _("Answers to requests that a program sends twice, encrypted"),
        _("Giving the same answer again"),
        NECESSARY,
        _("Seven days"),
        ("IdempotencyKey",),
    ),
)
