"""Does each event become the next link of its object's chain, and hold nothing but names and codes?"""

import pytest

from portal.audit.chain import append, digest
from portal.audit.models import History


def test_append_links_each_row_to_the_one_before(talent, other_talent):
    first = append(talent, "profile_changed", by=talent, fields=["title", "city", "title"])
    append(other_talent, "profile_changed", by=other_talent)
    second = append(talent, "case_opened", by=other_talent)

    rows = list(History.objects.of(talent))
    assert [(row.seq, row.action, row.prev_hash) for row in rows] == [
        (1, "profile_changed", ""),
        (2, "case_opened", first.hash),
    ]
    assert [row.fields for row in rows] == [["city", "title"], []]
    assert rows[1].actor_id == other_talent.public_id
    assert (rows[1].object_type, rows[1].object_id) == ("accounts.user", str(talent.public_id))
    assert [row.hash for row in rows] == [digest(row) for row in rows] == [first.hash, second.hash]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("action", "other"),
        ("from_status", "draft"),
        ("to_status", "draft"),
        ("actor_id", None),
        ("fields", ["city"]),
        ("object_id", "another"),
        ("object_type", "accounts.profile"),
        ("seq", 7),
        ("prev_hash", "sha256:00"),
        ("reason_id", "4dc0ddc6-1f2c-4f24-a3d4-44a2a1d7b0b4"),
    ],
)
def test_digest_covers_every_column(talent, name, value):
    row = append(talent, "case_opened", by=talent)
    before = row.hash

    setattr(row, name, value)

    assert digest(row) != before


@pytest.mark.parametrize("words", [{"action": "Li Ming's case"}, {"fields": ["name=李明"]}, {"to_status": "Approved!"}])
def test_append_of_something_that_is_no_code_is_refused(talent, words):
    with pytest.raises(ValueError, match="names and codes only"):
        append(talent, **{"action": "case_opened", "by": talent} | words)

    assert History.objects.count() == 0


def test_append_to_an_object_without_public_name_is_a_programming_error(talent):
    with pytest.raises(TypeError, match="neither public_id nor code"):
        append(talent.groups.model.objects.create(name="x"), "created", by=talent)
