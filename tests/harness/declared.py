"""Does every test of the suite that meets a refusal of the API meet one that the document declares?"""

from functools import cache

import pytest

from portal.api import refusals
from portal.api.problems import tells_of_refusals

UNDECLARED: list[str] = []


def listen(request, status, code):
    """Kept for the test to fail by; the answer itself goes out as it is."""
    context = request.parser_context or {}
    view = context.get("view")
    if view is None or type(view).__module__.startswith("tests."):
        return
    if not hasattr(view, request.method.lower()):  # an address answers no method that the document does not name
        return
    path = "{}" if context.get("kwargs") else ""
    known = declared(type(view), request.method, path)
    if code not in known.get(str(status), known["default"]):
        UNDECLARED.append(f"{request.method} {type(view).__name__}: {status} {code}")


@cache
def declared(view_class, method, path):
    """By status, the codes of the document."""
    view = view_class()
    view.request, view.format_kwarg = None, None
    serializer = view.serializer_class() if method in refusals.WRITES else None
    found = refusals.of_call(view, method, path, serializer)
    return {status: {body["code"] for body in bodies.values()} for status, bodies in found.items()}


@pytest.fixture(autouse=True)
def refuses_as_declared():
    tells_of_refusals(listen)
    UNDECLARED.clear()
    yield
    assert UNDECLARED == []
