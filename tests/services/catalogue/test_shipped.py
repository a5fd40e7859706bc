"""Does the catalogue that ships say what its sources say, in both languages?"""

import pytest

from policies.models import Authority, Criterion, Document, Figure, Measure, Programme, Source, Tier
from policies.tables import TABLES as POLICY_TABLES
from services.catalogue.models import Area, Entitlement, Service
from services.tables import TABLES as SERVICE_TABLES

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize("table", POLICY_TABLES + SERVICE_TABLES, ids=lambda table: table.name)
def test_every_row_is_written_in_both_languages(table):
    pairs = {name.removesuffix("_zh") for name in table.fields if name.endswith("_zh")}

    for key, row in table.read().items():
        for stem in pairs:
            written = {bool(row.get(f"{stem}_zh")), bool(row.get(f"{stem}_en"))}
            assert len(written) == 1, f"{key}: {stem} in one language only"


def test_every_row_is_valid_as_the_admin_would_have_it():
    for table in POLICY_TABLES + SERVICE_TABLES:
        rows = list(table.model.objects.all())
        assert len(rows) == len(table.read())
        for row in rows:
            row.full_clean()


def test_the_catalogue_has_seven_areas_twenty_four_services_and_a_word_for_every_tier():
    assert (Area.objects.count(), Service.objects.count(), Entitlement.objects.count()) == (7, 24, 120)
    assert list(Service.objects.filter(delivery="counter").values_list("number", flat=True)) == [5, 9, 10, 23, 24]
    assert list(Service.objects.filter(is_working=True).values_list("number", flat=True)) == [1, 5, 9, 10, 12, 23, 24]


def test_staff_are_given_at_most_three_steps_as_many_in_each_language():
    steps = [(row.desk_steps_zh.split("\n"), row.desk_steps_en.split("\n")) for row in Service.objects.all()]

    assert {len(zh) for zh, _en in steps} <= {1, 2, 3}
    assert all(len(zh) == len(en) for zh, en in steps)


def test_each_tier_gets_what_the_table_says():
    lane = Entitlement.objects.filter(service__slug="airport-lane").values_list(
        "tier__slug", "is_allowed", "limit", "period", "companions"
    )

    assert list(lane) == [
        ("a", True, 24, "year", 1),
        ("b", True, 12, "year", 1),
        ("c", True, 12, "year", 1),
        ("d", True, 6, "year", 0),
        ("e", False, None, "none", 0),
    ]
    assert limits_of("health-examination") == {(1, "year")}
    assert limits_of("school-place") == {(1, "stage")}


def limits_of(slug):
    return set(Entitlement.objects.filter(service__slug=slug, is_allowed=True).values_list("limit", "period"))


def test_the_province_decides_the_upper_tiers_and_cities_the_lower():
    assert list(Tier.objects.values_list("slug", "decided_by", "age_ceiling", "renewal_years")) == [
        ("a", "province", None, 5),
        ("b", "province", 65, 5),
        ("c", "province", 65, 5),
        ("d", "city", 55, 3),
        ("e", "city", 45, 0),
    ]
    assert set(Criterion.objects.values_list("tier__slug", flat=True)) == {"a", "b", "c", "d", "e"}


def test_the_province_has_twelve_cities_and_a_prefecture():
    assert Authority.objects.filter(level="city", parent__slug="heilongjiang").count() == 13


def test_real_documents_hold_no_clauses_and_the_examples_hold_one_for_each_working_service():
    real = Document.objects.filter(is_demonstration=False)
    assert not real.filter(text_held=True).exists()
    assert not Measure.objects.filter(document__in=real).exists()
    assert set(Entitlement.objects.exclude(measure=None).values_list("service__slug", "measure__slug")) == {
        ("medical-green-channel", "example-medical-green-channel"),
        ("school-place", "example-school-place"),
        ("home-purchase-subsidy", "example-home-purchase"),
    }


def test_golden_crane_has_three_results_and_a_target_in_its_first_year_only():
    results = Programme.objects.get(slug="golden-crane").results.values_list("year", "target", "result")

    assert list(results) == [(2017, 100, 107), (2018, None, 58), (2019, None, 35)]


def test_the_narrow_rate_is_the_only_figure_that_is_merely_quoted():
    quoted = Figure.objects.filter(is_quoted_only=True).values_list("slug", "value_en", "group__source__slug")

    assert list(quoted) == [("graduates-narrow", "26.45%", "jfemr-2025")]


def test_known_misprints_are_not_repeated():
    shown = [f"{figure.label_en} {figure.label_zh}" for figure in Figure.objects.all()]

    assert not [text for text in shown if "Hunan" in text or "湖南" in text or "cadre" in text or "干部" in text]


def test_only_the_example_catalogue_is_demonstration_data():
    assert list(Source.objects.filter(is_demonstration=True).values_list("slug", flat=True)) == ["example-catalogue"]
    assert set(Service.objects.values_list("source__slug", flat=True)) == {"example-catalogue"}
