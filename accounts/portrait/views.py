"""Where a holder sends a photo of the face on a card, takes it away again, and how its bytes leave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import disk
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest
from portal.workflow.engine import Refusal
from portal.workflow.views import StepView

from ..evidence.incoming import Intake
from ..evidence.serving import sent
from ..family.models import FamilyMember
from .actions import ask
from .forms import PhotoForm
from .incoming import taken_photo
from .models import Portrait
from .notices import page_of
from .problems import words_for
from .rules import may_send


@method_decorator(never_cache, name="dispatch")
class Send(View):
    """One page about one photo: of the holder, or of somebody of the family."""

    def get(self, request: SignedInRequest, public_id: UUID | None = None) -> HttpResponse:
        return self._page(request, self._member(request, public_id), PhotoForm())

    def post(self, request: SignedInRequest, public_id: UUID | None = None) -> HttpResponse:
        """Reads the file first, outside any transaction; then the row is written, once for each form."""
        member, form = self._member(request, public_id), PhotoForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, member, form, status=422)
        try:
            with taken_photo(form.cleaned_data["file"][0]) as intake:
                if intake.bad:
                    form.add_error("file", words_for(intake.bad[0].code))
                    return self._page(request, member, form, status=422)
                return once_per_form(request, lambda: self._send(request, member, form, intake))
        except Exception as error:
            if not disk.is_full(error):
                raise
            form.add_error("file", str(disk.NO_ROOM))
            return self._page(request, member, form, status=507)

    def _send(self, request: SignedInRequest, member: Any, form: PhotoForm, intake: Intake) -> HttpResponse:
        try:
            portrait = ask(intake.kept[0], member=member, by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            return self._page(request, member, form, status=422)
        intake.has_rows = True
        messages.success(request, _("The photo is sent. The office looks at it within five working days."))
        return redirect(page_of(portrait))

    def _page(self, request: SignedInRequest, member: Any, form: PhotoForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "member": member, "verdict": may_send(request.user, member)}
        return render(request, "accounts/portrait/send.html", context, status=status)

    def _member(self, request: SignedInRequest, public_id: UUID | None) -> Any:
        if public_id is None:
            return None
        return get_object_or_404(FamilyMember.objects.of(request.user), public_id=public_id)


class Step(StepView):
    """Take the photo away."""

    code_field = "public_id"
    template_name = "accounts/portrait/step.html"

    def get_queryset(self) -> Any:
        return Portrait.objects.filter(owner=self.request.user).select_related("member")

    def get_success_url(self, obj: Portrait) -> str:
        return page_of(obj)

    def get(self, request: HttpRequest, public_id: Any, step: str) -> HttpResponse:
        return super().get(request, public_id, step)

    def post(self, request: HttpRequest, public_id: Any, step: str) -> HttpResponse:
        return super().post(request, public_id, step)


@login_required
@require_safe
def image(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The photo itself, to its owner and to the office that decides."""
    found = get_object_or_404(Portrait.objects.visible_to(request.user).live(), public_id=public_id)
    return sent(found.image, content_type="image/jpeg")
