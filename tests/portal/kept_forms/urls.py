"""A page with a form of every kind of field, beside the site's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from portal.urls import handler429, handler500
from portal.urls import urlpatterns as of_the_site

__all__ = ["handler429", "handler500"]
SENT: list[dict] = []
PAGE = """<!doctype html><html><body>
<form method="post" action="/elsewhere/"><input name="name" value="untouched"></form>
<form method="post" action="/paper/send/" enctype="multipart/form-data">{% csrf_token %}
<input type="text" name="name" value="" required>
<input name="line" value="old"/><input name="line" value="old"/>
<textarea name="text">old &amp; older</textarea>
<select name="tier"><option value="a" selected>A</option><option value="b">B &lt; A</option></select>
<input type="checkbox" name="agree" value="yes" checked><input type="checkbox" name="also" value="1">
<input type="radio" name="stage" value="1" checked><input type="radio" name="stage" value="2">
<input type="password" name="password">
<input type="file" name="scan" required>
</form></body></html>"""


def paper(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def send(request: HttpRequest) -> HttpResponse:
    if not request.POST.get("name") or "scan" not in request.FILES:
        return HttpResponse("incomplete", status=422)
    scan = request.FILES["scan"]
    SENT.append({"by": request.user.email, "name": request.POST["name"], "scan": (scan.name, scan.read())})
    return redirect("/")


urlpatterns = [path("paper/", paper, name="paper"), path("paper/send/", send, name="paper-send"), *of_the_site]
