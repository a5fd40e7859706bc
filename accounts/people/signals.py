"""What the account remembers of sign-in's own changes, and one danger it averts."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, password_changed, password_reset, password_set
from django.contrib import messages
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append


@receiver(email_confirmed)
@transaction.atomic
def forget_unproven_password(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """Whoever opens the account by a code sent to its e-mail owns it; a password set before may be a stranger's.

    Somebody can sign up with an e-mail that is not theirs and wait. When its owner later signs in by code, the
    password and telephone of that stranger must not open what has become the owner's account.
    """
    user = email_address.user
    records = get_authentication_records(request, user)
    others = EmailAddress.objects.filter(user=user, verified=True).exclude(pk=email_address.pk)
    if not any(record["method"] == "code" for record in records) or others.exists():
        return
    user.set_unusable_password()
    user.phone_claimed = ""
    user.save(update_fields=["password", "phone_claimed"])
    append(user, "unproven_password_forgotten", by=user)
    messages.info(
        request, _("The password chosen before your e-mail was verified no longer holds. You can set a new one.")
    )


@receiver([password_changed, password_set, password_reset])
def note_password(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    append(user, "password_changed", by=user)


@receiver(email_changed)
def note_email(request: HttpRequest, user: Any, from_email_address: Any, **kwargs: Any) -> None:
    if from_email_address:
        append(user, "email_changed", by=user)
