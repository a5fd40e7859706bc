"""Are the templates used, free of inline script and style, and do components say what they need?"""

import re

import pytest

from tests.codebase.files import shown, templates

INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|<[^>]*\sstyle\s*=|<[a-z][^>]*\son[a-z]+\s*=|javascript:""", re.IGNORECASE
)


def test_no_template_holds_inline_script_or_style():
    pages = [file for file in templates() if file.suffix == ".html"]

    assert [shown(file) for file in pages if INLINE.search(file.read_text())] == []


@pytest.mark.parametrize(
    "text",
    [
        "<style>",
        '<p class="a" style="x">',
        "<script>",
        "<script type=module>",
        '<a onclick="x">',
        "<a href='javascript:x'>",
    ],
)
def test_inline_code_is_recognised(text: str):
    assert INLINE.search(text)


def test_script_with_a_source_is_allowed():
    assert not INLINE.search('<script src="/static/a.js" defer></script><p class="style">on = 1</p>')


def test_every_component_says_first_what_it_needs():
    components = [file for file in templates() if file.parent.name == "components"]

    assert [shown(file) for file in components if not file.read_text().startswith(("{#", "{% comment %}"))] == []
