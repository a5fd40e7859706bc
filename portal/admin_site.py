"""What officials see first: the queues of their role, and the one door through which they come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PanelRow:
    """One line: what waits, how much of it, where to work on it.

    The count is a number (`at_most` for a large table), a sum in words, or None; `tone` is ok, warn or bad.
    """

    label: Any
    url: str
    count: int | str | None = None
    tone: str = ""
    note: Any = ""


@dataclass(frozen=True)
class Panel:
    """A block of the first screen; without rows it says that nothing waits."""

    title: Any
    rows: Sequence[PanelRow]


ROOMS = ("accounts", "services", "policies", "portal")  # in the order of the first screen
METHODS = ("GET", "HEAD", "POST")
PANELS: list[tuple[str, Callable[[HttpRequest], Panel | None]]] = []


def register_panel(role: str, panel: Callable[[HttpRequest], Panel | None]) -> None:
    """Shows `panel(request)` on the first screen of whoever holds `role`; None shows nothing. Order: as registered."""
    if (role, panel) not in PANELS:
        PANELS.append((role, panel))


class PortalAdminSite(admin.AdminSite):
    site_title = site_header = _("Longjiang talent services · offices")
    index_title = _("My work")
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Tables of the portal's rooms; what it borrows (clients, tokens, second factors) has pages of its own."""
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        shown = [row for row in models if row._meta.app_label in ROOMS]
        super().register(shown, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        @wraps(view)
        def at_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            if request.method not in METHODS:  # Django's own views take whatever is not POST for a look
                return HttpResponseNotAllowed(METHODS)
            return guarded(request, *args, **kwargs)

        return at_the_door

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Officials come in by the site's own sign-in page, with its limits and second factor; others find nothing."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or request.get_full_path())
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"panels": self.panels_for(request), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms in their order."""
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: [*ROOMS, app["app_label"]].index(app["app_label"]))

    def panels_for(self, request: HttpRequest) -> list[Panel]:
        """The panels of every role the official holds, each function once."""
        user: Any = request.user
        held = dict.fromkeys(panel for role, panel in PANELS if user.has_role(role))
        return [shown for panel in held if (shown := panel(request)) is not None]
