"""Does a load follow the file, and leave alone what officials have edited since?"""

import pytest

from policies.catalogue.loading.load import load
from policies.catalogue.loading.table import BadRowError, Table
from policies.models import Authority, LoadedRow, Source

pytestmark = pytest.mark.django_db

FIRST = """
[[row]]
slug = "gazette"
title_zh = "公报"
title_en = "Gazette"

[[row]]
slug = "yearbook"
title_zh = "年鉴"
title_en = "Yearbook"
"""


@pytest.fixture
def table(tmp_path):
    return Table(Source, tmp_path / "sources.toml")


def load_text(table, text):
    table.file.write_text(text)
    return load(table)


def test_first_load_creates_the_rows_and_their_history(table):
    report = load_text(table, FIRST)

    gazette = Source.objects.get(slug="gazette")
    assert (report.created, report.updated, report.unchanged, report.kept) == (2, 0, 0, [])
    assert (gazette.title_zh, gazette.title_en, gazette.is_demonstration) == ("公报", "Gazette", False)
    assert [(row.history_type, row.history_change_reason) for row in gazette.history.all()] == [("+", "data files")]


def test_same_file_again_changes_nothing(table):
    load_text(table, FIRST)

    report = load_text(table, FIRST)

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, 2, [])
    assert Source.history.count() == 2


def test_untouched_row_follows_the_file(table):
    load_text(table, FIRST)

    report = load_text(table, FIRST.replace("Gazette", "Official gazette"))

    assert (report.updated, report.kept) == (1, [])
    assert Source.objects.get(slug="gazette").title_en == "Official gazette"
    assert "official gazette" in Source.objects.get(slug="gazette").search


def test_edited_field_stays_and_is_named_while_its_neighbour_follows(table):
    load_text(table, FIRST)
    Source.objects.filter(slug="gazette").update(title_en="The Gazette of the Province")

    report = load_text(table, FIRST.replace("Gazette", "Official gazette").replace("公报", "省政府公报"))

    gazette = Source.objects.get(slug="gazette")
    assert (gazette.title_en, gazette.title_zh) == ("The Gazette of the Province", "省政府公报")
    assert report.kept == ["gazette: title_en edited in the admin"]


def test_edited_field_stays_through_every_later_load(table):
    load_text(table, FIRST)
    Source.objects.filter(slug="gazette").update(title_en="Edited")
    load_text(table, FIRST.replace("Gazette", "Second"))

    report = load_text(table, FIRST.replace("Gazette", "Third"))

    assert Source.objects.get(slug="gazette").title_en == "Edited"
    assert report.kept == ["gazette: title_en edited in the admin"]


def test_edit_that_the_file_takes_over_belongs_to_the_file_again(table):
    load_text(table, FIRST)
    Source.objects.filter(slug="gazette").update(title_en="Edited")
    load_text(table, FIRST.replace("Gazette", "Edited"))

    report = load_text(table, FIRST.replace("Gazette", "Later"))

    assert Source.objects.get(slug="gazette").title_en == "Later"
    assert report.kept == []


def test_row_deleted_in_the_admin_does_not_come_back(table):
    load_text(table, FIRST)
    Source.objects.filter(slug="gazette").delete()

    report = load_text(table, FIRST)

    assert not Source.objects.filter(slug="gazette").exists()
    assert report.kept == ["gazette: deleted in the admin"]


def test_row_that_left_the_file_is_kept_and_named(table):
    load_text(table, FIRST)

    report = load_text(table, FIRST[: FIRST.index('[[row]]\nslug = "yearbook"')])

    assert Source.objects.filter(slug="yearbook").exists()
    assert report.kept == ["yearbook: no longer in sources.toml"]


def test_row_written_by_an_official_before_the_file_had_it_is_theirs(table):
    Source.objects.create(slug="gazette", title_zh="公报", title_en="Mine")

    report = load_text(table, FIRST)

    assert Source.objects.get(slug="gazette").title_en == "Mine"
    assert report.kept == ["gazette: title_en edited in the admin"]


def test_field_that_is_newer_than_the_last_load_is_filled(table):
    load_text(table, FIRST)
    record = LoadedRow.objects.get(key="gazette")
    del record.digests["is_demonstration"]
    record.save()

    load_text(table, FIRST.replace('"Gazette"', '"Gazette"\nis_demonstration = true'))

    assert Source.objects.get(slug="gazette").is_demonstration is True


def test_foreign_key_follows_by_slug(tmp_path):
    table = Table(Authority, tmp_path / "authorities.toml")
    text = """row = [
      { slug = "old", level = "province", name_zh = "旧", name_en = "Old" },
      { slug = "new", level = "province", name_zh = "新", name_en = "New" },
      { slug = "town", level = "city", parent = "old", name_zh = "城", name_en = "Town" },
    ]"""
    load_text(table, text)

    load_text(table, text.replace('parent = "old"', 'parent = "new"'))

    assert Authority.objects.get(slug="town").parent.slug == "new"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('colour = "blue"', "sources.toml: gazette: no field colour"),
        ('[[row]]\nslug = "gazette"', "sources.toml: gazette: stands twice"),
        (
            'is_demonstration = "perhaps"',
            "sources.toml: gazette: is_demonstration: “perhaps” value must be either True or False.",
        ),
    ],
)
def test_bad_row_is_named_and_nothing_is_written(table, line, message):
    with pytest.raises(BadRowError) as refusal:
        load_text(table, FIRST.replace('title_en = "Gazette"', f'title_en = "Gazette"\n{line}', 1))

    assert str(refusal.value) == message
    assert not Source.objects.exists()


def test_unknown_target_is_named_and_nothing_is_written(tmp_path):
    table = Table(Authority, tmp_path / "authorities.toml")
    row = '{ slug = "town", level = "city", parent = "nowhere", name_zh = "城", name_en = "Town" }'

    with pytest.raises(BadRowError) as refusal:
        load_text(table, f"row = [{row}]")

    assert str(refusal.value) == "authorities.toml: town: parent: there is no nowhere"
    assert not Authority.objects.exists()
