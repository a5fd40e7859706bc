"""The yardsticks: plain Django views without the portal's middleware, on the same server and database.

They answer what a check answers, with ever more of what it must do: nothing; find who calls and the code; find both and
write the row of the log. What the portal adds beyond (who may, which service, what is left, the code used up once, the
reader's language) is what the ratio shows.
"""

import json
import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from accounts.card.actions import index_of
from accounts.models import LiveCode
from services.models import Check, PartnerClient, Use


def as_json(request: HttpRequest) -> HttpResponse:
    asked = json.loads(request.body)
    return _answer(asked["service"], str(uuid.uuid4()))


def key_and_row(request: HttpRequest) -> HttpResponse:
    asked = json.loads(request.body)
    _found(request, asked["code"])
    return _answer(asked["service"], str(uuid.uuid4()))


def key_row_and_log(request: HttpRequest) -> HttpResponse:
    asked = json.loads(request.body)
    client, code = _found(request, asked["code"])
    row = Check(partner_id=client.partner_id, card=code.card, holder_id=code.card.talent_id, left=None, companions=None)
    row.verdict, row.reason, row.channel, row.checked_at = "eligible", "ok", "api", timezone.now()
    row.save(force_insert=True)
    return _answer(asked["service"], str(row.public_id))


def use_and_log(request: HttpRequest) -> HttpResponse:
    """Who calls, the check, and the row of what became of it."""
    asked = json.loads(request.body)
    PartnerClient.objects.get(client_id=request.headers["X-Client"])
    made = Check.objects.get(public_id=asked["check"])
    row = Use(check_made=made, outcome=asked["outcome"], recorded_at=timezone.now())
    row.save(force_insert=True)
    return JsonResponse({"id": str(row.public_id), "check": asked["check"], "outcome": row.outcome}, status=201)


def page(request: HttpRequest) -> HttpResponse:
    """A template and no data."""
    return render(request, "bare.html", {"rows": range(20)})


def _found(request: HttpRequest, code: str) -> tuple[PartnerClient, LiveCode]:
    client = PartnerClient.objects.get(client_id=request.headers["X-Client"])
    return client, LiveCode.objects.select_related("card").get(code_index=index_of(code))


def _answer(service: str, public_id: str) -> HttpResponse:
    return JsonResponse({"id": public_id, "verdict": "eligible", "reason": "ok", "service": service}, status=201)


urlpatterns = [
    path("json", as_json),
    path("row", key_and_row),
    path("log", key_row_and_log),
    path("use", use_and_log),
    path("page", page),
]
