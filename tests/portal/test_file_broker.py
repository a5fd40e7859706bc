"""Does a worker that looks into the folder of messages ever find half of one?"""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from portal import file_broker, servers
from portal.celery import app


@pytest.fixture
def channel(tmp_path):
    with Connection("filesystem://localhost", transport_options=servers.broker_options("", tmp_path)) as connection:
        yield connection.default_channel


def test_message_is_found_whole_or_not_at_all(channel, monkeypatch):
    found = []

    def name_it(draft, final):
        with pytest.raises(Empty):
            channel._get("celery")
        found.append(final)
        return draft.rename(final)

    monkeypatch.setattr(Path, "replace", name_it)
    channel._put("celery", {"body": "x"})

    assert channel._get("celery") == {"body": "x"}
    assert len(found) == 1
    with pytest.raises(Empty):
        channel._get("celery")


def test_worker_and_site_speak_through_this_broker():
    assert isinstance(app.connection_for_write().transport, file_broker.Transport)
