"""What does a visitor read about programmes, and is every figure shown as its source has it?"""

import re

import pytest

from policies.models import Figure, ProgrammeResult
from tests.catalogue_factories import FigureGroupFactory, ProgrammeFactory


@pytest.mark.parametrize("rows", [1, 3])
def test_programme_list_takes_three_queries(client, db, rows, django_assert_num_queries):
    ProgrammeFactory.create_batch(rows)
    for group in FigureGroupFactory.create_batch(rows):
        Figure.objects.create(
            slug=f"f-{group.pk}", group=group, label_zh="人", label_en="People", value_zh="1", value_en="1"
        )

    with django_assert_num_queries(3):  # programmes, groups, figures
        response = client.get("/programmes/")

    assert response.content.decode().count('href="/programmes/programme-') == rows
    assert response.content.decode().count("<dt>人</dt>") == rows


def test_programme_list_is_paged_and_searched_and_the_figures_stand_on_its_first_page(client, db, monkeypatch):
    monkeypatch.setattr("policies.programmes.views.PAGE_SIZE", 2)
    for order, name in enumerate(("金鹤返岗", "头雁行动", "龙江工匠")):
        ProgrammeFactory(slug=f"p-{order}", name_zh=name, order=order)
    FigureGroupFactory()

    first = client.get("/programmes/")
    second = client.get("/programmes/", {"cursor": first.context["page"].next_cursor})
    found = client.get("/programmes/", {"q": "touyan"})

    pages = [[row.slug for row in page.context["page"].rows] for page in (first, second, found)]
    assert pages == [["p-0", "p-1"], ["p-2"], ["p-1"]]
    assert ["figure_groups" in page.context for page in (first, second, found)] == [True, False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_programme_page_takes_three_queries(client, db, rows, django_assert_num_queries):
    programme = ProgrammeFactory(slug="goose")
    for year in range(2017, 2017 + rows):
        ProgrammeResult.objects.create(programme=programme, year=year, result=5, unit_zh="人", unit_en="people")

    with django_assert_num_queries(3):  # programme, results, groups of figures
        response = client.get("/programmes/goose/")

    assert response.content.decode().count("<rect") == rows


def test_golden_crane_is_drawn_with_its_target_over_one_year_and_the_table_beside(client, catalogue):
    page = client.get("/programmes/golden-crane/").content.decode()

    chart = page[page.index('<div class="chart">') :]
    svg = chart[chart.index("<svg") : chart.index("</svg>")]
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert svg.count("<rect") == 3
    assert svg.count('class="target"') == 1
    assert 'role="img" aria-label="引进研究生及以上学历人才"' in svg
    assert re.sub(r"<[^>]+>|\s+", " ", table).split() == [
        *("2017", "100", "107"),
        *("2018", "未见刊载", "58"),
        *("2019", "未见刊载", "35"),
    ]
    assert "远未达到目标" in page


def test_programme_without_results_has_no_chart(client, catalogue):
    assert "<rect" not in client.get("/programmes/leading-wild-goose/").content.decode()


def test_narrow_rate_is_shown_as_quoted_and_the_others_are_not(client, catalogue):
    page = client.get("/programmes/").content.decode()

    assert page.count("引用，非核算") == 1
    assert re.search(r"引用，非核算</span></dt><dd>“26.45%”</dd>", page)
    assert "来源未给出计算方法" in page


def test_skilled_personnel_shows_its_figures_and_full_source(client, catalogue):
    page = client.get("/programmes/skilled-personnel/").content.decode()

    assert re.findall(r"<dd>([^<]*)</dd></div>\s*<div><dt>|<dd>(31.7%)</dd>", page)
    assert "82.5万人" in page
    assert "31.7%" in page
    assert "State Council Information Office press conference on Heilongjiang" in page
