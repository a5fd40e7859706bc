"""What does the API say of tiers, documents and measures?"""

import pytest

from tests.catalogue_factories import CriterionFactory, DocumentFactory, MeasureFactory, TierFactory


@pytest.mark.parametrize("rows", [1, 3])
def test_tiers_take_two_queries(client, db, rows, django_assert_num_queries):
    for letter in "ABC"[:rows]:
        CriterionFactory(tier__letter=letter)

    with django_assert_num_queries(2):  # tiers, criteria
        answer = client.get("/api/v1/tiers/").json()

    assert [tier["slug"] for tier in answer["results"]] == ["a", "b", "c"][:rows]
    assert (answer["next"], answer["previous"]) == (None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_documents_take_two_queries(client, db, rows, django_assert_num_queries):
    for _ in range(rows):
        MeasureFactory()

    with django_assert_num_queries(2):  # documents, measures
        answer = client.get("/api/v1/policies/").json()

    assert [len(document["measures"]) for document in answer["results"]] == [1] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_measures_take_one_query(client, db, rows, django_assert_num_queries):
    MeasureFactory.create_batch(rows, document=DocumentFactory())

    with django_assert_num_queries(1):
        answer = client.get("/api/v1/measures/").json()

    assert len(answer["results"]) == rows


def test_tier_in_chinese_and_english(client, db):
    tier = TierFactory(letter="B", age_ceiling=65)
    CriterionFactory(tier=tier, slug="b-degree", evidence_zh="证书", evidence_en="Certificate")
    CriterionFactory(tier=tier, slug="b-old", is_active=False)

    english = client.get("/api/v1/tiers/b/", headers={"accept-language": "en"})
    chinese = client.get("/api/v1/tiers/b/", headers={"accept-language": "zh-hans"})

    assert english.json() == {
        "slug": "b",
        "letter": "B",
        "label": "Talent tier B",
        "name": "Talent B",
        "summary": "One sentence",
        "age_ceiling": 65,
        "decided_by": "province",
        "criteria": [
            {"slug": "b-degree", "category": "degree", "text": "Holds a doctorate", "evidence": "Certificate"},
        ],
        "source": {"slug": "gazette", "title": "Gazette", "is_demonstration": False},
    }
    assert (chinese.json()["label"], chinese.json()["criteria"][0]["evidence"]) == ("人才 B 类", "证书")
    assert english.headers["Content-Language"] == "en"


def test_real_document_says_how_much_is_held(client, catalogue):
    answer = client.get("/api/v1/policies/60-measures/", headers={"accept-language": "en"}).json()

    assert (answer["measures_total"], answer["measures"], answer["text_held"]) == (60, [], False)
    assert answer["is_demonstration"] is False
    assert answer["source"]["title"].startswith("State Council Information Office press conference on Heilongjiang")


def test_later_version_names_the_earlier(client, catalogue):
    assert client.get("/api/v1/policies/jilin-policy-2/").json()["follows"] == "jilin-policy-1"
    assert client.get("/api/v1/policies/jilin-policy-1/").json()["follows"] is None


def test_demonstration_measure_says_so(client, catalogue):
    answer = client.get("/api/v1/measures/example-school-place/").json()

    assert (answer["document"], answer["number"], answer["is_demonstration"]) == ("example-collection", 2, True)


@pytest.mark.parametrize("kind", ["tiers", "policies", "measures", "areas", "services"])
def test_unknown_slug_is_a_problem(client, db, kind):
    answer = client.get(f"/api/v1/{kind}/nothing/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["tiers", "policies", "measures", "areas", "services"])
@pytest.mark.parametrize(("query", "field"), [("page_size=1000000", "page_size"), ("colour=blue", "colour")])
def test_too_large_page_and_unknown_parameter_are_refused(client, db, kind, query, field):
    answer = client.get(f"/api/v1/{kind}/?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("kind", ["tiers", "policies", "measures", "areas", "services"])
def test_every_row_is_met_once_when_paged(client, catalogue, kind):
    whole = client.get(f"/api/v1/{kind}/?page_size=100").json()
    met, url = [], f"/api/v1/{kind}/?page_size=2"
    while url:
        page = client.get(url).json()
        met += page["results"]
        url = page["next"]

    assert whole["next"] is None
    assert met == whole["results"]


@pytest.mark.parametrize("kind", ["tiers", "policies", "measures", "areas", "services"])
def test_nothing_can_be_written(client, catalogue, kind):
    assert client.post(f"/api/v1/{kind}/", {}, content_type="application/json").status_code == 405
