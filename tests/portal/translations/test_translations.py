"""Are missing, empty, double and unused sentences found, and do templates count?"""

import gettext
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from portal.translations.extract import extracted
from portal.translations.pofile import compile_po, duplicates, po_path, read, read_merged

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def project(tmp_path):
    """A project of one Python file, one template and an empty catalogue of translations."""
    (tmp_path / "services").mkdir()
    (tmp_path / "services/a.py").write_text('_("Card")\nngettext("%(n)s day", "%(n)s days", 1)\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text(
        '{% load i18n %}\n  <p title="{% translate \'Shown\' %}">\n{{ x|default:_("None yet") }}'
        "{% blocktranslate trimmed %}\n  Hello {{ name }},\n  welcome\n{% endblocktranslate %}"
    )
    with override_settings(BASE_DIR=tmp_path, LOCALE_PATHS=[tmp_path / "locale"]):
        yield tmp_path


def test_extracted_code_and_templates_all_sentences(project):
    found = [message.id for message in extracted() if message.id]

    assert sorted(map(str, found)) == [
        "('%(n)s day', '%(n)s days')",
        "Card",
        "Hello %(name)s, welcome",
        "None yet",
        "Shown",
    ]


def write_po(project, body):
    po_path().parent.mkdir(parents=True)
    po_path().write_text(HEADER + body)


WHOLE = (
    'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s 天"\n\nmsgid "Card"\nmsgstr "卡"\n\n'
    'msgid "Hello %(name)s, welcome"\nmsgstr "%(name)s，欢迎"\n\nmsgid "None yet"\nmsgstr "暂无"\n\n'
    'msgid "Shown"\nmsgstr "已出示"\n'
)


def test_check_whole_file_is_accepted(project, capsys):
    write_po(project, WHOLE)

    call_command("translations", check=True)

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda po: po.replace('msgid "Card"\nmsgstr "卡"\n\n', ""), "missing: 'Card'"),
        (lambda po: po.replace('"卡"', '""'), "empty: 'Card'"),
        (lambda po: po.replace('msgid "Card"', '#, fuzzy\nmsgid "Card"'), "fuzzy: 'Card'"),
        (lambda po: po + '\nmsgid "Card"\nmsgstr "卡片"\n', 'twice: "Card"'),
        (lambda po: po + '\nmsgid "Gone"\nmsgstr "无"\n', "unused: 'Gone'"),
        (
            lambda po: po.replace("%(name)s，", "%(nam)s，"),
            "unknown named placeholder 'nam': 'Hello %(name)s, welcome'",
        ),
    ],
    ids=["missing", "empty", "fuzzy", "twice", "unused", "placeholder"],
)
def test_check_fault_is_named_and_refused(project, capsys, change, finding):
    write_po(project, change(WHOLE))

    with pytest.raises(CommandError):
        call_command("translations", check=True)

    assert finding in capsys.readouterr().out


def test_update_keeps_translations_and_drops_unused(project):
    write_po(project, 'msgid "Gone"\nmsgstr "无"\n\nmsgid "Card"\nmsgstr "卡"\n')

    call_command("translations", stdout=io.StringIO())

    catalog = read(po_path())
    assert catalog.get("Card").string == "卡"
    assert catalog.get("Gone") is None
    assert catalog.get("Shown").string == ""


def test_read_merged_sentence_twice_keeps_a_translation(project):
    write_po(project, 'msgid "A"\nmsgstr ""\n\nmsgid "A"\nmsgstr "甲"\n\nmsgid "B"\nmsgstr "乙"\nmsgstr "丙"\n')

    catalog = read_merged(po_path())

    assert duplicates(po_path()) == ['"A"']
    assert (catalog.get("A").string, catalog.get("B").string) == ("甲", "乙")


def test_compile_po_result_is_read_by_gettext(project):
    write_po(project, WHOLE)

    compiled = compile_po(po_path())

    with compiled.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    assert translations.gettext("Card") == "卡"
    assert translations.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s 天"
