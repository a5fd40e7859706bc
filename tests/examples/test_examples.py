"""Do the programs that partners copy do what they say, before a site that runs?"""

import http.client
import importlib.util
import json
import shutil
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


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.skipif(not shutil.which("javac"), reason="no Java compiler is installed")
def test_java_example_compiles_and_knows_a_genuine_webhook(signed, tmp_path):
    secret, headers = signed
    compiled = ["javac", "-Xlint:all", "-Werror", "-d", tmp_path, EXAMPLES / "java" / "TalentPartner.java"]
    subprocess.run(compiled, check=True, timeout=60)
    given = [secret, headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]]

    def verdict(body):
        run = ["java", "-cp", tmp_path, "TalentPartner", "verify", *given]
        return subprocess.run(run, input=body, capture_output=True, check=True, timeout=60).stdout.strip()

    assert (verdict(BODY), verdict(BODY + b" ")) == (b"true", b"false")
