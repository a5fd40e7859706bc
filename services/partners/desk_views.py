"""The desk page: scan, see the answer, say what became of it; on a phone or a window's PC."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.idempotency import KeyReused
from portal.idempotency.forms import once_per_form
from portal.masking import mask_name
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal

from ..catalogue.enums import Delivery
from ..late.again import may_be_checked_again
from ..late.again_views import after
from ..models import Check, Use
from ..readiness.scanned import drill_of
from ..requests.desk_views import open_here, page_of
from .answers import compare_with, is_consent_withdrawn, payer, steps
from .checks import check_code
from .counter import at
from .counting import counts_by_stage
from .desk_forms import CheckForm, OutcomeForm, UndoForm
from .desks import CHOSEN, OF_SYSTEMS, ChooseDeskForm, choice_of, desk_of, desks_of
from .enums import Channel, Verdict
from .guesses import SAID, Slowed
from .look_up import facts_of
from .portraits import has_photo, photo_of
from .rules import discloses_holder
from .uses import GOOD_FOR, ONE_TAP_WITHIN, UNDO_WITHIN, may_be_undone, needs_identity, record, undo

RECENT = 10
FIELD_OF = {
    "reason_missing": "reason",
    "identity_not_seen": "has_seen_identity",
    "stage_missing": "stage",
    "too_many_companions": "companions_used",
}


@require_GET
@never_cache
def desk(request: SignedInRequest) -> HttpResponse:
    """What staff see first: the field for the code, and what was done here lately; where no card is used, as at a
    school, the requests to answer."""
    partner = get_object_or_404(desk_of(request))
    form = CheckForm(partner=partner)
    if not form.services:
        return redirect("services:desk-requests")
    page = _page(request, partner, form)
    if len(form.services) > 1:
        form.initial["service"] = _last_service(request, partner, page["recent"])
    return render(request, "services/desk/desk.html", page)


@require_POST
def choose(request: SignedInRequest) -> HttpResponse:
    """Sit down at another of one's desks, or look at the systems of another partner; kept for the session."""
    form = ChooseDeskForm(request.POST, desks=desks_of(request, OF_SYSTEMS))
    if not form.is_valid():
        messages.error(request, str(form.errors["desk"][0]))
        return redirect("services:desk" if request.user.is_desk_staff else "services:desk-systems")
    partner = form.cleaned_data["desk"]
    request.session[CHOSEN] = partner.pk
    if not request.user.has_role(Role.DESK_STAFF, partner):
        return redirect("services:desk-systems")
    messages.success(request, _("You are now at the desk of %(partner)s.") % {"partner": partner.name})
    return redirect("services:desk")


@require_POST
def check(request: SignedInRequest) -> HttpResponse:
    """Check a code, from the desk page or that of the requests; pressing twice gives the same answer."""
    partner = get_object_or_404(desk_of(request))
    form = CheckForm(request.POST, request.FILES, partner=partner, on_request="on_request" in request.POST)
    if not form.is_valid():
        return _once_more(request, partner, form, status=422)
    if drill := drill_of(partner, form.cleaned_data["code"]):
        return redirect("services:desk-drill", drill.public_id)
    key = request.POST.get("form_key", "")[:64]
    try:
        answer = check_code(
            at(partner),
            code=form.cleaned_data["code"],
            service=form.cleaned_data["service"],
            channel=Channel.DESK,
            staff=request.user,
            key=f"desk:{key}" if key else None,
        )
    except Slowed:
        form.add_error("code", SAID)
        return _once_more(request, partner, form, status=429)
    except KeyReused:  # two scans of two cards before the page was gone, or the way back to it
        form.add_error("code", _("This page has checked another code already. Press Check once more for this one."))
        return _once_more(request, partner, form, status=422)
    return redirect("services:desk-check", answer.check.public_id)


@require_GET
@never_cache
def answer(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The answer, large; then who, what is left, what to do, and three buttons, or the way to the request."""
    made = _check(request, public_id)
    if hasattr(made, "call_back"):
        return redirect("services:desk-call", public_id)
    return render(request, "services/desk/answer.html", _answer(made, OutcomeForm(check=made)))


@require_GET
def photo(request: SignedInRequest, public_id: UUID) -> FileResponse:
    """The photo to compare with, for some minutes after the check."""
    return photo_of(Check.objects.filter(partner__in=desks_of(request)), public_id)


@require_POST
def use(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Record what became of the check; nothing comes of one for a service on request but the request."""
    made = _check(request, public_id)
    if _is_on_request(made):
        return redirect("services:desk-check", public_id)
    form = OutcomeForm(request.POST, check=made)

    def run() -> HttpResponse:
        if not form.is_valid():
            return render(request, "services/desk/answer.html", _answer(made, form), status=422)
        record(made, staff=request.user, **form.cleaned_data)
        return redirect("services:desk-check", made.public_id)

    try:
        return once_per_form(request, run)
    except Refusal as refusal:
        form.add_error(FIELD_OF.get(refusal.code), str(refusal))
        return render(request, "services/desk/answer.html", _answer(_check(request, public_id), form), status=409)


@require_POST
def take_back(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Undo a use that was written at this desk minutes ago; mostly another press was meant, which is offered then."""
    shown = (f"check_made__{name}" for name in ("partner", "service", "holder", "late"))
    found = Use.objects.select_related(*shown)
    done = get_object_or_404(found, public_id=public_id, check_made__partner__in=desks_of(request))
    form = UndoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is undone."))
        return redirect("services:desk-check", done.check_made.public_id)
    try:
        undo(done, staff=request.user, reason=form.reason())
        messages.success(request, _("Undone. It does not count, and the holder has been told."))
        if may_be_checked_again(done).ok:
            return redirect("services:desk-check", done.check_made.public_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        if refusal.code == "reason_missing":
            return redirect("services:desk-check", done.check_made.public_id)
    return redirect("services:desk")


def _check(request: SignedInRequest, public_id: UUID) -> Any:
    shown = ("partner", "service", "holder", "card__tier", "card__member", "card__talent__profile")
    after = ("use__turned_away", "use__undone", "call_back", "late")
    by_stage = counts_by_stage(service=OuterRef("service"), tier=OuterRef("card__tier"))
    found = Check.objects.select_related(*shown, *after).annotate(asks_stage=by_stage)
    since = timezone.now() - GOOD_FOR - UNDO_WITHIN  # an emergency entered at the end of its day is undone as any
    return get_object_or_404(found, public_id=public_id, partner__in=desks_of(request), checked_at__gte=since)


def _is_on_request(made: Any) -> bool:
    return bool(made.service and made.service.delivery == Delivery.REQUEST)


def _once_more(request: SignedInRequest, partner: Partner, form: CheckForm, *, status: int) -> HttpResponse:
    """The page the code was entered on, with what to mend."""
    if form.on_request:
        return render(request, "services/desk/requests.html", page_of(request, partner, form), status=status)
    return render(request, "services/desk/desk.html", _page(request, partner, form), status=status)


def _lately(partner: Partner) -> QuerySet[Check]:
    return Check.objects.filter(partner=partner, checked_at__gte=timezone.now() - GOOD_FOR)


def _page(request: SignedInRequest, partner: Partner, form: CheckForm) -> dict[str, Any]:
    rows = _lately(partner).select_related("service", "use__undone").order_by("-id")[:RECENT]
    return {"partner": partner, "form": form, "recent": rows, "choice": choice_of(request, partner)}


def _last_service(request: SignedInRequest, partner: Partner, recent: Iterable[Check]) -> str | None:
    """What the reader checked a card for last, so that the next one needs no choice: as the page shows it, else, where
    others checked more than that since, as the day does."""
    mine = (row.service for row in recent if row.service and row.staff_id == request.user.pk)
    shown = (service.slug for service in mine if service.delivery == Delivery.COUNTER)
    own = _lately(partner).filter(staff=request.user, service__delivery=Delivery.COUNTER)
    # By time, of which a day is read at most: by id it would be all that the partner ever checked.
    return next(shown, None) or own.order_by("-checked_at").values_list("service__slug", flat=True).first()


def _answer(made: Any, form: OutcomeForm) -> dict[str, Any]:
    facts = facts_of(made)
    done = getattr(made, "use", None)
    is_open, on_request = discloses_holder(made.reason), _is_on_request(made)
    asked = open_here(made) if is_open and on_request else ()
    is_early = on_request and made.verdict == Verdict.ELIGIBLE and not asked  # the steps are those after asking
    return {
        "check": made,
        "partner": made.partner,
        "form": form,
        "is_eligible": made.verdict == Verdict.ELIGIBLE,
        "is_on_request": on_request,
        "requests": asked,
        "holder": facts if is_open else None,
        "has_photo": has_photo(made, facts) and not done,
        "masked": mask_name(facts.card.holder_name) if is_open and facts.card else "",
        "steps": compare_with(facts) if is_early else steps(facts, made.reason),
        "is_consent_withdrawn": is_consent_withdrawn(facts, made.reason),
        "payer": payer(facts),
        "needs_identity": needs_identity(made),
        "use": done,
        "undo_seconds": _seconds_to_undo(done),
        "case": getattr(done, "turned_away", None),
        "undo_form": UndoForm(),
        "can_undo": done and may_be_undone(done),
        **after(done),
    }


def _seconds_to_undo(done: Use | None) -> int:
    """How long one tap takes it back."""
    if done is None or done.is_undone:
        return 0
    return max(0, int((done.written_at + ONE_TAP_WITHIN - timezone.now()).total_seconds()))
