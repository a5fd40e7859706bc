"""A holder's family: who has a card or waits for one, ask for another, and each card with its codes and steps."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal import disk
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.buttons import buttons
from portal.workflow.engine import Refusal
from portal.workflow.story import public_story
from portal.workflow.views import StepView

from ..card.life_views import own_buttons
from ..card.models import Card
from ..card.offline import make_offline
from ..card.offline_views import kept_offline
from ..card.rules import standing
from ..card.views import code_context
from ..evidence.incoming import Intake
from ..evidence.models import Evidence
from ..evidence.problems import TOO_MANY_FILES
from ..portrait.page import photo_of
from .actions import ask, mend
from .forms import MemberForm
from .granted import relations_of
from .models import FamilyMember
from .proof import taken_for
from .rules import may_mend, proofs_of

FIELD_OF = {"consent_missing": "consent", "proof_missing": "proof", TOO_MANY_FILES: "proof"}


@require_GET
def family(request: SignedInRequest) -> HttpResponse:
    """Everybody with where they stand; what else the tier would give, and nothing where it gives none."""
    members = list(FamilyMember.objects.of(request.user).prefetch_related("cards"))
    own = Card.objects.latest_of(request.user)
    today = timezone.localdate()
    rows = [{"member": member, "standing": _standing_of(member, today)} for member in members]
    may_ask = own is not None and standing(own, today) == "ok" and bool(relations_of(own.tier))
    return render(request, "accounts/family/list.html", {"rows": rows, "card": own, "may_ask": may_ask})


def _standing_of(member: FamilyMember, today: Any) -> str:
    """Of the newest card, from what was fetched with the list; empty where there is none."""
    newest = max(member.cards.all(), key=lambda card: card.pk, default=None)
    return standing(newest, today) if newest else ""


class Ask(View):
    """One page about one person; the same for what was returned."""

    def get(self, request: SignedInRequest, public_id: Any = None) -> HttpResponse:
        member = _mendable(request, public_id)
        return self._page(request, member, self._form(request, member, initial=_known(member)))

    def post(self, request: SignedInRequest, public_id: Any = None) -> HttpResponse:
        """Reads the files first, outside any transaction; then the rows are written, once for each form."""
        member = _mendable(request, public_id)
        form = self._form(request, member, data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._page(request, member, form, status=422)
        try:
            with taken_for(form, "proof") as intake:
                if intake is None:
                    return self._page(request, member, form, status=422)
                return once_per_form(request, lambda: self._send(request, member, form, intake))
        except Exception as error:
            if not disk.is_full(error):
                raise
            form.add_error("proof", str(disk.NO_ROOM))
            return self._page(request, member, form, status=507)

    def _form(self, request: SignedInRequest, member: FamilyMember | None, **given: Any) -> MemberForm:
        has_proof = member is not None and proofs_of(member).exists()
        return MemberForm(relations=_relations(request), has_proof=has_proof, **given)

    def _send(
        self, request: SignedInRequest, member: FamilyMember | None, form: MemberForm, intake: Intake
    ) -> HttpResponse:
        own = Card.objects.latest_of(request.user)
        if own is None:
            return self._page(request, member, form, status=422)
        said: dict[str, Any] = {"told": form.cleaned_data, "has_agreed": form.cleaned_data["consent"]}
        said |= {"proof": intake.documents(), "by": request.user}
        try:
            made = mend(member, **said) if member else ask(own, **said)
        except Refusal as refusal:
            form.add_error(FIELD_OF.get(refusal.code), str(refusal))
            return self._page(request, member, form, status=422)
        intake.has_rows = True
        return redirect("accounts:family-member", made.public_id)

    def _page(self, request: SignedInRequest, member: Any, form: MemberForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "member": member, "may_ask": bool(_relations(request))}
        return render(request, "accounts/family/ask.html", context, status=status)


@require_GET
@never_cache
def member(request: SignedInRequest, public_id: Any) -> HttpResponse:
    """Where it stands, and once there is a card: the card."""
    return _member_page(request, _mine(request, public_id), {"is_kept_open": "kept" in request.GET})


@require_http_methods(["GET", "POST"])
@never_cache
def code(request: SignedInRequest, public_id: Any) -> HttpResponse:
    """A code of the member's own card: a live one (the fragment for the script), or with `offline` one that is good
    without a network. Who comes back to the address, or loads it again, is led to the card."""
    found = _mine(request, public_id)
    if request.method == "GET":
        return redirect("accounts:family-member", found.public_id)
    card = _card_of(found)
    if card is None or standing(card, timezone.localdate()) != "ok":
        return _member_page(request, found, {}, status=409)
    if "offline" in request.POST:
        make_offline(card, by=request.user)
        return redirect(reverse("accounts:family-member", args=[found.public_id]) + "?kept")
    if request.headers.get("X-Requested-With") == "fetch":
        shown = code_context(card) | {"action": request.path}
        return render(request, "accounts/card/_code.html", shown)
    return _member_page(request, found, code_context(card))


class Step(StepView):
    """Withdraw what is asked for."""

    code_field = "public_id"

    def get_queryset(self) -> Any:
        return FamilyMember.objects.of(self.request.user)

    def get_success_url(self, obj: FamilyMember) -> str:
        return reverse("accounts:family-member", args=[obj.public_id])

    def get(self, request: HttpRequest, public_id: Any, step: str) -> HttpResponse:
        return super().get(request, public_id, step)

    def post(self, request: HttpRequest, public_id: Any, step: str) -> HttpResponse:
        return super().post(request, public_id, step)


def _mine(request: SignedInRequest, public_id: Any) -> FamilyMember:
    return get_object_or_404(FamilyMember.objects.of(request.user), public_id=public_id)


def _mendable(request: SignedInRequest, public_id: Any) -> FamilyMember | None:
    if public_id is None:
        return None
    found = _mine(request, public_id)
    if not may_mend(request.user, found):
        raise Http404
    return found


def _known(member: FamilyMember | None) -> dict[str, Any]:
    """What was told before, but the number, which is never filled in again."""
    return {name: getattr(member, name) for name in ("relation", "name", "birth_date", "kind")} if member else {}


def _relations(request: SignedInRequest) -> frozenset[str]:
    own = Card.objects.latest_of(request.user)
    return relations_of(own.tier) if own else frozenset()


def _card_of(found: FamilyMember) -> Card | None:
    return Card.objects.shown().filter(member=found).order_by("-id").first()


def _member_page(
    request: SignedInRequest, found: FamilyMember, extra: dict[str, Any], status: int = 200
) -> HttpResponse:
    card = _card_of(found)
    context: dict[str, Any] = {"member": found, "card": card, "story": public_story(found)}
    context |= {"proofs": Evidence.objects.filter(member=found).with_pages(), "may_mend": may_mend(request.user, found)}
    steps = buttons(found, request.user, lambda name: reverse("accounts:family-step", args=[found.public_id, name]))
    context["member_steps"] = [step for step in steps if step.name == "withdraw"]
    context["photo"] = photo_of(request.user, card, found)
    if card:
        context |= {
            "standing": standing(card, timezone.localdate()),
            "steps": own_buttons(card),
            "kept": kept_offline(card),
        }
    return render(request, "accounts/family/member.html", context | extra, status=status)
