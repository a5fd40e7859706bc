"""How do officials take a step? A button on the case, a dialog of its own, and a POST; no form edits a status."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from portal.idempotency.forms import once_per_form

from .buttons import buttons
from .dialog import carry_out, dialog_form
from .engine import verdict_on
from .follows import what_follows
from .story import office_story
from .table import Transition, workflow_of


class WorkflowAdminMixin(admin.ModelAdmin):
    """Named before `ModelAdmin`. Whom `get_queryset` hides a case from finds neither it nor its dialogs."""

    change_form_template = "admin/workflow_change_form.html"
    step_template = "admin/workflow_dialog.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [path("<path:object_id>/step/<str:name>/", view, name=self._step_url_name()), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What only the engine writes: status, deadline, public names, and every `_at` and `_by` of a status."""
        states = {value for value, _label in self.model._meta.get_field("status").flatchoices}
        engine = {"status", "due_on", "code", "public_id"} | {f"{s}_{end}" for s in states for end in ("at", "by")}
        columns = [field.name for field in self.model._meta.concrete_fields if field.name in engine]
        return [*dict.fromkeys([*super().get_readonly_fields(request, obj), *columns])]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        obj = self.get_object(request, unquote(object_id))
        shown: dict[str, Any] = {}
        if obj is not None:
            url = partial(self.step_url, obj)
            shown = {"buttons": buttons(obj, request.user, url), "story": office_story(obj)}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def step_url(self, obj: Any, name: str) -> str:
        return reverse(f"{self.admin_site.name}:{self._step_url_name()}", args=[obj.pk, name])

    def step_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """GET asks, POST takes the step; a step that is not possible is told as such, with what was typed kept."""
        if request.method != "POST":
            obj, step = self._find(request, object_id, name)
            return self._dialog(request, obj, step, dialog_form(step, obj, request.user, asks_why=True))
        return once_per_form(request, lambda: self._take(request, *self._find(request, object_id, name)))

    def after_step_url(self, request: HttpRequest, obj: Any) -> str:
        """Where to go once the step is taken: the case, or the list where it has left this official's sight."""
        names = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}"
        if self.get_object(request, str(obj.pk)) is None:
            return reverse(f"{names}_changelist")
        return reverse(f"{names}_change", args=[obj.pk])

    def _find(self, request: HttpRequest, object_id: str, name: str) -> tuple[Any, Transition]:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        try:
            return obj, workflow_of(obj)[name]
        except LookupError as error:
            raise Http404 from error

    def _take(self, request: HttpRequest, obj: Any, step: Transition) -> HttpResponse:
        form = dialog_form(step, obj, request.user, request.POST, request.FILES, asks_why=True)
        after = carry_out(step, obj, form, by=request.user)
        if after is None:
            obj.refresh_from_db()
            return self._dialog(request, obj, step, form)
        words = {"step": step.label, "object": after, "status": after.get_status_display()}
        messages.success(request, _("“%(step)s” is done. %(object)s is now “%(status)s”.") % words)
        return redirect(self.after_step_url(request, after))

    def _dialog(self, request: HttpRequest, obj: Any, step: Transition, form: Any) -> HttpResponse:
        verdict = verdict_on(step, obj, request.user)
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": step.label,
            "original": obj,
            "step": step,
            "form": form,
            "follows": what_follows(step, obj),
            "verdict": verdict,
            "story": office_story(obj)[-3:],
            "back": self.after_step_url(request, obj),
        }
        return TemplateResponse(request, self.step_template, page, status=200 if verdict else 409)

    def _step_url_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_step"
