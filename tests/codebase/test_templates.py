"""Are the templates used, free of inline script and style, and do components say what they need?"""

import re

import pytest
from django.template import TemplateDoesNotExist, engines

from tests.codebase.files import TEMPLATES, modules, shown, templates

INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|<[^>]*\sstyle\s*=|<[a-z][^>]*\son[a-z]+\s*=|javascript:""", re.IGNORECASE
)
ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html"}


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


def test_every_template_is_used():
    sources = "\n".join(file.read_text() for file in [*modules(), *(f for f in templates() if f.suffix == ".html")])

    assert [shown(file) for file in templates() if not _is_used(str(file.relative_to(TEMPLATES)), sources)] == []


def test_every_component_says_first_what_it_needs():
    components = [file for file in templates() if file.parent.name == "components"]

    assert [shown(file) for file in components if not file.read_text().startswith(("{#", "{% comment %}"))] == []


def test_what_must_be_mended_is_said_once_on_a_page():
    whole_form = re.compile(r"components/form\.html|\{\{ form \}\}")
    pages = [file for file in templates() if file.suffix == ".html" and file.parent.name != "components"]
    both = [file for file in pages if whole_form.search(text := file.read_text()) and "error_summary.html" in text]

    assert [shown(file) for file in both] == []


def _is_used(name: str, sources: str) -> bool:
    if name.startswith("notifications/") and name.count("/") == 2:
        return f'"{name.split("/")[1]}"' in sources
    if any(re.fullmatch(pattern, name) for pattern in _composed(sources)):
        return True
    return name in ASKED_FOR_BY_DJANGO or f'"{name}"' in sources or f"'{name}'" in sources or _replaces_another(name)


def _composed(sources: str) -> set[str]:
    """Patterns of the names that code puts together, such as f"notifications/letter.{language}.txt"."""
    names = re.findall(r'f"([^"{}]*\{[^"]*\.(?:html|txt))"', sources)
    return {"[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", name))) for name in names}


def _replaces_another(name: str) -> bool:
    """Whether an installed package has a template of that name, which ours stands before."""
    engine = engines["django"].engine
    for loader in engine.template_loaders:
        for origin in loader.get_template_sources(name):
            try:
                if not origin.name.startswith(str(TEMPLATES)) and loader.get_contents(origin):
                    return True
            except TemplateDoesNotExist:
                continue
    return False
