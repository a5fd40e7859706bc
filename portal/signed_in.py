"""What may code rely on that only people who signed in can reach?"""

from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, _User


class SignedInRequest(HttpRequest):
    """For annotations: `portal/access.py` opens the page to accounts only, so `user` is one and never anonymous."""

    if TYPE_CHECKING:
        user: _User


class HasUser(Protocol):
    """A request of Django or of the REST framework."""

    @property
    def user(self) -> "_User | AnonymousUser": ...


def account_of(request: HasUser) -> "_User":
    """Who asks, in the admin and in the API. Raises `PermissionDenied` where nobody signed in."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user
