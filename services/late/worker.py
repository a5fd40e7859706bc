"""How does the desk page come to open with no network? A service worker that keeps one page, and an app's manifest."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

SCRIPTS = ("cbor", "code", "ed25519", "verifier", "store", "deliver", "queue", "page")
STYLES = (
    *("css/bootstrap-reboot.min.css", "css/bootstrap-grid.min.css", "css/bootstrap-utilities.min.css"),
    *("portal.css", "components.css", "forms.css", "desk.css"),
)
PICTURES = ("img/favicon.svg", "img/flake.svg")
ICONS = (192, 512)


def kept_files() -> list[str]:
    """The address of all that the page without a network is made of; `offline.html` names the same files."""
    scripts = (
        "js/error_summary.js",
        "js/detector.js",
        "html5-qrcode/html5-qrcode.min.js",
        "js/scan.js",
        "js/scanner.js",
        "js/beep.js",
        *(f"js/offline/{name}.js" for name in SCRIPTS),
    )
    return [static(name) for name in (*STYLES, *scripts, *PICTURES)]


@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Another text as soon as one of the files has another name, so that the browser fetches them anew."""
    files = kept_files()
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    about = {"files": files, "version": version}
    return render(request, "services/late/sw.js", about, content_type="text/javascript; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the desk page an app of its own on a phone: by its Chinese name, whoever asks."""
    sizes = [{"src": static(f"img/desk-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png"} for side in ICONS]
    desk = reverse("services:desk")
    about = {
        "id": desk,
        "name": "人才卡窗口 · 龙江人才服务",
        "short_name": "人才卡窗口",
        "lang": "zh-CN",
        "start_url": desk,
        "scope": desk,
        "display": "standalone",
        "theme_color": "#0b4f7a",
        "background_color": "#ffffff",
        "icons": [*sizes, {**sizes[-1], "purpose": "maskable"}],
    }
    return JsonResponse(about, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
