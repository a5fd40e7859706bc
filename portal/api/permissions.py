"""Which kind of caller a call is for; which rows that caller sees is `visible_to` in each room."""

from typing import Any

from allauth.idp.oidc.models import Token
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

PARTNER_SCOPE = "partner"


class IsTalent(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_authenticated and request.user.is_talent)


class IsPartner(BasePermission):
    """A partner's system; which partner is found by `request.auth.client_id`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        return isinstance(token, Token) and token.user_id is None and PARTNER_SCOPE in token.get_scopes()


class Nobody(BasePermission):
    """The default: a view that names no permission answers no one."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


def client_of(request: Request) -> Any:
    """The id of the calling system, once `IsPartner` has let it in."""
    token: Any = request.auth
    return token.client_id
