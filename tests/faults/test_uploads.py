"""Is a hostile file, and a full disk, told by every form that takes a file, with nothing kept and the form filled in?

All but one go through the press, so a few files stand for all of them here; what the press makes of each, and in how
much memory, is tested at tests/accounts/evidence/test_hostile_files.py.
"""

import ast
import importlib
import inspect
from html import unescape

import pytest
from django import forms
from django.contrib.admin import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import translation
from rest_framework import serializers

from accounts.evidence import incoming, sandbox
from tests.accounts.evidence import corpus
from tests.accounts.evidence.test_hostile_files import STRANGE
from tests.codebase.files import ROOT, modules
from tests.faults.test_disk_full import SAID, business, full  # noqa: F401  (a fixture)
from tests.faults.uploads import FORMS, READERS, UPLOADS
from tests.harness import state

HOSTILE = {  # the file, the language of its sender, and which of the two refusals it gets
    "page.jpg": (lambda: corpus.HTML, "zh-hans", 1),
    "archive.pdf": (corpus.zip_bomb, "en", 1),
    "flood.png": (corpus.pixel_flood, "zh-hans", 2),
    "flood of the same.png": (corpus.pixel_flood, "en", 2),
}
IN_THE_FORM = ["temporary file", "temporary file cannot be made"]
CASES = [
    (name, place, language)
    for name, upload in UPLOADS.items()
    for place, language in zip(
        IN_THE_FORM + ["folder of work"] * bool(upload.job) + ["storage"] * upload.is_taken, [*SAID] * 2, strict=False
    )
]


@pytest.fixture
def send(scene, as_user):
    """`send(name)` gives what posts that form with one file in it, and its other fields."""

    def ready(name):
        upload = UPLOADS[name]
        sender, address, fields = upload.stage(scene)
        browser = as_user(sender)
        browser.raise_request_exception = False

        def sent(content, called, language):
            file = SimpleUploadedFile(called, content, "image/jpeg")
            form = fields | {upload.field: file} | ({} if address.startswith("/api/") else {"form_key": "k"})
            return browser.post(address, form, headers={"accept-language": language})

        return sent, fields

    return ready


@pytest.fixture
def pipeline(monkeypatch):
    """`pipeline()`: what `evidence.incoming` takes from now on, and with what the press opens it."""
    taken, opened = [], []
    take, run = incoming.take, sandbox._run
    monkeypatch.setattr(incoming, "take", lambda file, *more: taken.append(file.name) or take(file, *more))
    monkeypatch.setattr(sandbox, "_run", lambda command: opened.append(command[len(sandbox.COMMAND)]) or run(command))

    def seen():
        taken.clear(), opened.clear()
        return taken, opened

    return seen


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("called", HOSTILE)
@pytest.mark.parametrize("name", UPLOADS)
def test_hostile_file_is_refused_in_words_and_nothing_stays(send, files, pipeline, name, called):
    upload, (make, language, refusal) = UPLOADS[name], HOSTILE[called]
    sent, fields = send(name)
    before, kept = business(state.rows()), files()
    taken, opened = pipeline()

    answer = sent(make(), called, language)

    assert answer.status_code == upload.says[0]
    assert_told(answer, upload.says[refusal], language, upload, fields)
    assert (business(state.rows()), files()) == (before, kept)
    assert taken == ([called] if upload.is_taken else [])
    if refusal == 2:
        assert opened == ([upload.job] if upload.job else [])


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("name", [name for name, upload in UPLOADS.items() if upload.is_taken])
def test_photo_with_more_in_it_is_kept_as_a_clean_picture(send, files, private_disk, name):
    """The control too: the same form with a good file."""
    sent, _fields = send(name)
    before = set(files())

    answer = sent(corpus.polyglot_jpeg(), "photo.jpg", "en")

    assert answer.status_code in {201, 302}, answer.text
    [kept] = set(files()) - before
    assert [sign for sign in STRANGE if sign in (private_disk / kept).read_bytes()] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "full", "language"), CASES, indirect=["full"])
def test_full_disk_is_told_and_nothing_stays(send, full, files, name, language):  # noqa: F811
    upload = UPLOADS[name]
    sent, fields = send(name)
    before, kept = business(state.rows()), files()

    answer = sent(corpus.noise(400, 400), "photo.jpg", language)

    assert answer.status_code == upload.full
    assert_told(answer, SAID[language], language, upload, fields)
    assert (business(state.rows()), files(), full()) == (before, kept, [])


def assert_told(answer, words, language, upload, fields):
    """In the reader's language, in the form as it was filled in."""
    with translation.override(language):
        assert str(words) in unescape(answer.text) or str(words) in str(getattr(answer, "json", dict)())
    if upload.again:
        assert fields[upload.again] in answer.text


# -- are they all here? -----------------------------------------------------------------------------------------------
def test_every_form_with_a_field_for_a_file_is_tried():
    known = {importlib.import_module(dotted(file)) for file in modules()}
    found = {
        f"{form.__module__}.{form.__qualname__}"
        for module in known
        for _name, form in inspect.getmembers(module, inspect.isclass)
        if form.__module__ == module.__name__ and takes_a_file(form)
    }

    assert found == set(FORMS)
    assert set().union(*FORMS.values()) == set(UPLOADS)


def test_every_reader_of_sent_files_is_tried():
    found = {dotted(file) for file in modules() if reads_files(file.read_text())}

    assert found == set(READERS)
    assert set().union(*READERS.values()) == {name for name in UPLOADS if "API" not in name}


def test_admin_takes_no_file():
    assert [model for model in site._registry if any(map(is_edited_file, model._meta.fields))] == []


@pytest.mark.parametrize(
    "made",
    [
        type("One", (forms.Form,), {"file": forms.ImageField()}),
        type("One", (serializers.Serializer,), {"file": serializers.ListField(child=serializers.FileField())}),
    ],
)
def test_form_with_a_field_for_a_file_is_seen(made):
    """The control."""
    assert takes_a_file(made)


def takes_a_file(kind):
    if issubclass(kind, forms.BaseForm):
        return any(field.widget.needs_multipart_form for field in getattr(kind, "base_fields", {}).values())
    if issubclass(kind, serializers.Serializer):
        fields = [(field, getattr(field, "child", None)) for field in kind._declared_fields.values()]
        return any(isinstance(one, serializers.FileField) for pair in fields for one in pair)
    return False


def is_edited_file(field):
    return isinstance(field, models.FileField) and field.editable


def reads_files(text):
    return any(ast.unparse(node).endswith("request.FILES") for node in ast.walk(ast.parse(text)) if is_attribute(node))


def is_attribute(node):
    return isinstance(node, ast.Attribute) and node.attr == "FILES"


def dotted(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
