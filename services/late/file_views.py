"""For a network that has no way out: a file of what its counter must know is fetched at the desk page and carried in,
and a file of uses is carried out and handed in."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.base import File
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import Partner
from portal import disk
from portal.signed_in import SignedInRequest

from ..partners.desks import desk_of, desks_of
from .known import known_to
from .one import take_one

MOST_BYTES, MOST_LINES = 1_000_000, 1_000
NO_LINE = _("This line is no use: it must be as the verifier wrote it.")


class FileForm(forms.Form):
    """One file of lines of JSON, as `verifier.exchange` writes them."""

    file = forms.FileField(
        label=_("File of uses"),
        help_text=_("uses.jsonl, at most 1,000 lines. Handed in twice, each line counts once."),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".jsonl,application/jsonl"}),
    )

    def clean_file(self) -> list[Any]:
        """Its lines; None for one that is no JSON object."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: hand it in in parts of at most 1,000 lines."))
        text = _read(file).decode(errors="replace")
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("The file is too large: hand it in in parts of at most 1,000 lines."))
        return [_object(line) for line in lines]


def _read(file: File) -> bytes:
    try:
        found: bytes = file.read()
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise forms.ValidationError(disk.NO_ROOM) from error
    return found


def _object(line: str) -> Any:
    """What the line says, if it is an object that can be kept: half a letter outside Unicode cannot."""
    try:
        found = json.loads(line)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


@require_GET
@never_cache
def carried(request: SignedInRequest) -> HttpResponse:
    """What `verifier.exchange` goes by, as a file: the same that the desk page keeps in its browser."""
    answer = JsonResponse(known_to(get_object_or_404(desk_of(request))))
    answer["Content-Disposition"] = 'attachment; filename="known.json"'
    return answer


@method_decorator(never_cache, "dispatch")
class HandIn(View):
    """The form, and after it what became of each line; each is taken for itself."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return self._page(request, get_object_or_404(desk_of(request)), FileForm())

    def post(self, request: SignedInRequest) -> HttpResponse:
        partner = get_object_or_404(desk_of(request))
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, partner, form, status=422)
        return self._page(request, partner, FileForm(), lines=list(_taken(request, partner, form)))

    def _page(self, request: SignedInRequest, partner: Partner, form: FileForm, **more: Any) -> HttpResponse:
        status = more.pop("status", 200)
        return render(request, "services/late/file.html", {"partner": partner, "form": form, **more}, status=status)


def _taken(request: SignedInRequest, partner: Partner, form: FileForm) -> Iterator[dict[str, Any]]:
    """What became of each line: `state`, `words`, and the address of the check."""
    desks = desks_of(request).filter(pk=partner.pk)
    for number, line in enumerate(form.cleaned_data["file"], 1):
        if line is None:
            yield {"number": number, "state": "no", "words": NO_LINE}
            continue
        told = line if line.get("has_seen_identity") is True else line | {"has_seen_identity": ""}
        status, said = take_one({**told, "desk": partner.public_id}, desks=desks, by=request.user)
        yield {"number": number, "state": "no" if status >= 400 else said["state"], **said}
