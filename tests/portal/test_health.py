"""Does the site say truthfully whether it lives and whether it is ready?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now

from portal import health, heartbeat
from portal.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_any_database(anonymous, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = anonymous.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_readyz_database_migrations_and_worker_seen_is_ready(anonymous):
    heartbeat.beat()
    heartbeat.beat()

    response = anonymous.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "database": True,
        "migrations": True,
        "worker": True,
        "missing": [],
    }
    assert "no-store" in response["Cache-Control"]


def test_readyz_without_a_recent_heartbeat_names_the_worker(anonymous):
    assert anonymous.get("/readyz").json()["missing"] == ["worker"]

    heartbeat.beat()
    Heartbeat.objects.update(beat_at=Now() - timedelta(seconds=61))
    response = anonymous.get("/readyz")

    assert (response.status_code, response.json()["missing"]) == (503, ["worker"])


def test_readyz_with_a_migration_not_applied_names_migrations(anonymous):
    heartbeat.beat()
    MigrationRecorder.Migration.objects.filter(app="portal", name="0001_initial").delete()

    response = anonymous.get("/readyz")

    assert (response.status_code, response.json()["missing"]) == (503, ["migrations"])


def test_readyz_with_the_database_gone_names_all_three(anonymous, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError

    def gone():
        raise DatabaseError

    monkeypatch.setattr(health, "connection", Gone())
    monkeypatch.setattr(health, "is_alive", gone)
    response = anonymous.get("/readyz")

    assert (response.status_code, response.json()["missing"]) == (503, ["database", "migrations", "worker"])
