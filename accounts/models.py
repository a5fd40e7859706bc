"""The tables of `accounts`, room by room."""

from .accreditation.models import Application, ApplicationCriterion
from .card.models import Card, LiveCode
from .evidence.models import Evidence, EvidenceFile, EvidencePage
from .family.models import FamilyMember
from .organisations.models import Employer, Membership, Partner
from .people.models import Consent, IdentityDocument, Profile, User
from .portrait.models import Portrait
from .rights.models import SealedCase, SealedPaper

__all__ = [
    "Application",
    "ApplicationCriterion",
    "Card",
    "Consent",
    "Employer",
    "Evidence",
    "EvidenceFile",
    "EvidencePage",
    "FamilyMember",
    "IdentityDocument",
    "LiveCode",
    "Membership",
    "Partner",
    "Portrait",
    "Profile",
    "SealedCase",
    "SealedPaper",
    "User",
]
