"""What does a visitor read about tiers, documents and measures, and can the chain be walked both ways?"""

import re

import pytest

from tests.catalogue_factories import CriterionFactory, DocumentFactory, MeasureFactory, TierFactory


def main_of(response):
    """The words of a page's own part, without markup."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


# -- tiers ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_tier_list_takes_one_query(client, db, rows, django_assert_num_queries):
    for letter in "ABC"[:rows]:
        CriterionFactory(tier__letter=letter)

    with django_assert_num_queries(1):
        response = client.get("/tiers/")

    assert response.content.decode().count("tier-panel") == rows


def test_tier_list_without_a_catalogue_says_so(client, db):
    assert "目录尚未载入。" in main_of(client.get("/tiers/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_tier_page_takes_three_queries(client, db, rows, django_assert_num_queries):
    tier = TierFactory(letter="E")
    CriterionFactory.create_batch(rows, tier=tier)

    with django_assert_num_queries(3):  # tier, criteria, what the tier gets
        response = client.get("/tiers/e/")

    assert response.content.decode().count("具有博士学位") == rows


def test_tier_page_shows_criteria_in_force_by_category(client, db):
    tier = TierFactory(letter="E")
    CriterionFactory(tier=tier, category="skill", text_zh="高级技师")
    CriterionFactory(tier=tier, category="degree", text_zh="博士")
    CriterionFactory(tier=tier, category="degree", text_zh="已失效", is_active=False)
    CriterionFactory(tier__letter="A", text_zh="院士")

    text = main_of(client.get("/tiers/e/"))

    assert re.search("学历学位 博士 技能等级 高级技师", text)
    assert "已失效" not in text
    assert "院士" not in text


@pytest.mark.parametrize(
    ("letter", "words"),
    [("a", "由省级认定"), ("c", "由省级认定"), ("d", "所在市受理并认定"), ("e", "所在市受理并认定")],
)
def test_tier_page_says_who_decides(client, catalogue, letter, words):
    assert words in main_of(client.get(f"/tiers/{letter}/"))


def test_tier_page_says_the_age_ceiling_only_where_there_is_one(client, catalogue):
    assert "不超过65周岁" in main_of(client.get("/tiers/b/"))
    assert "周岁" not in main_of(client.get("/tiers/a/"))


def test_tier_page_lists_what_the_tier_gets_and_nothing_else(client, catalogue):
    page = client.get("/tiers/d/").content.decode()

    assert 'href="/services/airport-lane/"' in page
    assert 'href="/services/named-doctor/"' not in page
    assert "示例目录" in page


# -- documents --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_document_list_takes_two_queries(client, db, rows, django_assert_num_queries):
    for _ in range(rows):
        MeasureFactory()

    with django_assert_num_queries(2):  # documents, and which of them their measures belong to
        response = client.get("/policies/")

    assert response.content.decode().count('href="/policies/document-') == rows


def test_document_list_is_paged_and_searched_by_name_and_pinyin(client, db, monkeypatch):
    monkeypatch.setattr("policies.catalogue.views.PAGE_SIZE", 2)
    for order, title in enumerate(("人才振兴条例", "住房补贴办法", "子女入学细则")):
        DocumentFactory(slug=f"d-{order}", title_zh=title, order=order)

    first = client.get("/policies/")
    second = client.get("/policies/", {"cursor": first.context["page"].next_cursor})

    assert [row.slug for row in first.context["page"].rows] == ["d-0", "d-1"]
    assert [row.slug for row in second.context["page"].rows] == ["d-2"]
    assert 'rel="prev"' in second.content.decode()
    for words in ("补贴", "zhufang", "zfbt", "D-1"):
        assert [row.slug for row in client.get("/policies/", {"q": words}).context["page"].rows] == ["d-1"]


def test_short_document_list_offers_no_search_and_an_empty_one_says_what_to_try(client, db):
    DocumentFactory(title_zh="人才振兴条例")

    assert 'role="search"' not in client.get("/policies/").content.decode()
    nothing = client.get("/policies/", {"q": "<没有>"})
    assert "没有找到“&lt;没有&gt;”" in main_of(nothing)
    assert 'role="search"' in nothing.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_document_page_takes_five_queries(client, db, rows, django_assert_num_queries):
    document = DocumentFactory(slug="gazetted")
    MeasureFactory.create_batch(rows, document=document)

    with django_assert_num_queries(5):  # document, measures, later versions, programmes, figures
        response = client.get("/policies/gazetted/")

    assert response.content.decode().count('href="/measures/measure-') == rows


def test_real_document_says_what_is_held_and_names_its_source_in_full(client, catalogue):
    text = main_of(client.get("/policies/60-measures/"))

    assert "共60条，已收录0条 · 本站未收录全文" in text
    assert "国务院新闻办公室黑龙江专题新闻发布会" in text
    assert "State Council Information Office press conference on Heilongjiang, China.org.cn, 15 May 2024" in text
    assert "示例数据" not in text


def test_real_document_in_english(english, catalogue):
    text = main_of(english.get("/policies/60-measures/"))

    assert "0 of 60 recorded · text not held here" in text


def test_back_translated_title_is_marked_in_chinese_and_shown_in_english(client, english, catalogue):
    assert "(t) 中文名称为本站回译" in main_of(
        client.get("/policies/jilin-rural-22/", headers={"accept-language": "zh"})
    )
    assert "translated back by us (t): 吉林乡村振兴人才政策（22条）" in main_of(
        english.get("/policies/jilin-rural-22/")
    )


def test_example_collection_is_labelled_and_holds_its_three_measures(client, catalogue):
    page = client.get("/policies/example-collection/")

    assert "示例政策汇编 示例数据" in main_of(page)
    assert set(re.findall(r'href="/measures/([a-z-]+)/"', page.content.decode())) == {
        "example-medical-green-channel",
        "example-school-place",
        "example-home-purchase",
    }


def test_later_version_and_earlier_one_name_each_other(client, catalogue):
    assert 'href="/policies/jilin-policy-1/"' in client.get("/policies/jilin-policy-2/").content.decode()
    assert 'href="/policies/jilin-policy-2/"' in client.get("/policies/jilin-policy-1/").content.decode()


# -- the chain --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("measure", "service"),
    [
        ("example-medical-green-channel", "medical-green-channel"),
        ("example-school-place", "school-place"),
        ("example-home-purchase", "home-purchase-subsidy"),
    ],
)
def test_measure_leads_to_service_and_tiers_and_back(client, catalogue, measure, service):
    clause = client.get(f"/measures/{measure}/").content.decode()
    offer = client.get(f"/services/{service}/").content.decode()
    tier = client.get("/tiers/b/").content.decode()

    assert f'href="/services/{service}/"' in clause
    assert 'href="/tiers/b/"' in clause
    assert 'href="/policies/example-collection/"' in clause
    assert f'href="/measures/{measure}/"' in offer
    assert 'href="/tiers/b/"' in offer
    assert f'href="/services/{service}/"' in tier


@pytest.mark.parametrize(
    "path", ["/tiers/z/", "/policies/nothing/", "/measures/nothing/", "/programmes/nothing/", "/services/nothing/"]
)
def test_unknown_name_is_not_found(client, catalogue, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/tiers/", "/tiers/b/", "/services/", "/services/?tier=a", "/services/school-place/"])
def test_english_page_is_english_throughout(english, catalogue, path):
    assert not re.search(r"[\u4e00-\u9fff]", main_of(english.get(path)))


@pytest.mark.parametrize("path", ["/tiers/b/", "/services/", "/programmes/golden-crane/"])
def test_page_keeps_to_the_content_security_policy(client, catalogue, path):
    page = client.get(path).content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)


@pytest.mark.parametrize(
    "path", ["/tiers/", "/services/school-place/", "/policies/", "/measures/example-school-place/"]
)
def test_pages_are_read_only(client, catalogue, path):
    assert client.post(path).status_code == 405


def test_next_step_is_an_account_for_a_visitor_and_an_application_for_a_talent(client, as_user, profiled, city_officer):
    visitor = client.get("/tiers/b/").content.decode()
    talent = as_user(profiled).get("/tiers/b/").content.decode()
    officer = as_user(city_officer).get("/tiers/b/").content.decode()

    assert re.findall(r'class="btn" href="([^"]*)"', visitor) == ["/accounts/signup/"]
    assert re.findall(r'class="btn" href="([^"]*)"', talent) == ["/me/applications/new/?tier=b"]
    assert re.findall(r'class="btn" href="([^"]*)"', officer) == []
