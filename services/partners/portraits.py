"""May a counter look at the holder's photo? For some minutes after its own check of a code that the holder showed."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.card.enums import CodeKind
from accounts.evidence.serving import sent
from accounts.models import Portrait

from ..models import Check
from .facts import Facts
from .rules import discloses_holder

SHOWN_FOR = timedelta(minutes=15)
SHOWN_WITH = (CodeKind.LIVE, CodeKind.OFFLINE, CodeKind.SPOKEN)
"""Not with a proxy's phone, since the proxy stands there, and not where the counter itself looked a card up."""


def may_compare(check: Check) -> bool:
    """Whether the answer may come with a photo, if there is one."""
    is_new = check.checked_at >= timezone.now() - SHOWN_FOR
    return is_new and check.code_kind in SHOWN_WITH and discloses_holder(check.reason)


def has_photo(check: Check, facts: Facts) -> bool:
    return facts.has_photo and may_compare(check)


def photo_url(check: Check, facts: Facts) -> str | None:
    """The address at which the partner's system finds the photo; None where there is none to be shown."""
    if not has_photo(check, facts):
        return None
    return settings.PUBLIC_URL.rstrip("/") + reverse("api-partner-photo", args=[check.public_id])


def photo_of(checks: "QuerySet[Any, Any]", public_id: Any) -> FileResponse:
    """The bytes of the photo for one of `checks`, which are the caller's own. Raises `Http404`."""
    check = get_object_or_404(checks.select_related("card"), public_id=public_id)
    photo = Portrait.objects.accepted_of(check.card).first() if check.card and may_compare(check) else None
    if photo is None:
        raise Http404
    return sent(photo.image, content_type="image/jpeg")
