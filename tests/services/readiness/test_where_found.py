"""Where a service has many places: are they searched and paged, and is it said what of them is shown?"""

import pytest

from tests.services.readiness.test_where import PAGE, english, lanes, names, places_of, text_of  # noqa: F401


@pytest.mark.parametrize(
    ("q", "found"),
    [("兆麟", "A"), ("zhaolin", "A"), ("zlxx", "A"), ("b airport", "B"), ("没有", "")],
)
def test_place_is_found_by_name_and_pinyin(lanes, client, q, found):  # noqa: F811
    lanes[3].name_zh = "哈尔滨兆麟小学"
    lanes[3].save()

    page = client.get(PAGE, {"q": q})

    assert "".join(names(page)) == found
    assert ("没有找到" in page.content.decode()) is not bool(found)
    assert 'role="search"' in page.content.decode()


def test_page_of_several_says_for_how_many_places_it_reckons_the_distance(lanes, client, monkeypatch):  # noqa: F811
    type(lanes[0]).objects.update(latitude="45.620000", longitude="126.250000")
    words = "仅限本页的 2 个地点。要找其他地点，请按名称搜索。"

    assert words not in text_of(client.get(PAGE))
    assert 'role="search"' not in client.get(PAGE).content.decode()
    monkeypatch.setattr("services.readiness.where_views.PAGE_SIZE", 2)
    assert words in text_of(client.get(PAGE))


def test_cursor_of_a_holder_shows_a_visitor_the_first_page(lanes, english, client, monkeypatch):  # noqa: F811
    monkeypatch.setattr("services.readiness.where_views.PAGE_SIZE", 3)
    cursor = english.get(PAGE).context["page"].next_cursor

    assert names(client.get(PAGE, {"cursor": cursor})) == ["A", "B", "C"]


def test_card_and_api_show_a_few_places_of_a_service_those_in_the_own_city_first(lanes, english, monkeypatch):  # noqa: F811
    monkeypatch.setattr("services.catalogue.nearest.MOST", 3)
    monkeypatch.setattr("services.catalogue.held.MOST", 3)

    assert [place["partner"][0] for place in places_of(english)] == ["C", "D", "B"]
    assert "C Airport · and many more places" in text_of(english.get("/me/"))
    lanes[3].delete()
    lanes[2].delete()
    assert "C Airport · 2 places" in text_of(english.get("/me/"))
