"""Can a line of the log say who somebody is?"""

import json
import logging
import logging.config

import pytest
import structlog
from django.db import IntegrityError, transaction

from accounts.models import User
from portal import logs


@pytest.mark.parametrize(
    ("line", "struck"),
    [
        ("Key (email)=(li.na+1@example.com.cn) already exists", "Key (email)=([e-mail]) already exists"),
        ("number 23010319650101000X is taken", "number [id] is taken"),
        ("call +8613800000000 or 13800000000", "call [number] or [number]"),
        ("Not Found: /verify/7K3M9QABCD", "Not Found: /verify/[code]"),
        ("case RD-2026-7K3M9Q took 120034 ms", "case RD-2026-7K3M9Q took 120034 ms"),
        ("id 6f1c9a5e-0d53-4c51-9f5c-123456789012", "id 6f1c9a5e-0d53-4c51-9f5c-123456789012"),
    ],
)
def test_strike_out_personal_values_go_and_the_rest_stays(line, struck):
    assert logs.strike_out(line) == struck


@pytest.fixture
def written(capsys):
    """What the handlers wrote: `written(as_json)` sets them up, the returned function reads."""
    root = logging.getLogger()
    before = root.handlers[:], root.level

    def configure(as_json):
        logging.config.dictConfig(logs.configuration("INFO", as_json=as_json))
        return lambda: capsys.readouterr().err

    yield configure
    root.handlers, level = before
    root.setLevel(level)


def test_logging_production_is_one_json_object_without_personal_values(written):
    read = written(True)

    try:
        raise ValueError("person@example.cn is taken")
    except ValueError:
        logging.getLogger("portal.test").exception("failed for %s", "13800000000")

    line = json.loads(read())
    assert (line["event"], line["level"], line["logger"]) == ("failed for [number]", "error", "portal.test")
    assert "ValueError: [e-mail] is taken" in line["exception"]


def test_logging_structlog_and_stdlib_take_the_same_way(written):
    read = written(True)

    structlog.get_logger("portal.test").info("sent", channel="email", to="person@example.cn")

    line = json.loads(read())
    assert (line["event"], line["channel"], line["to"], line["level"]) == ("sent", "email", "[e-mail]", "info")


def test_logging_development_is_plain_and_struck_out_too(written):
    read = written(False)

    logging.getLogger("portal.test").warning("to %s", "person@example.cn")

    line = read()
    assert "to [e-mail]" in line
    assert not line.startswith("{")


@pytest.mark.django_db
@pytest.mark.parametrize("as_json", [True, False])
def test_logging_does_not_tell_the_row_that_a_database_refused(written, talent, as_json):
    read = written(as_json)

    try:
        with transaction.atomic():
            User.objects.filter(pk=talent.pk).update(phone="+8613800000000", phone_verified_at=None)
    except IntegrityError as error:
        logging.getLogger("portal.test").exception("refused: %r", error)

    line = read()
    assert "user_phone_is_verified" in line
    assert talent.password not in line
    assert "Traceback" in line


@pytest.mark.parametrize("as_json", [True, False])
def test_logging_leaves_out_a_row_of_several_lines_and_nothing_after_it(written, as_json):
    read, row = written(as_json), "violates check\nDETAIL:  Failing row contains (1, 李远\n示范路 1 号)."

    try:
        try:
            raise ValueError(row)
        except ValueError as cause:
            raise RuntimeError("on the way") from cause
    except RuntimeError:
        logging.getLogger("portal.test").exception("failed")

    line = read()
    assert "violates check" in line
    assert "RuntimeError: on the way" in line
    assert "李远" not in line
    assert "示范路" not in line
