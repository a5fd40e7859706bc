"""Do the programs that partners copy do what they say, before a site that runs?"""

import http.client
import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import transaction

from accounts.card.actions import show_code
from services.models import Check, Use
from services.partners.clients import give_client
from services.webhooks import events
from services.webhooks.enums import Kind
from services.webhooks.signing import new_secret, signed_headers

EXAMPLES = Path(site_settings.BASE_DIR) / "examples"
BODY = json.dumps({"id": "e1", "type": "use.recorded", "data": {}}).encode()


@pytest.fixture(scope="module")
def python():
    spec = importlib.util.spec_from_file_location("talent_partner", EXAMPLES / "python" / "talent_partner.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def signed():
    secret = new_secret()
    return secret, signed_headers(secret, message_id="e1", timestamp=int(time.time()), body=BODY)


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_python_example_checks_uses_repeats_and_fetches(python, card, hospital, site, monkeypatch):
    link, secret = give_client(hospital)
    partner = python.Partner(site, link.client_id, secret)
    sent, answer = [], python._answer

    def lose_the_first_answer_of_each_write(asked):
        found = answer(asked)
        key = asked.headers.get("Idempotency-key")
        sent.append(key)
        if key and sent.count(key) == 1:
            raise python.URLError("the answer was lost")
        return found

    monkeypatch.setattr(python, "_answer", lose_the_first_answer_of_each_write)
    monkeypatch.setattr(python.time, "sleep", lambda seconds: None)

    checked = partner.check(show_code(card)[0], "medical-green-channel")
    use = partner.use(checked["id"], "served")
    with transaction.atomic():
        for number in range(101):
            events.tell(hospital.pk, Kind.SERVICE_CHANGED, service=f"s{number}")

    assert (checked["verdict"], use["outcome"]) == ("eligible", "served")
    assert (Check.objects.count(), Use.objects.count()) == (1, 1)
    assert [event["data"]["service"] for event in partner.events()] == [f"s{number}" for number in range(101)]
    with pytest.raises(python.Refused) as refused:
        partner.use(checked["id"], "served")
    assert (refused.value.status, refused.value.code) == (409, "already_recorded")


def test_python_example_knows_a_genuine_webhook(python, signed):
    secret, headers = signed

    assert python.is_genuine(secret, headers, BODY)
    assert not python.is_genuine(secret, headers, BODY + b" ")
    assert not python.is_genuine(new_secret(), headers, BODY)
    assert not python.is_genuine(secret, headers, BODY, now=time.time() + 301)
    assert not python.is_genuine(secret, {}, BODY)


def test_python_receiver_takes_what_is_signed_and_nothing_else(python, signed, monkeypatch, capsys):
    secret, headers = signed
    monkeypatch.setitem(sys.modules, "talent_partner", python)
    spec = importlib.util.spec_from_file_location("receiver", EXAMPLES / "python" / "receiver.py")
    receiver = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(receiver)
    server = receiver.serve(secret, 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    said = [posted(server.server_port, headers, body) for body in (BODY, BODY + b" ")]

    server.shutdown()
    server.server_close()
    assert said == [204, 401]
    assert capsys.readouterr().out == "e1 use.recorded {}\n"


def posted(port, headers, body):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    line.request("POST", "/", body, headers)
    status = line.getresponse().status
    line.close()
    return status


@pytest.fixture(scope="module")
def java(tmp_path_factory):
    """Runs the example, compiled without a warning; what it prints, and what it says of an error."""
    if not shutil.which("javac"):
        pytest.skip("no Java compiler is installed")
    there = tmp_path_factory.mktemp("java")
    compiled = ["javac", "-Xlint:all", "-Werror", "-d", there, EXAMPLES / "java" / "TalentPartner.java"]
    subprocess.run(compiled, check=True, timeout=60)

    def run(*given, body=b""):
        light = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
        asked = ["java", *light, "-cp", there, "TalentPartner", *given]
        done = subprocess.run(asked, input=body, capture_output=True, check=False, timeout=60)
        return done.stdout.decode().splitlines(), done.stderr.decode()

    return run


@pytest.mark.slow
@pytest.mark.sqlite
def test_java_example_knows_a_genuine_webhook(java, signed):
    secret, headers = signed
    given = [secret, headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]]

    verdicts = [java("verify", *given, body=body) for body in (BODY, BODY + b" ")]

    assert verdicts == [(["true"], ""), (["false"], "")]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("address", "words"),
    [
        (None, "java TalentPartner.java SITE CLIENT_ID SECRET CODE SERVICE"),
        ("no address", "What was given cannot be used: "),
        ("http://127.0.0.1:{port}", "The portal was not reached (java.net.ConnectException). "),
    ],
)
def test_java_example_that_reaches_no_portal_says_what_to_do_in_one_line(java, address, words):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        given = (
            [address.format(port=closed.getsockname()[1]), "id", "secret", "CODE", "airport-lane"] if address else []
        )

        printed, said = java(*given)

    assert printed == []
    assert said.startswith(words)
    assert len(said.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_java_example_checks_uses_and_fetches_with_a_real_key(java, card, hospital, site):
    link, secret = give_client(hospital)
    with transaction.atomic():
        events.tell(hospital.pk, Kind.SERVICE_CHANGED, service="s1")
    code, _row = show_code(card)

    first, again = (java(site, link.client_id, secret, code, "medical-green-channel") for _ in range(2))
    stranger = java(site, link.client_id, "wrong", code, "medical-green-channel")

    (verdict, use, happened), trouble = first
    assert (verdict, json.loads(use)["outcome"], trouble) == ("eligible ok", "served", "")
    assert [row["type"] for row in json.loads(happened)["results"]] == ["service.changed"]
    assert again[0][0] == "not_eligible already_used"
    assert stranger == ([], "Refused: 401 authentication_failed\n")
    assert list(Check.objects.order_by("pk").values_list("partner", "reason")) == [
        (hospital.pk, "ok"),
        (hospital.pk, "already_used"),
    ]
    assert Use.objects.get().check_made.reason == "ok"
