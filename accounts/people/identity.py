"""How the identity document of a person is recorded, renewed and looked at."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append, lock
from portal.workflow.engine import refuse_unless

from .actions import change_profile, give_consent
from .enums import DocumentKind, Purpose
from .models import IdentityDocument, User
from .numbers import birth_date_in, check_number
from .rules import may_see_identity

FOREIGN = frozenset({DocumentKind.PASSPORT, DocumentKind.FOREIGNER_CARD})
TAKEN = _(
    "This number cannot be recorded here because it is already in use. If it is yours, sign in with the account you "
    "opened earlier, or bring the document to the service window of your city."
)
OTHER_BIRTH_DATE = _("The birth date does not agree with the number. Compare both with your document.")
BIRTH_DATE_MISSING = _("Enter the birth date as your document shows it.")
NOT_BORN = _("A birth date lies in the past.")


def clean_identity(user: User, *, kind: str, country: str, number: str, birth_date: date | None) -> date:
    """The birth date of a document that can be recorded for `user`; raises `ValidationError` by field otherwise."""
    try:
        check_number(kind, number)
    except ValidationError as error:
        raise ValidationError({"number": error}) from error
    index = IdentityDocument.index_of(kind, country, number)
    if IdentityDocument.objects.filter(number_index=index).exclude(user=user).exists():
        raise ValidationError({"number": ValidationError(TAKEN, code="number_taken")})
    return _agreed(birth_date_in(kind, number), birth_date)


def agree_on_birth_date(user: User, given: date) -> date:
    """`given`, where it does not contradict the number the person is known by; raises `ValidationError` by field."""
    document = user.identity_document
    return _agreed(birth_date_in(document.kind, document.number) if document else None, given)


def _agreed(told: date | None, given: date | None) -> date:
    """The one birth date of the number and the form."""
    if told is None and given is None:
        raise ValidationError({"birth_date": ValidationError(BIRTH_DATE_MISSING, code="required")})
    if told and given and told != given:
        raise ValidationError({"birth_date": ValidationError(OTHER_BIRTH_DATE, code="birth_date_disagrees")})
    born = told or given
    if born is None or born > timezone.localdate():
        raise ValidationError({"birth_date": ValidationError(NOT_BORN, code="wrong_date")})
    return born


@transaction.atomic
def record_identity(
    user: User, *, kind: str, country: str, number: str, birth_date: date | None, valid_until: date | None, by: User
) -> IdentityDocument:
    """Keep the document as the one the person has now; another one before it stays with its `replaced_at`.

    `country` is the nationality, which the holder of a foreigner's document names. Recording the number is agreeing
    to its use. Raises `ValidationError` by field.
    """
    lock(user)
    issuer = country if kind == DocumentKind.PASSPORT else "CN"
    born = clean_identity(user, kind=kind, country=issuer, number=number, birth_date=birth_date)
    give_consent(user, Purpose.IDENTITY, by=by)
    nationality = country if kind in FOREIGN else "CN"
    change_profile(user, {"birth_date": born, "country": nationality}, by=by)
    index = IdentityDocument.index_of(kind, issuer, number)
    document = user.identity_documents.filter(number_index=index).first()
    if document and document.replaced_at is None and document.valid_until == valid_until:
        return document
    user.identity_documents.current().exclude(number_index=index).update(replaced_at=timezone.now())
    document = document or IdentityDocument(user=user, kind=kind, country=issuer, number=number, number_index=index)
    document.valid_until, document.replaced_at = valid_until, None
    _save(document)
    append(user, "identity_recorded", by=by, fields=["kind", "number"], locked=True)
    return document


@transaction.atomic
def show_identity(person: User, *, by: User) -> str:
    """The full number, and a row in the person's history that `by` has seen it; raises `Refusal`."""
    refuse_unless(may_see_identity(by, person))
    append(person, "identity_shown", by=by)
    return person.identity_document.number


def _save(document: IdentityDocument) -> None:
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:  # another account recorded the number since it was looked for
        raise ValidationError({"number": ValidationError(TAKEN, code="number_taken")}) from error
