"""Do the files for several processes and machines name commands and variables that exist?"""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

BASE = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((BASE / "compose.yaml").read_text())
PROCFILE = dict(line.split(": ", 1) for line in (BASE / "Procfile").read_text().splitlines())
COMMANDS = [*PROCFILE.values(), *(service.get("command", "") for service in COMPOSE["services"].values())]


def test_procfile_has_every_kind_of_process():
    assert sorted(PROCFILE) == ["beat", "release", "web", "worker"]


def test_compose_starts_the_same_processes_and_their_servers():
    assert sorted(COMPOSE["services"]) == ["beat", "postgres", "ready", "redis", "web", "worker"]


@pytest.mark.parametrize("command", COMMANDS)
def test_deployment_every_management_command_exists(command):
    named = re.findall(r"manage\.py (\w+)", command)

    assert set(named) <= get_commands().keys()


def test_deployment_options_of_granian_and_celery_are_known():
    from celery.bin.celery import celery
    from granian.cli import cli as granian

    for name, command in (("web", granian), ("worker", celery.commands["worker"]), ("beat", celery.commands["beat"])):
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        given = {word.split("=")[0] for word in shlex.split(PROCFILE[name]) if word.startswith("--")}
        assert given - known - {"--app"} == set()


def test_compose_variables_are_settings_of_the_portal():
    shown = set(re.findall(r"^([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))

    assert COMPOSE["x-portal"]["environment"].keys() <= shown
