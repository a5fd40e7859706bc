"""Who calls: a partner's system by OAuth 2, a phone application by its session token, a browser by its cookie."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.internal.resources import is_resources_subset
from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.models import AnonymousUser
from django.db.models import DateTimeField, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from portal.prepared import Given, Prepared

CHALLENGE = 'Bearer realm="api", scope="partner"'


Examiner = Callable[[Request, dict[str, Any]], None]
Refuses = tuple[Callable[[], Exception], ...]
TOKEN = ("id", "client_id", "scopes", "data")
_examiners: dict[Examiner, tuple[str, ...]] = {}
_refused_by_examiners: dict[Examiner, Refuses] = {}


def examined_by(examine: Examiner, *, reads: Iterable[str], refuses: Refuses = ()) -> None:
    """Have `examine(request, row)` look at each call of a partner's system, which raises one of `refuses` to refuse
    it. `reads` are the columns it needs, named from the token on, read in the same statement. To be said before the
    first call."""
    _examiners[examine] = tuple(reads)
    _refused_by_examiners[examine] = refuses


def refused_by_examiners() -> Refuses:
    """With what else than a bad token a partner's call is refused before it is looked at."""
    return tuple(refusal for refuses in _refused_by_examiners.values() for refusal in refuses)


class UnknownToken(AuthenticationFailed):
    default_detail = _("The access token is unknown or has expired.")


class UnknownSession(AuthenticationFailed):
    default_detail = _("The session token is unknown or has expired.")


def _systems_token() -> QuerySet[Any, Any]:
    """The access token with this hash, of a confidential client and of no person, that is still good."""
    still_good = Q(expires_at=None) | Q(expires_at__gt=Given("now", DateTimeField()))
    tokens = Token.objects.filter(still_good, type=Token.Type.ACCESS_TOKEN, hash=Given("hash"), user=None)
    columns = {*TOKEN, *(name for reads in _examiners.values() for name in reads)}
    return tokens.filter(client__type=Client.Type.CONFIDENTIAL).order_by().values(*sorted(columns))


SYSTEMS_TOKEN = Prepared(_systems_token)


class PartnerToken(BaseAuthentication):
    """`Authorization: Bearer …` of the client credentials grant. One statement.

    The caller is the client of the token in `request.auth`, and no person: `request.user` is anonymous. First in the
    list of classes, so that whoever is nobody gets a 401 with `WWW-Authenticate`. allauth's own class asks the same by
    way of oauthlib in two statements, which was a third of the time of a check.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        kind, _space, value = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        found = SYSTEMS_TOKEN.first(hash=get_adapter().hash_token(value.strip()), now=timezone.now())
        if found is None:
            raise UnknownToken
        token = Token(**{name: found[name] for name in TOKEN})
        if not is_resources_subset([request.build_absolute_uri(request.path)], token.get_resources()):
            raise PermissionDenied
        for examine in _examiners:
            examine(request, found)
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class AppSession(XSessionTokenAuthentication):
    """`X-Session-Token` of allauth's headless API, for phone applications."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if "X-Session-Token" not in request.headers:
            return None
        found = super().authenticate(request)
        if found is None:
            raise UnknownSession
        return found

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
