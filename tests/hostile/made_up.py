"""What is sent to the API, made up from its document? The same cases at each run."""

import json

import pytest

from tests.harness.full import size

from . import named

schemathesis = pytest.importorskip("schemathesis")
hypothesis = pytest.importorskip("hypothesis")
requests = pytest.importorskip("requests")

CASES = size(120, 5_000)  # of each caller, shared out among the operations
NAMED = 9  # at least, of each operation that can name something
MODES = ("POSITIVE", "NEGATIVE")
WHATEVER_IS_MADE = set(hypothesis.HealthCheck) - {hypothesis.HealthCheck.filter_too_much}


def operations(document):
    return [found.ok() for found in schemathesis.openapi.from_dict(document).get_all_operations()]


def cases(operations, mode, known):
    """Half of all cases, among the operations that can be sent any such; of each the later half names real things."""
    able = [one for one in operations if _made(one, mode, 1)]
    each = -(-CASES // 2 // len(able))
    return [case for one in able for case in _half_named(one, mode, each, known)]


def _half_named(operation, mode, each, known):
    invented = each // 2
    real = max(each - invented, NAMED if mode == "POSITIVE" and named.can_name(operation) else 0)
    found = _made(operation, mode, invented + real)
    for number, case in enumerate(found[invented:]):
        named.put_in(case, known, number, kept=_wrong(case))
    return found


def _made(operation, mode, each):
    """At most `each` of them."""
    found = []

    @hypothesis.settings(
        max_examples=each,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=WHATEVER_IS_MADE,
    )
    @hypothesis.given(operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
    def collect(case):
        hypothesis.assume(mode == "POSITIVE" or _sends_what_is_forbidden(case))
        found.append(case)

    try:
        collect()
    except (hypothesis.errors.Unsatisfiable, hypothesis.errors.FailedHealthCheck):
        return []  # without parameters and body nothing forbidden can be asked
    return found


def _sends_what_is_forbidden(case):
    """Some cases hold nothing forbidden; some hold it where it never leaves: in a cookie, for whoever calls brings a
    session of their own, or in an empty list, which no query shows."""
    unseen = {"cookie", "query"} if [] in (case.query or {}).values() else {"cookie"}
    return bool(_wrong(case) - unseen)


def _wrong(case):
    """The parts in which something forbidden stands."""
    return {place.value for place, part in case.meta.components.items() if part.mode.name == "NEGATIVE"}


def body_of(sent):
    """Its content type and the body itself, as they go over the wire."""
    if "files" in sent:
        form = requests.Request("POST", sent["url"], files=sent["files"], data=sent.get("data")).prepare()
        return form.headers.get("Content-Type", ""), form.body or b""
    kind = (sent.get("headers") or {}).get("Content-Type", "application/json")
    return kind, json.dumps(sent["json"]) if "json" in sent else sent.get("data") or b""
