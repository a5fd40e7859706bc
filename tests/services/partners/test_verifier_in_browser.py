"""Does the desk page's own verifier give the answer that each vector of the card format names, and accept nothing
forged?"""

import json
import random

import pytest

from tests import card_vectors
from tests.accounts.card.test_offline_keys import mutated
from tests.harness.full import size
from tests.services.late.page import NO_ED25519

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VECTORS = json.loads(card_vectors.FILE.read_text())
SCRIPTS = [f"/static/js/offline/{name}.js" for name in ("cbor", "code", "ed25519", "verifier")]
ASK = """async (vectors) => Promise.all(vectors.map(async (vector) => {
    const said = await deskVerifier.verify(vector.code, vector.now, vector.keys, vector.status);
    return [vector.note, said.verdict, said.reason];
}))"""
MUTATED, AT_ONCE = size(500, 20_000), 500
ASK_MANY = """async ([codes, vector]) => Promise.all(codes.map(async (code) =>
    (await deskVerifier.verify(code, vector.now, vector.keys, vector.status)).reason))"""
ASK_LAST = """async (vectors) => Promise.all(vectors.map(async (vector) => {
    const said = await deskVerifier.verify(vector.code, vector.now, vector.keys, vector.status);
    const named = vector.services.map((service) => deskCode.isLast(said.card, service.key));
    return [vector.note, ...await Promise.all(named), await deskCode.isLast(said.card, "")];
}))"""


@pytest.fixture(params=[True, False], ids=["with its own Ed25519", "without"])
def page(request, open_page):
    page = open_page("en")
    if not request.param:
        page.add_init_script(NO_ED25519)
    page.goto("/accounts/login/")
    for script in SCRIPTS:
        page.add_script_tag(url=script)
    return page


def test_browser_gives_the_answer_of_each_vector(page):
    said = page.evaluate(ASK, VECTORS)

    assert said == [[vector["note"], vector["verdict"], vector["reason"]] for vector in VECTORS]


def test_browser_reads_of_which_services_a_code_says_that_they_are_at_their_last_use(page):
    told = [vector for vector in VECTORS if "services" in vector]

    said = page.evaluate(ASK_LAST, told)

    last = [
        [vector["note"], *(one["last"] for one in vector["services"]), place > 0] for place, vector in enumerate(told)
    ]
    assert said == last


def test_mutated_codes_are_all_refused_by_the_browser_and_none_crashes_it(page):
    """20,000 with FULL=1, of a code that names services at their last use; among each batch the code as it is."""
    vector = next(one for one in VECTORS if one["verdict"] == "valid" and one.get("services"))
    code, chance, refused = vector["code"], random.Random(8), set()

    for begun in range(0, MUTATED, AT_ONCE):
        forged = [mutated(code, chance) for _ in range(min(AT_ONCE, MUTATED - begun))]
        said = page.evaluate(ASK_MANY, [[*forged, code], vector])
        assert said.pop() == "ok"
        refused |= set(said)

    assert refused == {"malformed", "unknown_key", "bad_signature"}


def test_page_without_https_says_that_it_is_not_able(page):
    before = page.evaluate("deskVerifier.isAble()")

    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")

    assert (before, page.evaluate("deskVerifier.isAble()")) == (True, False)
