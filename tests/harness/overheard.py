"""What do logs, tasks, broker and cache hold while a test runs? A plugin of conftest."""

import logging

import pytest
from celery.signals import before_task_publish
from django.conf import settings as site_settings

from tests.services.rights.canaries import dump


@pytest.fixture
def spoken():
    """Every line of the logs, as it is written."""
    lines, root = [], logging.getLogger()
    note = logging.Handler()
    note.formatter = next(one for one in root.handlers if one.name == "stderr").formatter
    note.emit = lambda record: lines.append(note.format(record))
    root.addHandler(note)
    yield lines
    root.removeHandler(note)


@pytest.fixture
def told():
    """What each task that was sent carries."""
    sent = []

    def note(sender, body, headers, **more):
        sent.append(f"{sender} {body} {headers}")

    before_task_publish.connect(note)
    yield sent
    before_task_publish.disconnect(note)


def in_passing():
    """What the broker's folder and the table of the cache hold now."""
    files = (site_settings.VAR_DIR / "broker").rglob("*")
    yield from (file.read_bytes().decode(errors="replace") for file in files if file.is_file())
    yield from (row for row in dump() if row.startswith("portal_cache "))
