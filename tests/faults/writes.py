"""Which writes has the API, how is each called once as it should be, and what rows come of that one call?"""

import json
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from accounts.card.actions import show_code
from policies.models import Criterion
from portal.urls import urlpatterns
from portal.workflow.engine import perform
from services.models import PartnerClient
from services.partners.clients import give_client
from tests.accounts.evidence import corpus
from tests.cast import ask_for_family, person
from tests.faults.stages import application, counted_check, place
from tests.harness.full import size
from tests.services.requests.test_requests import CHILD

METHODS = ("post", "put", "patch", "delete")
JSON = "application/json"


@dataclass
class Call:
    """One call, ready to be sent by anybody who has its headers."""

    path: str
    body: bytes = b""
    headers: dict = field(default_factory=dict)
    content_type: str = JSON


@dataclass(frozen=True)
class Write:
    """`grows`: rows by table that one call adds, without the row of its key; `stage` makes the call.

    `refused_again`: the code of the same write once more without a key, where a unique row or a turn stands behind it.
    """

    stage: object
    grows: dict
    keeps_own_key: bool = False
    refused_again: str = ""
    callers: int = 50


def of_the_site():
    """Every write under `/api/v1/`, as `METHOD address`, from the table of addresses."""
    for part in urlpatterns:
        if str(part.pattern) == "api/v1/":
            for row in part.url_patterns:
                view = row.callback.view_class
                yield from (f"{method.upper()} {row.pattern}" for method in METHODS if hasattr(view, method))


def send(name, call, key="one-key"):
    """The answer to the call, sent with the one key by a client of its own."""
    client = Client(raise_request_exception=False)
    headers = call.headers | {"Idempotency-Key": key}
    path, given = f"/api/v1/{call.path}", {"content_type": call.content_type, "headers": headers}
    return client.generic(name.split()[0], path, call.body, **given)


def by_talent(user, path, body=None, **more):
    """Signed in beforehand, and with a look round, so that the session's own rows are there."""
    browser = Client()
    browser.force_login(user)
    browser.get("/api/v1/me/")
    raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call(path, raw, {"cookie": f"sessionid={browser.cookies['sessionid'].value}"}, **more)


def by_partner(partner, path, body):
    link, secret = give_client(partner)
    PartnerClient.objects.update(last_used_at=timezone.now())  # noted already: that is no effect of the call
    form = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
    answer = Client().post("/identity/o/api/token", form | {"scope": "partner"})
    token = answer.json()["access_token"]
    return Call(path, json.dumps(body).encode(), {"authorization": f"Bearer {token}"})


def change_me(scene):
    return by_talent(person("someone@example.cn"), "me/", {"name": "李远", "degree": "master", "language": "en"})


def begin(scene):
    criterion = Criterion.objects.filter(tier__slug="b").first()
    return by_talent(scene.profiled, "me/accreditations/", {"tier": "b", "criteria": [criterion.slug]})


def step(name, *before):
    def stage(scene):
        _officer = scene.city_officer
        found = application(scene, *before)
        return by_talent(found.talent, f"me/accreditations/{found.code}/{name}/")

    return stage


def send_evidence(scene):
    found = application(scene)
    paper = SimpleUploadedFile("diploma.pdf", corpus.pdf(), "application/pdf")
    form = encode_multipart(BOUNDARY, {"criterion": found.chosen.get().criterion.slug, "file": paper})
    path = f"me/accreditations/{found.code}/evidence/"
    return by_talent(found.talent, path, form, content_type=MULTIPART_CONTENT)


def ask(scene):
    answers = CHILD | {"wanted_school": scene.school.slug}
    _staff = scene.school_staff
    return by_talent(scene.card.talent, "me/requests/", {"service": "school-place", "answers": answers})


def family_code(scene):
    member = perform(ask_for_family(scene.card), "accept", by=scene.province_officer)
    return by_talent(member.sponsor, f"me/family/{member.public_id}/codes/")


def decide(scene):
    made = place(scene)
    return by_partner(scene.school, f"partner/requests/{made.code}/decision/", {"decision": "grant"})


def check(scene):
    code, _row = show_code(scene.card)
    return by_partner(scene.hospital, "partner/checks/", {"code": code, "service": "medical-green-channel"})


def use(scene):
    made = counted_check(scene)
    return by_partner(scene.airport, "partner/uses/", {"check": str(made.public_id), "outcome": "served"})


ONE_MESSAGE = {"portal_inboxmessage": 1, "portal_outboxmessage": 1}
TWO_MESSAGES = {"portal_inboxmessage": 2, "portal_outboxmessage": 2}
WRITES = {
    "PATCH me/": Write(change_me, {"portal_history": 2}),
    "POST me/accreditations/": Write(
        begin,
        {"accounts_application": 1, "accounts_applicationcriterion": 1, "portal_history": 2},
        refused_again="already_open",
    ),
    "POST me/accreditations/<str:code>/submit/": Write(step("submit"), {"portal_history": 1, **TWO_MESSAGES}),
    "POST me/accreditations/<str:code>/withdraw/": Write(
        step("withdraw", "submit", "accept"), {"portal_history": 1, **TWO_MESSAGES}
    ),
    "POST me/accreditations/<str:code>/evidence/": Write(
        send_evidence,
        {"accounts_evidence": 1, "accounts_evidencefile": 1, "portal_history": 1},
        callers=size(8, 50),  # each has its file looked at by a process of its own
    ),
    "POST me/card/suspend/": Write(
        lambda scene: by_talent(scene.card.talent, "me/card/suspend/"), {"portal_history": 1, **ONE_MESSAGE}
    ),
    "POST me/card/codes/": Write(
        lambda scene: by_talent(scene.card.talent, "me/card/codes/"), {"accounts_livecode": 1}
    ),
    "POST me/family/<uuid:public_id>/codes/": Write(family_code, {"accounts_livecode": 1}),
    "POST me/requests/": Write(
        ask,
        {"services_servicerequest": 1, "services_schoolplace": 1, "portal_history": 2, **TWO_MESSAGES},
        refused_again="already_asked",
    ),
    "POST partner/requests/<str:code>/decision/": Write(
        decide, {"portal_history": 1, **ONE_MESSAGE}, refused_again="wrong_status"
    ),
    "POST partner/checks/": Write(check, {"services_check": 1}, keeps_own_key=True),
    "POST partner/uses/": Write(
        use, {"services_use": 1, "services_allowance": 1, **ONE_MESSAGE}, refused_again="already_recorded"
    ),
}
