"""Which steps a sign-in still owes after the first proof."""

from typing import Any

from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage
from allauth.core.exceptions import RateLimited
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse


class SameEffortStage(EmailVerificationStage):
    """A sign-up for an address that has an account opens none; were its password not hashed for nothing, the answer
    would come sooner and tell."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.signup and self.login.user is None:
            make_password(self.key)
        return super().handle()


class OptionalPhoneStage(PhoneVerificationStage):
    """A telephone is optional: where no code may be sent just now, it is asked for at the next sign-in."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        try:
            return super().handle()
        except RateLimited:
            return None, True


class SecondFactorStage(AuthenticateStage):
    """A talent's passkey is one more way in; only an authenticator app makes it a second step.

    Otherwise who set up a passkey on a telephone could no longer sign in by code inside WeChat, which has none.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not self._is_a_convenience(self.login.user)

    def _is_a_convenience(self, user: Any) -> bool:
        types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        return user.is_talent and Authenticator.Type.TOTP not in types
