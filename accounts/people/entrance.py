"""Where the way in differs from allauth's: all or nothing, safe to press twice, and a telephone can wait."""

from typing import Any

from allauth.account import views
from allauth.account.internal.constants import LoginStageKey
from allauth.account.stages import LoginStageController
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from . import actions
from .login_codes import LoginCodes


class OneTransaction:
    """What a right form writes is written together or not at all; tries are counted before it, and stay counted."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class SignUp(OneTransaction, views.SignupView):
    """Account, profile, consent and the letter with the code."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:  # pressed twice at the same moment: the other press has opened the account
            return redirect("account_email_verification_sent")


class ConfirmEmail(OneTransaction, views.ConfirmEmailVerificationCodeView):
    """The e-mail is verified, what was there before it ends, and its owner is signed in."""


class ConfirmLoginCode(OneTransaction, views.ConfirmLoginCodeView):
    """A stranger's password ends, and the owner of the e-mail is signed in."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        self._process = LoginCodes(self.stage)
        return super()._resend_form_valid(form)


class ConfirmPasswordResetCode(OneTransaction, views.ConfirmPasswordResetCodeView):
    """Whoever has the code has the e-mail: it is verified."""


class CompletePasswordReset(OneTransaction, views.CompletePasswordResetView):
    """The password, the row of the history and the letter that tells of it."""


class ChangePassword(OneTransaction, views.PasswordChangeView):
    """As where it was forgotten."""


@require_POST
def leave_phone_for_later(request: HttpRequest) -> HttpResponse:
    """Go on without the telephone that was typed at sign-up."""
    stage = LoginStageController.enter(request, LoginStageKey.VERIFY_PHONE.value)
    if stage is None:
        return redirect("account_login")
    if stage.login.user:
        actions.drop_claimed_phone(stage.login.user)
    return stage.exit()
