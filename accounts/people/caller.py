"""Who is signed in, where the view already admits nobody else?"""

from typing import cast

from django.http import HttpRequest

from .models import User


def caller(request: HttpRequest) -> User:
    """The account behind `request`; only for views that ask for sign-in first."""
    return cast(User, request.user)
