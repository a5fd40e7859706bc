"""Does the front page say what the catalogue says, in a fixed number of questions to the database?"""

import pytest
from django.utils import translation

from policies.models import Programme, ProgrammeResult, Source, Tier
from portal.home import front
from services.catalogue.enums import Family, Period
from services.models import Area, Entitlement, Service


@pytest.fixture
def source(db):
    return Source.objects.create(slug="paper", title_zh="论文", title_en="Paper")


@pytest.fixture
def make_tier(source):
    def make(letter, rank):
        return Tier.objects.create(
            slug=letter.lower(),
            letter=letter,
            name_zh=f"{letter}层",
            name_en=f"Level {letter}",
            summary_zh="专家",
            summary_en="Experts",
            rank=rank,
            decided_by="province",
            source=source,
        )

    return make


@pytest.fixture
def make_service(source):
    area, _ = Area.objects.get_or_create(slug="medical", defaults={"name_zh": "医疗保健", "name_en": "Medical care"})

    def make(slug, number):
        return Service.objects.create(
            slug=slug,
            number=number,
            area=area,
            name_zh=f"服务{number}",
            name_en=f"Service {number}",
            summary_zh="说明",
            summary_en="What it is",
            delivery="counter",
            deliverer_zh="医院",
            deliverer_en="hospital",
            source=source,
        )

    return make


@pytest.fixture
def crane(source):
    programme = Programme.objects.create(
        slug="golden-crane",
        name_zh="“金鹤返岗”",
        name_en="“Golden Crane Return to Work”",
        region_zh="鹤岗市",
        region_en="Hegang",
        summary_zh="引进",
        summary_en="Introduce",
        source=source,
        result_label_zh="引进人才",
        result_label_en="People introduced",
    )
    for year, target, result in ((2017, 100, 107), (2018, None, 58), (2019, None, 35)):
        ProgrammeResult.objects.create(
            programme=programme, year=year, target=target, result=result, unit_zh="人", unit_en="people"
        )
    return programme


def test_front_page_counts_what_a_tier_opens_and_leaves_out_what_it_does_not(make_tier, make_service):
    tier = make_tier("B", 2)
    Entitlement.objects.create(tier=tier, service=make_service("airport-lane", 9), limit=12, period=Period.YEAR)
    Entitlement.objects.create(tier=tier, service=make_service("talent-apartment", 14), is_allowed=False)

    with translation.override("en"):
        shown = front.tiers()

    assert [(row.tier, row.services) for row in shown] == [(tier, 1)]
    assert shown[0].gifts == [front.Gift("Service 9", "12 times a year")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note_en": "Chooses the school", "limit": 1, "period": Period.STAGE}, "Chooses the school"),
        ({"amount_yuan": "4000.00", "limit": 1, "period": Period.YEAR}, "4,000 yuan a year"),
        ({"limit": 24, "period": Period.YEAR}, "24 times a year"),
        ({"family": Family.CHILDREN}, "Holder and family"),
        ({}, "Holder alone"),
    ],
)
def test_entitlement_is_said_by_the_fact_that_tells_tiers_apart(make_tier, make_service, fields, words):
    row = Entitlement.objects.create(tier=make_tier("A", 1), service=make_service("airport-lane", 9), **fields)
    row.refresh_from_db()

    with translation.override("en"):
        assert front.in_short(row) == words


def test_golden_crane_is_drawn_from_the_catalogue_with_its_source(crane, anonymous):
    page = anonymous.get("/", headers={"Accept-Language": "en"}).content.decode()

    assert '<th scope="row">2019</th>' in page
    assert "Source: Paper" in page
    assert page.count('class="target"') == 1


def test_front_page_without_a_catalogue_still_says_how_to_apply(db, anonymous):
    page = anonymous.get("/", headers={"Accept-Language": "en"}).content.decode()

    assert "How to apply" in page
    assert 'class="chart"' not in page


@pytest.mark.parametrize("size", [1, 3])
def test_front_page_asks_the_database_a_fixed_number_of_questions(
    crane, make_tier, make_service, anonymous, django_assert_num_queries, size
):
    for number in range(1, size + 1):
        tier, service = make_tier("ABCDE"[number], number), make_service(f"service-{number}", number)
        Entitlement.objects.create(tier=tier, service=service)

    with django_assert_num_queries(6):
        anonymous.get("/")
