"""On which pages does a talent add evidence and take it away?

A script may post file by file (`X-Requested-With: XMLHttpRequest`): it gets the part of the page that changed.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal import disk
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..accreditation.models import Application
from . import actions, rules
from .bad_file import said
from .board import board
from .forms import EvidenceForm, FilesForm
from .incoming import Intake, taken
from .models import Evidence

if TYPE_CHECKING:
    from policies.catalogue.models import Criterion

log = structlog.get_logger(__name__)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def evidence_list(request: SignedInRequest, code: str) -> HttpResponse:
    application = _own(request, code)
    if request.method == "GET":
        return _page(request, application)
    slug = request.POST.get("criterion", "")
    form = EvidenceForm(application, request.POST, request.FILES, auto_id=f"{slug}-%s")
    record = partial(_record, request, application, form)
    return _take(request, application, form, record)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def evidence_document(request: SignedInRequest, code: str, document: UUID) -> HttpResponse:
    """GET: the part of the page that shows one document. POST: more files for it."""
    evidence = _own_document(request, code, document)
    if request.method == "GET":
        return render(request, "accounts/evidence/_document.html", _about(request, evidence))
    form = FilesForm(request.POST, request.FILES, auto_id=f"{document}-%s")
    return _take(request, evidence.application, form, partial(_record_more, request, evidence))


@login_required
@require_POST
def evidence_remove(request: SignedInRequest, code: str, document: UUID) -> HttpResponse:
    """Takes a document away, or only its file named by `file`."""
    application = _own(request, code)
    evidence = Evidence.objects.with_pages().filter(application=application, public_id=document).first()
    if evidence is None:  # pressed twice
        return redirect("accounts:evidence-list", code)
    try:
        _remove(request, evidence)
        messages.success(request, _("Removed."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(application, evidence.criterion)


def _own(request: SignedInRequest, code: str) -> Application:
    return get_object_or_404(Application.objects.select_related("tier"), code=code, talent=request.user)


def _own_document(request: SignedInRequest, code: str, document: UUID) -> Evidence:
    own = Evidence.objects.with_pages().select_related("application")
    return get_object_or_404(own, public_id=document, application__code=code, application__talent=request.user)


def _take(
    request: SignedInRequest, application: Application, form: FilesForm, record: Callable[[Intake], HttpResponse]
) -> HttpResponse:
    """Where there is no room for the files, the form comes back and says so."""
    verdict = rules.may_change(request.user, application)
    if not form.is_valid() or not verdict:
        return _refused(request, application, form, [] if verdict else [str(verdict.message)])
    try:
        return _take_files(request, application, form, record)
    except Exception as error:
        if not disk.is_full(error):
            raise
        log.error("disk_full", error=type(error).__name__)
        return _refused(request, application, form, [str(disk.NO_ROOM)], status=507)


def _take_files(
    request: SignedInRequest, application: Application, form: FilesForm, record: Callable[[Intake], HttpResponse]
) -> HttpResponse:
    """Reads the files first, outside any transaction; then `record` writes the rows, once for each form."""
    with taken(form.cleaned_data["file"]) as intake:
        if not intake.kept:
            say = str if _wants_part(request) else said
            return _refused(request, application, form, [say(bad) for bad in intake.bad])
        try:
            return once_per_form(request, partial(record, intake))
        except Refusal as refusal:
            return _refused(request, application, form, [str(refusal)])


def _record(request: SignedInRequest, application: Application, form: EvidenceForm, intake: Intake) -> HttpResponse:
    criterion = form.cleaned_data["criterion"]
    documents = actions.record(application, criterion, intake.documents(), by=request.user)
    intake.has_rows = True
    return _answer(request, documents[0], intake)


def _record_more(request: SignedInRequest, evidence: Evidence, intake: Intake) -> HttpResponse:
    actions.record_files(evidence, intake.kept, by=request.user)
    intake.has_rows = True
    return _answer(request, evidence, intake)


def _answer(request: SignedInRequest, evidence: Evidence, intake: Intake) -> HttpResponse:
    """On to the part (for a script) or to the page, which tells what came and what was refused."""
    if _wants_part(request):
        return redirect("accounts:evidence-document", evidence.application.code, evidence.public_id)
    count = len(intake.kept)
    messages.success(
        request, ngettext("%(count)d file received.", "%(count)d files received.", count) % {"count": count}
    )
    for bad in intake.bad:
        messages.error(request, said(bad))
    return _back(evidence.application, evidence.criterion)


def _refused(
    request: SignedInRequest, application: Application, form: FilesForm, problems: list[str], *, status: int = 422
) -> HttpResponse:
    for problem in problems:
        form.add_error("file", problem)
    if _wants_part(request):
        return render(request, "accounts/evidence/_problems.html", {"form": form}, status=status)
    return _page(request, application, form, status=status)


def _page(
    request: SignedInRequest, application: Application, form: FilesForm | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "proofs": board(application, form),
        "form": form,
        "may_change": bool(rules.may_change(request.user, application)),
        "max_mb": settings.UPLOAD_MAX_MB,
    }
    return render(request, "accounts/evidence/list.html", context, status=status)


def _about(request: SignedInRequest, evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence,
        "application": evidence.application,
        "may_change": bool(rules.may_change(request.user, evidence.application)),
    }


def _remove(request: SignedInRequest, evidence: Evidence) -> None:
    named = request.POST.get("file")
    if not named:
        return actions.remove(evidence, by=request.user)
    for file in evidence.files.all():
        if str(file.public_id) == named:
            actions.remove_file(file, by=request.user)
    return None


def _wants_part(request: SignedInRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _back(application: Application, criterion: "Criterion") -> HttpResponse:
    return redirect(f"{reverse('accounts:evidence-list', args=[application.code])}#{criterion.slug}")
