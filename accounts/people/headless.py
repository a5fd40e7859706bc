"""Where an application's way in differs from allauth's: all or nothing, a code for nobody is refused in words, and what
is answered on the way does not tell whether somebody has an account."""

from typing import Any

from allauth.account.internal.constants import LoginStageKey
from allauth.account.stages import LoginStageController
from allauth.headless.account import inputs, views
from allauth.headless.base.response import ConflictResponse
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import APIResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from .forms import PhoneOfAnother
from .login_codes import LoginCodes


class RequestLoginCodeInput(inputs.RequestLoginCodeInput):
    """allauth takes neither an e-mail nor a telephone for an answer, and breaks on it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", self.fields["email"].error_messages["required"])
        return cleaned


class RequestLoginCode(views.RequestLoginCodeView):
    input_class = RequestLoginCodeInput


class ResendLoginCode(views.ResendLoginCodeView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth's, which leaves no room for another class; a limit that is met has its page by the middleware."""
        stage = LoginStageController.enter(request, LoginStageKey.LOGIN_BY_CODE)
        codes = LoginCodes(stage).abort_if_invalid() if stage else None
        if not codes or not codes.can_resend:
            return ConflictResponse(request)
        codes.resend()
        return APIResponse(request)


class OneTransaction:
    """As on the pages (`entrance`). allauth stores the session of an application even where its request failed; then
    the code in it would be used up for nothing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        except Exception:
            request.session.modified = False
            raise
        return answer


class SignupInput(PhoneOfAnother, inputs.SignupInput):
    pass


class SignUp(OneTransaction, views.SignupView):
    input_class = {"POST": SignupInput}


class ConfirmLoginCode(OneTransaction, views.ConfirmLoginCodeView):
    pass


class VerifyEmail(OneTransaction, views.VerifyEmailView):
    pass


class ResetPasswordInput(inputs.ResetPasswordInput):
    """allauth judges the new password where there is an account, before the code is right too."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data if self.errors else super().clean()
        return cleaned


class ResetPassword(OneTransaction, views.ResetPasswordView):
    input_class = ResetPasswordInput

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where there is no account there is no code: allauth breaks on it, and counts no tries."""
        if self.process.user:
            return super().get(request, *args, **kwargs)
        sent = inputs.ResetPasswordKeyInput({"key": request.headers.get("X-Password-Reset-Key", "")}, code="")
        return self.handle_invalid_input(sent)


class ChangePassword(OneTransaction, views.ChangePasswordView):
    pass


OURS: dict[str, type[APIView]] = {
    "auth/code/request": RequestLoginCode,
    "auth/code/resend": ResendLoginCode,
    "auth/code/confirm": ConfirmLoginCode,
    "auth/signup": SignUp,
    "auth/email/verify": VerifyEmail,
    "auth/password/reset": ResetPassword,
    "account/password/change": ChangePassword,
}
"""Instead of allauth's, by the end of their address."""
