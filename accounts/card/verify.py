"""What anyone who scans a card learns: whether it is valid, its tier, whose it is (masked), by whom, until when.

Codes that nobody has are counted, and whoever sends many of them has to wait (`portal.guessing`).
"""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.guessing import PAUSE, count, is_slowed
from portal.masking import mask_name

from .actions import index_of
from .enums import CodeKind
from .guessed import tell_of_guesses
from .models import LiveCode
from .offline import stored_form
from .rules import standing

PAGE = "verify"
STATUS = {"unknown": HTTPStatus.NOT_FOUND, "slowed": HTTPStatus.TOO_MANY_REQUESTS}


@require_GET
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Opening it never uses the code up; an unknown code answers 404 with a page that says what to do, and 429
    while one has to wait."""
    context = {"answer": "slowed"} if is_slowed(request, PAGE) else _context(stored_form(code))
    if context["answer"] == "unknown" and count(request, PAGE):
        tell_of_guesses(request)
    page = render(request, "accounts/card/verify.html", context, status=STATUS.get(context["answer"], 200))
    if page.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        page["Retry-After"] = str(int(PAUSE.total_seconds()))
    return page


def _context(code: str) -> dict[str, Any]:
    """A spoken code is unknown here: it is for one kind of partner, and a page open to all would help guessing."""
    shown = LiveCode.objects.exclude(kind=CodeKind.SPOKEN).select_related(
        "card__tier", "card__member", "card__talent__profile"
    )
    row = shown.filter(code_index=index_of(code)).first()
    if row is None:
        return {"answer": "unknown"}
    if row.used_at is not None or row.expires_at <= timezone.now():
        return {"answer": "ended"}
    card = row.card
    answer = standing(card, timezone.localdate())
    return {"answer": answer, "card": card, "name": mask_name(card.name)}
