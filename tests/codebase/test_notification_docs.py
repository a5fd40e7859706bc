"""Does docs/notifications.md say what the texts say, and does the check notice when it does not?"""

import pytest
from django.core.management import CommandError, call_command

from portal.notifications.docs import document


def test_docs_are_those_of_the_texts():
    call_command("notification_docs", check=True)


def test_check_of_a_stale_document_fails_and_writing_mends_it(monkeypatch, settings, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/notifications.md").write_text("old")
    monkeypatch.setattr("portal.management.commands.notification_docs.settings.BASE_DIR", tmp_path)
    monkeypatch.setattr("portal.management.commands.notification_docs.document", lambda: "new")

    with pytest.raises(CommandError, match="out of date"):
        call_command("notification_docs", check=True)
    call_command("notification_docs")

    call_command("notification_docs", check=True)


def test_row_names_subject_and_particulars():
    rows = document().splitlines()

    assert (
        "| `application_submitted` | Application submitted: ‹code› | `city`, `code`, `tier`, `due_on?`, `url?` |  |"
        in rows
    )
    assert "| `signin_code` | Your sign-in code | `code`, `minutes` | yes |" in rows
