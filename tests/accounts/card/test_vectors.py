"""Does each vector get its answer, from the example verifier and from this site by the same rules?"""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings as project

from accounts.card.offline import stored_form
from examples.verifier import verify
from services.partners.checks import bare_code
from tests import card_vectors

VECTORS = json.loads(card_vectors.FILE.read_text())
UNSIGNED = {"malformed", "unknown_key", "bad_signature", "other_site"}
SHORT_CODE = "a live code, which only the site itself can check"


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["note"] for vector in VECTORS])
def test_example_verifier_answers_as_the_vector_says(vector):
    given = {name: vector[name] for name in ("now", "keys", "status")}

    answer = verify(vector["code"], **given)

    assert (answer.verdict, answer.reason) == (vector["verdict"], vector["reason"])
    for service in vector.get("services", ()):
        assert answer.card.is_last(bytes.fromhex(service["key"])) is service["last"]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["note"] for vector in VECTORS])
def test_this_site_knows_what_a_key_in_force_signed_and_nothing_else(settings, vector):
    published = {key["kid"] for key in vector["keys"]["keys"]}
    settings.PUBLIC_URL = card_vectors.SITE
    settings.SIGNING_KEYS = card_vectors.RING
    settings.COMPROMISED_SIGNING_KEYS = card_vectors.RING.keys() - published

    form, is_ours = bare_code(vector["code"])

    if vector["reason"] in UNSIGNED:
        assert vector["note"] == SHORT_CODE or form == "", form
        assert is_ours is (vector["reason"] != "other_site") or "/X/" in vector["code"]
    else:
        assert (form, is_ours) == (vector["code"].strip().upper().translate(NARROW).rpartition("/")[2], True)
        assert stored_form(form) == form


NARROW = {0xFF01 + place: 0x21 + place for place in range(94)}


def test_vectors_are_those_that_the_command_makes_and_cover_every_reason():
    assert card_vectors.FILE.read_text() == card_vectors.text()
    assert len({vector["note"] for vector in VECTORS}) == len(VECTORS)
    assert set(Counter(vector["reason"] for vector in VECTORS)) == {
        *("ok", "malformed", "other_site", "unknown_key", "bad_signature", "not_yet_valid", "expired"),
        *("status_bad_signature", "status_not_yet_valid", "status_too_old", "card_suspended", "card_revoked"),
    }


def test_code_that_names_services_holds_all_back_from_whoever_lacks_their_keys():
    told = [vector for vector in VECTORS if "services" in vector]

    said = [verify(**{name: one[name] for name in ("code", "now", "keys", "status")}).card for one in told]

    assert [card.is_last(None) for card in said] == [False] + [True] * (len(told) - 1)


def test_format_names_every_reason_of_the_vectors():
    text = (project.BASE_DIR / "docs" / "card-format.md").read_text()

    assert [v["reason"] for v in VECTORS if f"`{v['reason']}`" not in text] == []


def test_example_runs_by_itself_from_its_own_folder(tmp_path):
    """No Django, no site: the folder, its one package and two files that were fetched."""
    good, bad = VECTORS[0], next(vector for vector in VECTORS if vector["reason"] == "card_revoked")
    (tmp_path / "keys.json").write_text(json.dumps(good["keys"]))
    (tmp_path / "status").write_text(good["status"])
    (tmp_path / "django.py").write_text("raise ImportError('the verifier needs no framework')")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}:{project.BASE_DIR / 'examples'}"}

    def run(vector):
        files = ["--keys", "keys.json", "--status", "status", "--now", str(vector["now"])]
        command = [sys.executable, "-m", "verifier", vector["code"], *files]
        found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return found.returncode, json.loads(found.stdout)

    assert [(code, said["verdict"], said["reason"]) for code, said in map(run, (good, bad))] == [
        (0, "valid", "ok"),
        (1, "invalid", "card_revoked"),
    ]
