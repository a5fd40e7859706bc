"""What changes about a person, each in one transaction with one history row: profile, telephone, consents."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.chain import append, lock
from portal.notifications.outbox import notify

from .consents import NOTICES
from .enums import Purpose
from .models import Consent, Profile, User
from .telephones import masked_phone


@transaction.atomic
def begin_account(user: User, *, has_accepted_terms: bool) -> None:
    """What a new account starts with: an empty profile and, where they were accepted, the terms."""
    Profile.objects.create(user=user)
    append(user, "account_opened", by=user)
    if has_accepted_terms:
        give_consent(user, Purpose.TERMS, by=user)


@transaction.atomic
def change_profile(user: User, values: Mapping[str, Any], *, by: User) -> list[str]:
    """Save those of `values` that differ; the names of the changed fields (none: nothing is written)."""
    lock(user)
    profile, _created = Profile.objects.get_or_create(user=user)
    changed = [name for name, value in values.items() if getattr(profile, name) != value]
    if changed:
        for name in changed:
            setattr(profile, name, values[name])
        profile.save(update_fields=[*changed, "search"])
        append(user, "profile_changed", by=by, fields=changed, locked=True)
    return changed


@transaction.atomic
def change_language(user: User, language: str) -> None:
    """The language of letters and messages."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        append(user, "language_changed", by=user)


@transaction.atomic
def claim_phone(user: User, phone: str) -> None:
    """Keep a number until its code is entered; it signs nobody in meanwhile."""
    user.phone_claimed = phone
    user.save(update_fields=["phone_claimed"])
    append(user, "phone_claimed", by=user)


@transaction.atomic
def verify_phone(user: User, phone: str) -> None:
    """The number answered with its code: it now signs in, and the account's holder is told."""
    if user.phone == phone:
        return
    user.phone, user.phone_claimed, user.phone_verified_at = phone, "", timezone.now()
    user.save(update_fields=["phone", "phone_claimed", "phone_verified_at"])
    row = append(user, "phone_changed", by=user)
    notify([user], "phone_changed", context={"phone": masked_phone(phone)}, key=f"phone_changed:{row.pk}")


@transaction.atomic
def drop_claimed_phone(user: User) -> None:
    """The number is not wanted after all, or its code never came."""
    user.phone_claimed = ""
    user.save(update_fields=["phone_claimed"])
    append(user, "phone_claim_dropped", by=user)


@transaction.atomic
def give_consent(user: User, purpose: str, *, by: User) -> Consent:
    """A consent to the text of today; an older one in force ends with it, the same one stays as it is."""
    lock(user)
    version = NOTICES[purpose].version
    standing = user.consents.in_force().filter(purpose=purpose).first()
    if standing and standing.version == version:
        return standing
    if standing:
        standing.withdrawn_at = timezone.now()
        standing.save(update_fields=["withdrawn_at"])
    append(user, "consent_given", by=by, fields=[purpose], locked=True)
    return Consent.objects.create(user=user, purpose=purpose, version=version)


@transaction.atomic
def withdraw_consent(user: User, purpose: str, *, by: User) -> bool:
    """End the consent in force; False where there was none, or where it cannot be withdrawn."""
    lock(user)
    standing = user.consents.in_force().filter(purpose=purpose).first()
    if standing is None or not NOTICES[purpose].can_be_withdrawn:
        return False
    standing.withdrawn_at = timezone.now()
    standing.save(update_fields=["withdrawn_at"])
    append(user, "consent_withdrawn", by=by, fields=[purpose], locked=True)
    return True
