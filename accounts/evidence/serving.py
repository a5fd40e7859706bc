"""How do the bytes of evidence leave? To the owner and to officers who may see the case, to nobody else, never cached.

Originals come from strangers: they leave as attachments only, and even a browser that shows one runs nothing in it.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .models import EvidenceFile, EvidencePage

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@login_required
@require_safe
def original(request: HttpRequest, file: UUID) -> FileResponse:
    found = get_object_or_404(EvidenceFile.objects.visible_to(request.user), public_id=file)
    return sent(found.original, content_type=found.mime, as_attachment=True, filename=found.download_name)


@login_required
@require_safe
def page(request: HttpRequest, page: UUID) -> FileResponse:
    """One page image, made by the worker and therefore shown in place."""
    found = get_object_or_404(EvidencePage.objects.visible_to(request.user), public_id=page)
    return sent(found.image, content_type="image/jpeg")


def sent(kept: Any, **options: Any) -> FileResponse:
    """A kept file, for nobody's cache. Raises `Http404` where its bytes are gone."""
    try:
        return FileResponse(kept.open("rb"), headers=HEADERS, **options)
    except FileNotFoundError as error:
        raise Http404 from error
