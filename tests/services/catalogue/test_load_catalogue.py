"""Does the command load everything once, and tell in one line what it left to the officials?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policies.catalogue.loading.table import Table
from policies.models import Tier
from services.models import Service

pytestmark = pytest.mark.django_db


def load_catalogue():
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    return out.getvalue().splitlines()


def test_second_load_writes_nothing():
    load_catalogue()
    written = Service.history.count()

    lines = load_catalogue()

    assert len(lines) == 14
    assert all(" 0 new, 0 changed, " in line for line in lines)
    assert Service.history.count() == written == 24


def test_an_officials_edit_is_told_in_one_line():
    load_catalogue()
    Service.objects.filter(slug="airport-lane").update(name_en="Fast lane")

    assert [line for line in load_catalogue() if "kept" in line] == [
        "  kept airport-lane: name_en edited in the admin",
    ]


def test_a_fault_in_a_file_is_one_clear_line_and_nothing_is_written(monkeypatch, tmp_path):
    bad = tmp_path / "services.toml"
    bad.write_text('[[row]]\nslug = "lane"\ncolour = "blue"\n')
    monkeypatch.setattr("services.management.commands.load_catalogue.SERVICE_TABLES", (Table(Service, bad),))

    with pytest.raises(CommandError, match=r"^services.toml: lane: no field colour$"):
        load_catalogue()

    assert not Tier.objects.exists()
