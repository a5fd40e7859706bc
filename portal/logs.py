"""What do the logs look like, and how is it kept out of them who somebody is?

Lines for people at development, JSON for machines in production. Whatever a line holds, numbers of people, e-mail
addresses and card codes are struck out of the finished line: a library's exception may quote any of them. What
PostgreSQL says of the row that it refuses is left out: names, addresses and reasons look like any other text.
"""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"(?<![\w-])\d{17}[\dXx](?!\w)"), "[id]"),
    (re.compile(r"(?<![\w-])(?:\+|00)?\d{11,15}(?!\w)"), "[number]"),
    (re.compile(r"(/verify/)[^\s\"'?]+", re.IGNORECASE), r"\1[code]"),
)
ROW = re.compile(r"DETAIL: .*?(?=\n\n(?:The above|During handling)|\n(?:HINT|CONTEXT):|\Z)", re.DOTALL)
BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def strike_out(line: str) -> str:
    """The line without e-mail addresses, ID numbers, telephone numbers and card codes."""
    for pattern, instead in PERSONAL:
        line = pattern.sub(instead, line)
    return line


def _strike_out(_logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
    return strike_out(str(line))


def _leave_out_rows(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Before the line is finished: a row may go on over several lines, and ends where its text ends."""
    return {name: ROW.sub("DETAIL: [row]", value) if isinstance(value, str) else value for name, value in line.items()}


def _renderer(as_json: bool) -> list[Processor]:
    render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        render = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return [structlog.processors.format_exc_info, _leave_out_rows, render, _strike_out]


def configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """The `LOGGING` setting: one handler, to the error stream, for every logger."""
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": "structlog.stdlib.ProcessorFormatter",
        "foreign_pre_chain": BEFORE,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderer(as_json)],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"portal": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "portal"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
