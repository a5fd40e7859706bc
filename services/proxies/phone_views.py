"""What a proxy's phone shows, to nobody who is signed in: the link opens once, and then the codes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.card.actions import CODE_SECONDS
from accounts.card.qr import grouped, qr_svg, verify_url
from portal.masking import mask_name
from portal.workflow.engine import Refusal

from ..models import Proxy
from ..partners.spoken import with_purpose
from .actions import index_of, open_link, show_for

COOKIE = "proxy"


@method_decorator(never_cache, name="dispatch")
class Phone(View):
    """Before: whose card, and one button. After, on the same phone: the code. Elsewhere: whom to ask."""

    def get(self, request: HttpRequest, link: str) -> HttpResponse:
        return self._page(request, self._found(link))

    def post(self, request: HttpRequest, link: str) -> HttpResponse:
        proxy = self._found(link)
        if proxy is None:
            return self._page(request, None)
        try:
            return self._code(request, proxy) if self._is_known(request, proxy) else self._open(request, proxy)
        except Refusal as refusal:
            return self._page(request, self._found(link), status=409, refusal=refusal)

    def _open(self, request: HttpRequest, proxy: Proxy) -> HttpResponse:
        secret, answer = open_link(proxy), redirect(request.path)
        left = int((proxy.expires_at - timezone.now()).total_seconds())
        kept: dict[str, Any] = {"path": request.path, "httponly": True, "samesite": "Lax", "secure": settings.IS_HTTPS}
        answer.set_signed_cookie(COOKIE, secret, max_age=left, **kept)
        return answer

    def _code(self, request: HttpRequest, proxy: Proxy) -> HttpResponse:
        code, row = show_for(proxy)
        shown: dict[str, Any] = {"code": grouped(code), "qr": qr_svg(verify_url(code).upper())}
        shown |= {"expires_at": row.expires_at, "seconds": CODE_SECONDS}
        if request.headers.get("X-Requested-With") == "fetch":
            return render(request, "accounts/card/_code.html", shown | {"action": request.path})
        return self._page(request, proxy, **shown)

    def _found(self, link: str) -> Proxy | None:
        return (
            Proxy.objects.select_related("card__member", "card__talent__profile")
            .filter(link_index=index_of(link))
            .first()
        )

    def _is_known(self, request: HttpRequest, proxy: Proxy) -> bool:
        secret = request.get_signed_cookie(COOKIE, default=None)
        return bool(secret and proxy.device_index) and index_of(str(secret)) == proxy.device_index

    def _page(self, request: HttpRequest, proxy: Proxy | None, status: int = 200, **more: Any) -> HttpResponse:
        """A link that is over or another phone's says whom to ask, and nothing of the card."""
        is_good = proxy is not None and proxy.is_good(timezone.now())
        is_known = proxy is not None and self._is_known(request, proxy)
        if proxy is None or not is_good or (proxy.opened_at and not is_known):
            status = 404 if status == 200 else status
            return render(request, "services/proxies/phone_none.html", {"is_over": not is_good}, status=status)
        ((_row, purpose),) = with_purpose([proxy])
        shown = {"proxy": proxy, "purpose": purpose, "named": mask_name(proxy.card.name)}
        template = "services/proxies/phone.html" if is_known else "services/proxies/phone_new.html"
        return render(request, template, shown | {"action": request.path} | more, status=status)
