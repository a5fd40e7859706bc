"""Scripts in the place of every text that people write, as many as there is room for, and a word nobody else uses."""

from itertools import count

from django.apps import apps
from django.db import models

from portal.crypto.fields import EncryptedDateField, EncryptedTextField
from portal.data_map_check import APPS, personal
from tests.harness.triggers import switched_off

from .leaves import holds_words, rewritten

PAYLOADS = (
    "<img src=/tripwire onerror=tripped()>",
    '"><script>tripped()</script><i a="',
    "</script><script src=/tripwire></script>",
    "</textarea></title><svg onload=tripped()>",
    "'-tripped()-'{{ 7|add:4242410 }}<img src=/tripwire>",
    "javascript:tripped()//<img src=/tripwire>",
)
SHORT = "<img src=/tripwire>"
CHAINED = {"History", "Seal"}  # no words of anybody, and each row is sealed
MACHINES = {"Heartbeat", "OutboxBatch", "PeriodicRun", "IdempotencyKey", "WorkingDayOverride"}
CODES = {  # no words: looked up, compared or counted by the program
    *("password", "phone", "phone_claimed", "number", "country", "search", "key", "template", "language", "state"),
    *("last_error", "object_type", "object_id", "action", "sha256", "mime", "problem", "role", "purpose", "version"),
    *("consent", "path", "field", "person", "content_type", "limit", "period", "history_change_reason", "email"),
    *("child_index", "number_index", "code_index", "stage", "contract_number_index", "head", "jws", "kind", "unit"),
    *("link", "service_slug", "area_slug", "idempotency_key"),
}
NO_TEXT = (
    models.SlugField,
    models.URLField,
    models.EmailField,
    models.FileField,
    EncryptedDateField,
)
WORDS_ALL_THE_SAME = {  # under a name that elsewhere is no word's, or no two alike
    *("Authority.phone", "Liaison.phone", "OutboxMessage.last_error", "WebhookDelivery.last_error"),
    "Employer.name_zh",
}
NUMBERS = count(1)


def poison():
    """Writes it into all rows, those too that are written once; the words that stand in personal columns now."""
    marks = []
    private = {f"{app}.{name}" for app, name, _entry in personal()}
    with switched_off():
        for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
            for field in columns_of(model):
                words = _poison_column(model, field)
                marks += words if f"{model._meta.app_label}.{model.__name__}.{field.name}" in private else []
    return marks


def columns_of(model):
    if model.__name__ in CHAINED | MACHINES:
        return []
    return [field for field in model._meta.local_concrete_fields if is_text(field) or holds_words(field)]


def is_text(field):
    """A text that somebody writes: no choice, no code, no address, no file."""
    if f"{field.model.__name__}.{field.name}" in WORDS_ALL_THE_SAME:
        return True
    if field.name in CODES or field.choices or field.unique or field.name.endswith(("_hash", "_index")):
        return False
    if isinstance(field, NO_TEXT):
        return False
    return isinstance(field, models.CharField | models.TextField | EncryptedTextField)


def _poison_column(model, field):
    words = []
    for pk, value in list(model._base_manager.values_list("pk", field.attname)):
        if value:
            model._base_manager.filter(pk=pk).update(**{field.attname: _poisoned(field, value, words)})
    return words


def _poisoned(field, value, words):
    """What stands there instead; the words that are new in it are added to `words`."""
    if holds_words(field):
        return rewritten(value, lambda text: _with_script(words))
    return _with_script(words, field.max_length) or value


def _with_script(words, most=None):
    """Another script first each time, the word last; without it where there is no room, or None."""
    number = next(NUMBERS)
    word, first = f"canary{number}z", number % len(PAYLOADS)
    scripts = PAYLOADS[first:] + PAYLOADS[:first]
    longest_first = ["".join(scripts[:many]) + word for many in range(len(scripts), 0, -1)]
    written = next((text for text in (*longest_first, SHORT + word, SHORT) if not most or len(text) <= most), None)
    words += [word] if written and word in written else []
    return written
