"""Does every call of the API let in whom the access table names, and take closed bodies?"""

from collections.abc import Iterator
from typing import Any

from rest_framework.permissions import AllowAny
from rest_framework.serializers import BaseSerializer

from portal.access import ACCESS, Audience
from portal.api.permissions import IsPartner, IsTalent
from portal.api.serializers import Strict
from portal.api.views import ApiView
from tests.codebase.urls import views

LETS_IN = {Audience.API_PUBLIC: AllowAny, Audience.API_TALENT: IsTalent, Audience.API_PARTNER: IsPartner}


def calls() -> Iterator[tuple[str, Any]]:
    """`(view name, view class)` of every address below /api/v1/."""
    for name, address, callback in views():
        if address.startswith("api/v1/"):
            yield name, getattr(callback, "view_class", getattr(callback, "cls", None))


def test_every_call_starts_from_the_common_view():
    assert [name for name, view in calls() if not issubclass(view, ApiView)] == []


def test_every_call_lets_in_whom_the_access_table_names():
    assert [name for name, view in calls() if LETS_IN[ACCESS[name]] not in view.permission_classes] == []


def test_every_body_refuses_unknown_fields():
    open_bodies = [
        name
        for name, view in calls()
        if {"post", "put", "patch"} & set(dir(view))
        and isinstance(view.serializer_class, type)
        and issubclass(view.serializer_class, BaseSerializer)
        and not issubclass(view.serializer_class, Strict)
    ]

    assert open_bodies == []
