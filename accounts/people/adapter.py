"""How sign-up and sign-in reach people and keep their telephones: allauth's hooks, laid through the outbox.

Nothing is sent while somebody waits: a mail server that is down delays a letter and fails nobody's sign-up.
"""

import uuid
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from portal.crypto.envelope import decrypt, encrypt
from portal.notifications.outbox import send_to_address

from . import actions
from .fields import PhoneField
from .models import User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

TEXTS = {
    "email_confirmation_signup": "verification_code",
    "email_confirmation": "verification_code",
    "login_code": "signin_code",
    "password_reset_code": "password_code",
    "account_already_exists": "account_exists",
    "unknown_account": "account_unknown",
    "email_changed": "email_changed",
    "email_deleted": "email_changed",
    "password_changed": "password_changed",
    "password_reset": "password_changed",
    "password_set": "password_changed",
    "totp_activated": "sign_in_method_changed",
    "totp_deactivated": "sign_in_method_changed",
    "recovery_codes_generated": "sign_in_method_changed",
    "webauthn_added": "sign_in_method_changed",
    "webauthn_removed": "sign_in_method_changed",
}
NEXT_STEP = {"account_exists": "account_request_login_code", "account_unknown": "account_signup"}


class AccountAdapter(DefaultAccountAdapter):
    """Codes and warnings by the outbox; a telephone belongs to an account only once its code was entered."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        text = TEXTS[template_prefix.rsplit("/", 1)[-1]]
        if "code" in context:
            _send_code("email", email, text, context["code"])
        else:
            _send("email", email, text, {"url": reverse(NEXT_STEP[text])} if text in NEXT_STEP else {})

    def send_verification_code_sms(self, user: "AbstractBaseUser", phone: str, code: str, **kwargs: Any) -> None:
        text = "signin_code" if getattr(user, "phone", None) == phone else "verification_code"
        _send_code("sms", phone, text, code)

    def send_account_already_exists_sms(self, phone: str) -> None:
        _send("sms", phone, "account_exists", {"url": reverse(NEXT_STEP["account_exists"])})

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = get_language() or settings.LANGUAGE_CODE
        with transaction.atomic():
            user = super().save_user(request, user, form, commit)
            actions.begin_account(user, has_accepted_terms=bool(form.cleaned_data.get("terms")))
        return user

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **kw: Any
    ) -> None:
        """The page that asks for a code says itself where the code went; only another one is worth a word."""
        if not (message_template or "").endswith("_sent.txt") or request.POST.get("action") == "resend":
            super().add_message(request, level, message_template, *rest, **kw)

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneField(**kwargs)

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        if verified:
            actions.verify_phone(user, phone)
        else:
            actions.claim_phone(user, phone)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        actions.verify_phone(user, phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        if user.phone:
            return user.phone, True
        return (user.phone_claimed, False) if user.phone_claimed else None

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def get_login_stages(self) -> list[str]:
        """The e-mail first: until its code is entered nothing tells a known telephone from an unknown one."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "accounts.people.stages.SameEffortStage",
            "accounts.people.stages.OptionalPhoneStage",
            "accounts.people.stages.SecondFactorStage",
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encrypt(text.encode(), "mfa_authenticator.data")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, "mfa_authenticator.data").decode()


def _send_code(channel: str, address: str, text: str, code: str) -> None:
    _send(channel, address, text, {"code": code, "minutes": settings.CODE_MINUTES})


def _send(channel: str, address: str, text: str, particulars: dict[str, Any]) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    send_to_address(channel, address, text, context=particulars, key=f"{text}:{uuid.uuid4()}", language=language)
