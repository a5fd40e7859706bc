"""Where sign-up differs from allauth's: all or nothing, safe to press twice, and a telephone can wait."""

from typing import Any

from allauth.account.internal.constants import LoginStageKey
from allauth.account.stages import LoginStageController
from allauth.account.views import SignupView
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from . import actions


class SignUp(SignupView):
    """Account, profile, consent and the letter with the code are written together or not at all."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:  # pressed twice at the same moment: the other press has opened the account
            return redirect("account_email_verification_sent")


@require_POST
def leave_phone_for_later(request: HttpRequest) -> HttpResponse:
    """Go on without the telephone that was typed at sign-up."""
    stage = LoginStageController.enter(request, LoginStageKey.VERIFY_PHONE.value)
    if stage is None:
        return redirect("account_login")
    if stage.login.user:
        actions.drop_claimed_phone(stage.login.user)
    return stage.exit()
