"""By what a row is found."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from portal.search import matches, number_or_name, search_text


def test_search_text_holds_text_pinyin_and_initials():
    assert search_text("王小明", "Ｄｒ. Wang", "重庆 银行", "") == "\n".join(
        ["王小明", "wangxiaoming", "wxm", "小明", "dr. wang", "重庆 银行", "chongqingyinhang", "cqyh", "银行"]
    )


def test_long_name_is_found_by_each_pair_of_characters_within_it():
    assert search_text("示范第1小学").split("\n") == ["示范第1小学", "shifandi1xiaoxue", "sfd1xx", "范第", "小学"]


@pytest.mark.slow
@pytest.mark.sqlite
def test_dictionary_of_pinyin_is_not_read_at_the_start_of_a_process():
    told = "import sys, django; django.setup(); import portal.urls; print('pypinyin' in sys.modules)"

    started = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=settings.BASE_DIR)

    assert (started.stdout, started.stderr) == ("False\n", "")


@pytest.mark.django_db
def test_matches_needs_every_word_and_takes_percent_as_it_is():
    people = get_user_model().objects
    people.create_user(email="wang@example.org")
    people.create_user(email="li@example.org")

    found = matches(people.all(), "WANG example", column="email")

    assert [user.email for user in found] == ["wang@example.org"]
    assert matches(people.all(), "%", column="email").count() == 0
    assert matches(people.all(), " ", column="email").count() == 2


@pytest.mark.postgres
@pytest.mark.django_db
def test_search_columns_have_their_trigram_index():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        found = {name for (name,) in cursor.fetchall()}

    assert {"policies_tier_search_trgm", "accounts_profile_search_trgm"} <= found


@pytest.mark.postgres
def test_postgresql_knows_the_names_well(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT attstattarget FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "WHERE a.attname = 'search' AND c.relkind = 'r'"
        )
        assert cursor.fetchall() == [(1000,)]


@pytest.mark.postgres
@pytest.mark.django_db
def test_search_uses_its_trigram_index():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = matches(apps.get_model("accounts.Profile").objects.order_by(), "wangxiaoming").explain()

    assert "accounts_profile_search_trgm" in plan


@pytest.mark.django_db
def test_a_number_is_found_by_its_beginning_and_by_nothing_else():
    rows = get_user_model().objects
    rows.bulk_create(rows.model(email=n) for n in ("RD-2025-1", "RD-2025-19Z", "RD-2025-2", "RD-2025", "XRD-2025-1"))

    found = number_or_name(rows.order_by("email"), " ｒd-2025-1 ", number="email")

    assert [user.email for user in found] == ["RD-2025-1", "RD-2025-19Z"]
