"""What a reader sees when a request cannot be answered; the 500 page needs neither database nor reader."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import page_not_found

from portal import disk
from portal.api import problems

logger = logging.getLogger(__name__)
LAST_RESORT = "<!doctype html><html lang='zh-hans'><title>500</title><h1>系统出错了 Something went wrong</h1></html>"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read is 400; what is too much to read says so, as 413."""
    is_too_large = isinstance(exception, RequestDataTooBig)
    if is_api(request):
        return problems.page(problems.unreadable(is_too_large=is_too_large))
    status = 413 if is_too_large else 400
    return render(request, f"{status}.html", status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for readers, a problem for programs."""
    return problems.page(problems.not_found()) if is_api(request) else page_not_found(request, exception)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """allauth's rate limits end here."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Both languages on one page; plain words where even the template or its static files cannot be had."""
    if disk.is_full(sys.exc_info()[1]):
        return disk_full(request)
    if is_api(request):
        return problems.page(problems.server_error())
    return _page_of_last_resort("500.html", 500)


def disk_full(request: HttpRequest) -> HttpResponse:
    """507 and what to do; like the page for our faults it asks nothing of the database."""
    return problems.page(problems.disk_full()) if is_api(request) else _page_of_last_resort("507.html", 507)


def _page_of_last_resort(template: str, status: int) -> HttpResponse:
    try:
        return HttpResponse(render_to_string(template), status=status)
    except Exception:
        logger.exception("the page for errors could not be drawn")
        return HttpResponse(LAST_RESORT, status=status)
