"""Do the guards of the tests themselves bite?"""

import socket

import pytest
from django.template import engines

from tests.harness.network import NetworkClosedError
from tests.harness.undefined import OURS, UndefinedVariableError


def render(text, name):
    from django.template.base import Origin, Template

    return Template(text, Origin(name), name, engines["django"].engine).render(_context())


def _context():
    from django.template import Context

    return Context({})


def test_connect_beyond_this_machine_is_refused():
    with socket.socket() as stranger, pytest.raises(NetworkClosedError):
        stranger.connect(("192.0.2.1", 80))


def test_render_undefined_variable_in_our_template_fails():
    with pytest.raises(UndefinedVariableError, match="nothing.at_all is not defined"):
        render("{{ nothing.at_all }}", str(OURS / "page.html"))


def test_render_undefined_variable_with_default_is_allowed():
    assert render("{{ nothing|default:'-' }}", str(OURS / "page.html")) == "-"


def test_render_undefined_variable_in_library_template_is_empty():
    assert render("[{{ nothing|default:'-' }}{{ nothing }}]", "/elsewhere/page.html") == "[-]"
