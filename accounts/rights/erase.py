"""What is emptied and what is deleted in the tables of `accounts` and of sign-in when a person goes?"""

import secrets
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Token
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from ..card.models import LiveCode
from ..evidence import storage
from ..evidence.models import Evidence, EvidenceFile, EvidencePage
from ..family.models import FamilyMember
from ..people.models import Consent, IdentityDocument, Profile

if TYPE_CHECKING:
    from ..people.models import User

NO_DAY = date(1900, 1, 1)


def addresses_of(user: "User") -> set[str]:
    """Every e-mail and telephone by which the person could be reached."""
    mails = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address for address in (user.email, user.phone, user.phone_claimed, *mails) if address}


def erase_evidence(user: "User") -> None:
    """All documents with their files and page images; what a decision needs was sealed before."""
    mine = Evidence.objects.filter(owner=user)
    files = EvidenceFile.objects.filter(evidence__in=mine)
    names = list(files.values_list("original", flat=True))
    names += EvidencePage.objects.filter(file__in=files).values_list("image", flat=True)
    mine.delete()
    transaction.on_commit(partial(storage.forget, names))


def erase_profile(user: "User") -> None:
    """An empty profile stays, since cards and cases read the name from it; the documents go, their numbers free."""
    IdentityDocument.objects.filter(user=user).delete()
    Profile.objects.filter(user=user).delete()
    Profile.objects.create(user=user)
    Consent.objects.filter(user=user, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())


def erase_family(user: "User") -> None:
    """Names, birth dates and numbers of the family; that there was somebody, asked and decided, stays."""
    for member in FamilyMember.objects.filter(sponsor=user):
        member.name, member.birth_date, member.number = "", NO_DAY, ""
        member.number_index = secrets.token_hex(32)
        member.save(update_fields=["name", "birth_date", "number", "number_index"])


def erase_codes(user: "User") -> None:
    """What a code reads goes; its digest and days stay, as with every code."""
    LiveCode.objects.filter(card__talent=user, text__isnull=False).update(text=None)


def erase_account(user: "User") -> None:
    """Address and telephone are free for a new account; nobody signs in as this one any more."""
    user.email = f"deleted-{user.public_id}@deleted.invalid"
    user.phone, user.phone_verified_at, user.phone_claimed = None, None, ""
    user.language, user.last_login = "zh-hans", None
    user.is_active = False
    user.erased_at = user.date_joined = timezone.now()
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Token.objects.filter(user=user).delete()
