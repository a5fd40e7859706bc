"""Is the program of PostgreSQL that is used new enough for the server, and is it said what to install?"""

import pytest

from portal.backup import clients
from portal.backup.clients import client
from portal.backup.problem import Problem


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """`programs(15, 17)` are the versions of pg_dump that this machine has."""

    def put(*versions):
        for version in versions:
            folder = tmp_path / str(version) / "bin"
            folder.mkdir(parents=True)
            (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.4'\n")
            (folder / "pg_dump").chmod(0o755)
        monkeypatch.setenv("PATH", "/usr/bin:/bin")
        monkeypatch.setattr(clients.shutil, "which", lambda name: None)
        monkeypatch.setattr(clients, "find_spec", lambda name: None)
        monkeypatch.setattr(clients, "FOLDERS", (str(tmp_path),))
        return tmp_path

    return put


def test_client_of_the_servers_version_goes_before_a_newer_one(programs):
    folder = programs(15, 17, 18)

    assert client("pg_dump", 17) == folder / "17" / "bin" / "pg_dump"


def test_client_newer_than_the_server_will_do(programs):
    folder = programs(15, 18)

    assert client("pg_dump", 16) == folder / "18" / "bin" / "pg_dump"


def test_older_client_is_refused_with_what_to_install(programs):
    programs(15)

    with pytest.raises(Problem) as refused:
        client("pg_dump", 18)

    assert "PostgreSQL 18" in str(refused.value)
    assert "found: 15 (" in str(refused.value)
    assert "apt install postgresql-client-18" in str(refused.value)


def test_machine_without_a_client_says_so(programs):
    programs()

    with pytest.raises(Problem, match="found: none"):
        client("pg_dump", 18)
