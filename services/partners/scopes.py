"""What may a key of a partner's system be used for? For everything, unless it is limited to some of the calls."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .enums import Scope


class ScopeMissing(PermissionDenied):
    """403 that says what is missing."""

    default_code = "scope_missing"

    def __init__(self, scope: str) -> None:
        super().__init__(
            _("This key is limited and may not make this call: “%(scope)s” is missing.") % {"scope": scope}
        )


class _Needs(BasePermission):
    """A caller whose key is limited to other calls gets a 403; the key was read with the token."""

    scope: str
    refuses: tuple[Any, ...]

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.refuses = (partial(ScopeMissing, cls.scope),)

    def has_permission(self, request: Request, view: Any) -> bool:
        link = getattr(request._request, "partner_link", None)
        if link is not None and not allows(link.scopes, self.scope):
            raise ScopeMissing(self.scope)
        return True


def allows(scopes: str, scope: str) -> bool:
    """`scopes` as a key has them: words, none of them for everything."""
    return not scopes or scope in scopes.split()


class MayCheck(_Needs):
    scope = Scope.CHECKS


class MayRecordUses(_Needs):
    scope = Scope.USES


class MayAnswerRequests(_Needs):
    scope = Scope.REQUESTS


class MayFetchEvents(_Needs):
    scope = Scope.EVENTS
