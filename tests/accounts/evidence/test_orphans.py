"""Is every file without a row and every row without a file found, and are young files left alone?"""

import os
import time

import pytest

from accounts.evidence import actions, orphans, reconcile
from accounts.evidence.models import Evidence

from . import corpus


@pytest.fixture
def document(application, criterion, talent, upload, page_of):
    evidence = actions.receive(application, criterion, [upload(corpus.jpeg())], by=talent)
    page_of(evidence)
    return evidence


@pytest.fixture
def lost_file(private_disk):
    """A file of that age which no row knows."""

    def left(name, hours=2):
        path = private_disk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left")
        then = time.time() - hours * 3600
        os.utime(path, (then, then))
        return path

    return left


def findings():
    checks = (reconcile.no_file_without_row, reconcile.no_row_without_file, reconcile.no_empty_document)
    return [list(check()) for check in (*checks, reconcile.problem_with_state)]


def test_reconcile_sound_rows_and_files_find_nothing(document):
    assert findings() == [[], [], [], []]


def test_reconcile_file_without_row_is_found_and_cleared(document, lost_file, files_on_disk):
    names = ["evidence/0a/left", "pages/ff/left"]
    for name in names:
        lost_file(name)

    assert findings()[0] == names
    assert orphans.clear() == 2
    assert findings()[0] == []
    assert files_on_disk() == {"evidence": 1, "pages": 1}


def test_clear_young_file_is_left_for_its_row(db, lost_file):
    path = lost_file("evidence/0a/young", hours=0.5)

    assert orphans.clear() == 0
    assert path.exists()


def test_reconcile_row_without_file_is_found(document, private_disk):
    file, page = document.files.get(), document.pages[0]
    for kept in (file.original, page.image):
        (private_disk / kept.name).unlink()

    assert sorted(findings()[1]) == sorted([f"evidence {file.public_id}", f"pages {page.public_id}"])


def test_reconcile_document_without_file_and_problem_without_state_are_found(document):
    document.files.all().delete()
    Evidence.objects.update(problem="corrupted")

    assert findings()[2:] == [[str(document.public_id)], [str(document.public_id)]]
