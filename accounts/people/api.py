"""`me/`: a talent's own details, read and changed by an application."""

from typing import Any, cast

from django.core.exceptions import ValidationError as Invalid
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.permissions import IsTalent
from portal.api.views import ApiView

from .actions import change_language, change_profile
from .identity import FOREIGN, agree_on_birth_date, record_identity
from .models import User
from .serializers import MeAnswer, MeChange


class Me(ApiView):
    """The details of the talent who calls."""

    permission_classes = (IsTalent,)
    serializer_class = MeChange

    @extend_schema(responses=MeAnswer)
    def get(self, request: Request) -> Response:
        return Response(MeAnswer(request.user).data)

    @extend_schema(request=MeChange, responses=MeAnswer)
    def patch(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with transaction.atomic():
            change(cast(User, request.user), dict(asked.validated_data))
        return Response(MeAnswer(User.objects.get(pk=request.user.pk)).data)


def change(user: User, values: dict[str, Any]) -> None:
    """All of it or nothing; raises the API's `ValidationError`."""
    identity, language = values.pop("identity", None), values.pop("language", None)
    try:
        if identity is not None:
            _record(user, identity, values.pop("birth_date", None))
        if "birth_date" in values:
            agree_on_birth_date(user, values["birth_date"])
    except Invalid as error:
        raise ValidationError(_by_field(error, within_identity=identity is not None)) from error
    change_profile(user, values, by=user)
    if language:
        change_language(user, language)


def _record(user: User, identity: dict[str, Any], birth_date: Any) -> None:
    kind, is_foreign = identity["kind"], identity["kind"] in FOREIGN
    if not identity["consent"]:
        raise _missing("consent", _("Agree to the use of the number first."))
    if is_foreign and "country" not in identity:
        raise _missing("country", _("Name the country of the document."))
    record_identity(
        user,
        kind=kind,
        country=identity.get("country", "CN"),
        number=identity["number"],
        birth_date=birth_date or (user.own_profile.birth_date if is_foreign else None),
        valid_until=identity.get("valid_until"),
        by=user,
    )


def _missing(name: str, said: Any) -> ValidationError:
    return ValidationError({"identity": {name: [ErrorDetail(said, "required")]}})


def _by_field(error: Invalid, *, within_identity: bool) -> dict[str, Any]:
    """The number stands within `identity`, the birth date beside it."""
    found = {
        name: [ErrorDetail(text, one.code or "invalid") for one in errors for text in one.messages]
        for name, errors in error.error_dict.items()
    }
    number = found.pop("number", None) if within_identity else None
    return found | ({"identity": {"number": number}} if number else {})
