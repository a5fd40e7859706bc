"""Does a seal take in exactly what is new, and is it written down twice?"""

from portal.audit import seals
from portal.audit.chain import append
from portal.audit.models import History, Seal
from portal.audit.verify import findings
from portal.crypto.signing import verify_jws


def test_seal_takes_in_what_is_new_and_names_the_head_before(history, seal_log):
    first, second = Seal.objects.order_by("number")
    ids = list(history.values_list("id", flat=True))

    assert (first.number, first.count, first.last_id, first.prev_head) == (1, 7, ids[6], "")
    assert (second.number, second.count, second.last_id, second.prev_head) == (2, 5, ids[11], first.head)
    assert second.entries.splitlines() == [f"{row.pk}:{row.hash}" for row in history[7:12]]
    assert verify_jws(second.jws) == seals.payload(second)
    assert seal_log.read_text() == f"1 {first.head} {first.jws}\n2 {second.head} {second.jws}\n"


def test_seal_with_nothing_new_writes_nothing(history, seal_log):
    seals.seal()
    before = seal_log.read_text()

    assert seals.seal() == 0

    assert Seal.objects.count() == 3
    assert seal_log.read_text() == before


def test_seal_without_history_writes_nothing(db, seal_log):
    assert seals.seal() == 0
    assert (Seal.objects.count(), list(findings())) == (0, [])


def test_seal_parts_many_rows_into_several_seals(history, monkeypatch):
    monkeypatch.setattr(seals, "LARGEST", 3)

    assert seals.seal() == 4

    assert list(Seal.objects.order_by("number").values_list("number", "count")) == [(1, 7), (2, 5), (3, 3), (4, 1)]
    assert list(findings()) == []


def test_seal_log_left_behind_by_a_crash_is_brought_up_to_date(history, seal_log, talent):
    whole = seal_log.read_text()
    seal_log.write_text(whole.splitlines(keepends=True)[0])
    append(talent, "case_opened", by=talent)

    seals.seal()

    assert seal_log.read_text().startswith(whole)
    assert len(seal_log.read_text().splitlines()) == 3


def test_seal_beside_another_process_leaves_one_seal_a_number(history, monkeypatch):
    """The other process writes seal 3 between our look and our write."""
    next_seal = seals._next

    def overtaken(before, rows):
        next_seal(before, rows).save(force_insert=True)
        return next_seal(before, rows)

    monkeypatch.setattr(seals, "_next", overtaken)

    assert seals._seal_next(History.objects.latest("id").pk) == 0
    monkeypatch.undo()
    assert seals.seal() == 4
    assert list(Seal.objects.values_list("number", flat=True).order_by("number")) == [1, 2, 3]
