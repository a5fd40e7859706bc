"""What does a visitor read about the services?"""

import re

import pytest

from tests.catalogue_factories import EntitlementFactory, ServiceFactory, TierFactory
from tests.policies.catalogue.test_pages import main_of


@pytest.mark.parametrize("rows", [1, 3])
def test_service_list_takes_four_queries(client, db, rows, django_assert_num_queries):
    for _ in range(rows):
        EntitlementFactory(tier__letter="B")

    with django_assert_num_queries(4):  # tiers, areas, services, entitlements
        response = client.get("/services/")

    assert response.content.decode().count('href="/services/service-') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_service_page_takes_two_queries(client, db, rows, django_assert_num_queries):
    service = ServiceFactory(slug="lane")
    for letter in "ABC"[:rows]:
        EntitlementFactory(service=service, tier__letter=letter)

    with django_assert_num_queries(2):  # service, entitlements
        response = client.get("/services/lane/")

    assert response.content.decode().count('<th scope="row">') == rows


def test_list_is_headed_as_an_example_and_holds_all_twenty_four(client, catalogue):
    page = client.get("/services/").content.decode()

    assert "24项服务（示例目录）" in page
    assert len(set(re.findall(r'<h3>.*?href="(/services/[a-z-]+/)"', page))) == 24
    assert page.count('<section class="panel') == 7


def test_list_for_a_tier_shows_what_it_gets_and_leaves_out_the_rest(client, catalogue):
    page = client.get("/services/?tier=e")

    text = main_of(page)
    assert "人才 E 类可以享受" in text
    assert "机场快速通道" not in text
    assert re.search("健康体检 每年一次健康体检，费用在标准以内由政府承担。 1,000 元 · 每年一次", text)


def test_list_for_an_unknown_tier_shows_everything(client, catalogue):
    assert (
        len(set(re.findall(r'<h3>.*?href="(/services/[a-z-]+/)"', client.get("/services/?tier=z").content.decode())))
        == 24
    )


def test_page_has_a_row_for_every_tier(client, catalogue):
    page = client.get("/services/airport-lane/").content.decode()

    body = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")]
    assert rows == [
        "A 每年24次 可带1名随行人员",
        "B 每年12次 可带1名随行人员",
        "C 每年12次 可带1名随行人员",
        "D 每年6次 仅限本人",
        "E 不享受",
        "",
    ]


def test_page_says_who_delivers_within_which_time_and_from_where(client, catalogue):
    text = main_of(client.get("/services/school-place/"))

    assert "答复 10个工作日内" in text
    assert "承办单位 学校、教育局" in text
    assert "依据 子女入学 示例政策汇编" in text
    assert "示例数据" in text
    assert "参照：长沙、慈溪、石家庄（地方媒体）" in text


def test_page_of_a_service_that_is_not_open_says_so(client, catalogue):
    assert "本站暂未开通这项服务。" in main_of(client.get("/services/talent-apartment/"))
    assert "本站暂未开通这项服务。" not in main_of(client.get("/services/school-place/"))


def test_tier_without_a_row_is_neither_promised_nor_refused(client, db):
    TierFactory(letter="A")
    service = ServiceFactory(slug="lane")

    assert main_of(client.get("/services/lane/")).count("不享受") == 0
    assert service.entitlements.count() == 0
