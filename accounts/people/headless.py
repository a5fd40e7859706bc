"""Where an application's way in differs from allauth's: all or nothing, and a code for nobody is refused in words."""

from typing import Any

from allauth.headless.account import inputs, views
from allauth.headless.base.views import APIView
from django.db import transaction
from django.http import HttpRequest, HttpResponse


class RequestLoginCodeInput(inputs.RequestLoginCodeInput):
    """allauth takes neither an e-mail nor a telephone for an answer, and breaks on it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", self.fields["email"].error_messages["required"])
        return cleaned


class RequestLoginCode(views.RequestLoginCodeView):
    input_class = RequestLoginCodeInput


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


class SignUp(OneTransaction, views.SignupView):
    pass


class ConfirmLoginCode(OneTransaction, views.ConfirmLoginCodeView):
    pass


class VerifyEmail(OneTransaction, views.VerifyEmailView):
    pass


class ResetPassword(OneTransaction, views.ResetPasswordView):
    pass


class ChangePassword(OneTransaction, views.ChangePasswordView):
    pass


OURS: dict[str, type[APIView]] = {
    "auth/code/request": RequestLoginCode,
    "auth/code/confirm": ConfirmLoginCode,
    "auth/signup": SignUp,
    "auth/email/verify": VerifyEmail,
    "auth/password/reset": ResetPassword,
    "account/password/change": ChangePassword,
}
"""Instead of allauth's, by the end of their address."""
