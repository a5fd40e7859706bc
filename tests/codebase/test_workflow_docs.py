"""Does docs/workflows.md say what the tables say, and does the check notice when it does not?"""

import pytest
from django.core.management import CommandError, call_command

from portal.workflow.docs import document
from portal.workflow.table import workflows
from tests.portal.workflow.papers.workflow import PAPER


@pytest.fixture(autouse=True)
def flows_of_the_site(monkeypatch):
    """Without the one that the engine's own tests bring along."""
    monkeypatch.delitem(workflows, "paper")


def test_docs_are_those_of_the_tables():
    call_command("workflow_docs", check=True)


def test_check_of_a_stale_document_fails_and_writing_mends_it(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "workflows.md").write_text("# Workflows\n")

    with pytest.raises(CommandError, match="docs/workflows.md is out of date"):
        call_command("workflow_docs", check=True)
    call_command("workflow_docs")
    call_command("workflow_docs", check=True)


def test_each_row_reads_like_a_sentence():
    rows = [line for line in document([PAPER]).splitlines() if line.startswith(("| `take`", "| `delay`"))]

    assert rows == [
        "| `take` | Take | `submitted` | `taken` | is reader |  |  | "
        "`tests.portal.workflow.papers.workflow.give_receipt` | `paper_taken` to writer of | ends |",
        "| `delay` | Delay | `submitted` | as it is | is reader |  |  |  |  | a day for each page |",
    ]
