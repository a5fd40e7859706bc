"""How does a person on the public side take a step? GET asks, POST takes it; what is not theirs is not found."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.few_choices import few_of
from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest

from .dialog import carry_out, dialog_form
from .engine import verdict_on
from .follows import what_follows
from .table import Transition, workflow_of


class StepView(View):
    """`<code>/<step>/`. A subject says which objects the reader may see, and where to go afterwards."""

    request: SignedInRequest
    template_name = "portal/workflow/step.html"
    code_field = "code"

    def get_queryset(self) -> QuerySet[Any]:
        """The rows this reader may see; NotImplementedError if a subject forgot."""
        raise NotImplementedError

    def get_success_url(self, obj: Any) -> str:
        return obj.get_absolute_url()

    def get(self, request: HttpRequest, code: str, step: str) -> HttpResponse:
        obj, transition = self._find(code, step)
        return self._page(obj, transition, dialog_form(transition, obj, request.user, asks_why=False))

    def post(self, request: HttpRequest, code: str, step: str) -> HttpResponse:
        return once_per_form(request, lambda: self._take(*self._find(code, step)))

    def _find(self, code: str, step: str) -> tuple[Any, Transition]:
        obj = get_object_or_404(self.get_queryset(), **{self.code_field: code})
        try:
            transition = workflow_of(obj)[step]
        except LookupError as error:
            raise Http404 from error
        if not transition.who(self.request.user, obj) and obj.status in transition.source:
            raise Http404
        return obj, transition

    def _take(self, obj: Any, transition: Transition) -> HttpResponse:
        user = self.request.user
        form = dialog_form(transition, obj, user, self.request.POST, self.request.FILES, asks_why=False)
        after = carry_out(transition, obj, form, by=user)
        if after is None:
            obj.refresh_from_db()
            return self._page(obj, transition, form)
        done = _("Done: “%(step)s”. The status is now “%(status)s”.")
        messages.success(self.request, done % {"step": transition.label, "status": after.get_status_display()})
        return redirect(self.get_success_url(after))

    def _page(self, obj: Any, transition: Transition, form: Any) -> HttpResponse:
        verdict = verdict_on(transition, obj, self.request.user)
        page = {"object": obj, "step": transition, "form": form, "verdict": verdict, "back": self.get_success_url(obj)}
        page |= {"follows": what_follows(transition, obj), "few": few_of(form, self.request)}
        return render(self.request, self.template_name, page, status=200 if verdict else 409)
