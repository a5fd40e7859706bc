"""A script at the end of every text that people write, and beside it a word nobody else uses."""

from itertools import count

from django.apps import apps
from django.db import models

from portal.crypto.fields import EncryptedDateField, EncryptedJSONField, EncryptedTextField
from portal.data_map_check import APPS, personal

PAYLOADS = (
    "<img src=/tripwire onerror=tripped()>",
    '"><script>tripped()</script><i a="',
    "</script><script src=/tripwire></script>",
    "</textarea></title><svg onload=tripped()>",
    "'-tripped()-'{{ 7|add:1330 }}{% now 'Y' %}",
    "javascript:tripped()",
)
SHORT = "<img src=/tripwire>"
WRITTEN_ONCE = {"History", "Seal", "Use", "Check", "UseUndone", "Rating", "LateUse"}  # the database refuses
MACHINES = {"Heartbeat", "PeriodicRun", "IdempotencyKey", "WorkingDayOverride"}
CODES = {  # no words: looked up, compared or counted by the program
    *("password", "phone", "phone_claimed", "number", "country", "search", "key", "template", "language", "state"),
    *("last_error", "object_type", "object_id", "action", "sha256", "mime", "problem", "role", "purpose", "version"),
    *("consent", "path", "field", "person", "content_type", "limit", "period", "history_change_reason", "email"),
    *("child_index", "number_index", "code_index", "stage", "contract_number_index", "head", "jws", "kind", "unit"),
    *("link", "service_slug", "area_slug"),
}
NO_TEXT = (
    models.SlugField,
    models.URLField,
    models.EmailField,
    models.FileField,
    EncryptedDateField,
    EncryptedJSONField,
)
NUMBERS = count(1)


def poison():
    """Writes it into all rows; the words that stand in personal columns now."""
    marks = []
    private = {f"{app}.{name}" for app, name, _entry in personal()}
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        if model.__name__ in WRITTEN_ONCE | MACHINES:
            continue
        for field in model._meta.local_concrete_fields:
            if is_text(field):
                words = _poison_column(model, field)
                marks += words if f"{model._meta.app_label}.{model.__name__}.{field.name}" in private else []
    return marks


def is_text(field):
    """A text that somebody writes: no choice, no code, no address, no file."""
    if field.name in CODES or field.choices or field.unique or field.name.endswith(("_hash", "_index")):
        return False
    if isinstance(field, NO_TEXT):
        return False
    return isinstance(field, models.CharField | models.TextField | EncryptedTextField)


def _poison_column(model, field):
    words = []
    for pk, value in list(model._base_manager.values_list("pk", field.attname)):
        if not value:
            continue
        number = next(NUMBERS)
        word, payload = f"canary{number}z", PAYLOADS[number % len(PAYLOADS)]
        written = next((text for text in (f"{word}{payload}", word + SHORT, SHORT) if fits(field, text)), None)
        if written:
            model._base_manager.filter(pk=pk).update(**{field.attname: written})
            words += [word] if word in written else []
    return words


def fits(field, text):
    return not field.max_length or len(text) <= field.max_length
