"""Who calls: a partner's system by OAuth 2, a phone application by its session token, a browser by its cookie."""

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from allauth.idp.oidc.contrib.rest_framework.authentication import TokenAuthentication
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

CHALLENGE = 'Bearer realm="api", scope="partner"'


class PartnerToken(TokenAuthentication):
    """`Authorization: Bearer …` of the client credentials grant. Two statements: the token, its client.

    The caller is `request.auth.client`, and no person: `request.user` is anonymous. First in the list of classes, so
    that whoever is nobody gets a 401 with `WWW-Authenticate`.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if not request.headers.get("Authorization", "").lower().startswith("bearer "):
            return None
        found = super().authenticate(request._request)
        if found is None or found[1] is None or found[1].user_id is not None:
            raise AuthenticationFailed(_("The access token is unknown or has expired."))
        return AnonymousUser(), found[1]

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class AppSession(XSessionTokenAuthentication):
    """`X-Session-Token` of allauth's headless API, for phone applications."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if "X-Session-Token" not in request.headers:
            return None
        found = super().authenticate(request)
        if found is None:
            raise AuthenticationFailed(_("The session token is unknown or has expired."))
        return found

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
