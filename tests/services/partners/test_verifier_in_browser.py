"""Does the desk page's own verifier give the answer that each vector of the card format names?"""

import json

import pytest

from tests import card_vectors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VECTORS = json.loads(card_vectors.FILE.read_text())
SCRIPTS = [f"/static/js/offline/{name}.js" for name in ("cbor", "code", "verifier")]
ASK = """async (vectors) => Promise.all(vectors.map(async (vector) => {
    const said = await deskVerifier.verify(vector.code, vector.now, vector.keys, vector.status);
    return [vector.note, said.verdict, said.reason];
}))"""


@pytest.fixture
def page(open_page):
    page = open_page("en")
    page.goto("/healthz")
    for script in SCRIPTS:
        page.add_script_tag(url=script)
    return page


def test_browser_gives_the_answer_of_each_vector(page):
    said = page.evaluate(ASK, VECTORS)

    assert said == [[vector["note"], vector["verdict"], vector["reason"]] for vector in VECTORS]


def test_browser_that_knows_no_ed25519_says_that_it_is_not_able(page):
    before = page.evaluate("deskVerifier.isAble()")

    page.evaluate("void (crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError')))")

    assert (before, page.evaluate("deskVerifier.isAble()")) == (True, False)
