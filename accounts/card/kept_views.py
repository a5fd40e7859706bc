"""How do the codes of a holder and the family open where there is no network? A service worker that keeps one page.

Nothing is kept but that page: each code drawn, for whom, until when it is good, and when the site last said so.
`static/js/kept_card.js` asks for it again on every page of the site, and forgets it where the site does not give it any
more.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.signed_in import SignedInRequest

from .enums import CodeKind
from .models import LiveCode
from .offline import stored_form
from .qr import qr_svg, verify_url
from .rules import standing

PAGE = "accounts/card/kept.html"
FILES = (
    *("css/bootstrap-reboot.min.css", "css/bootstrap-grid.min.css", "css/bootstrap-utilities.min.css"),
    *("portal.css", "components.css", "forms.css", "card.css"),
    *("js/error_summary.js", "js/kept_code.js", "img/favicon.svg", "img/flake.svg"),
)
GOOD_UNTIL = "X-Good-Until"  # seconds since 1970; the worker shows nothing after it, and a page without it is not kept


def kept_files() -> list[str]:
    """The address of all that the kept page is made of; `kept.html` names the same files."""
    return [static(name) for name in FILES]


@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Another text as soon as one of the files has another name, so that the browser fetches them anew; in it the page
    that says that no code is kept, in the language of the page that asks for it."""
    language = request.GET.get("language", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else get_language()):
        nothing = render_to_string(PAGE, {"codes": (), "bottom_navigation": ()}, request)
    files = kept_files()
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    about = {"files": files, "version": version, "nothing": nothing, "good_until": GOOD_UNTIL}
    script = render(request, "accounts/card/sw.js", about, content_type="text/javascript; charset=utf-8")
    script["Service-Worker-Allowed"] = "/me/"  # for the first page and those of the family too
    return script


@require_GET
@never_cache
def kept(request: SignedInRequest) -> HttpResponse:
    """The codes that are good now, the holder's first: the page for the browser to keep."""
    codes = codes_of(request.user)
    shown = [{"code": code, "qr": qr_svg(verify_url(code.text or "").upper())} for code in codes]
    page = render(request, PAGE, {"codes": shown, "bottom_navigation": (), "asked_at": timezone.now()})
    if codes:
        page[GOOD_UNTIL] = str(max(int(code.expires_at.timestamp()) for code in codes))
    return page


def codes_of(user: Any) -> list[LiveCode]:
    """Of the holder's card and of each of the family's the code that was made last, while both are good; one whose key
    was compromised since is left out."""
    good = LiveCode.objects.kept_for(user, CodeKind.OFFLINE).good(timezone.now()).filter(text__isnull=False)
    newest: dict[int, LiveCode] = {}
    for code in good.select_related("card__member"):
        newest.setdefault(code.card_id, code)
    today = timezone.localdate()
    shown = [code for code in newest.values() if standing(code.card, today) == "ok" and stored_form(code.text or "")]
    return sorted(shown, key=lambda code: code.card.member_id or 0)
