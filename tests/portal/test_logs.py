"""Can a line of the log say who somebody is?"""

import json
import logging
import logging.config

import pytest
import structlog

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
