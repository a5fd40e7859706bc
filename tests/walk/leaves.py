"""Which JSON columns hold words, and which texts in them are a program's? Each column is one or the other kind."""

import re
from collections.abc import Mapping

from django.apps import apps
from django.db import models

from portal.crypto.fields import EncryptedJSONField
from portal.data_map_check import APPS

WITHOUT_WORDS = {  # addresses, ids, codes and digests
    *("LoadedRow.digests", "OutboxMessage.sealed", "PartnerEvent.data", "WebhookEndpoint.kinds"),
}
READ = {"url", "code", "file", "mime"}  # by a program, as is whatever is called a day or a moment
CODE = re.compile(r"[\w@:/.+-]*", re.ASCII)


def is_json(field):
    return isinstance(field, models.JSONField | EncryptedJSONField)


def holds_words(field):
    return is_json(field) and name_of(field) not in WITHOUT_WORDS


def name_of(field):
    return f"{field.model.__name__}.{field.name}"


def rewritten(value, write, name=""):
    """`value` with each text that people wrote, or the portal for people, as `write` makes it."""
    if isinstance(value, Mapping):
        return {key: rewritten(part, write, key) for key, part in value.items()}
    if isinstance(value, list):
        return [rewritten(part, write, name) for part in value]
    return write(value) if value and isinstance(value, str) and not is_read(name) else value


def is_read(name):
    return name in READ or name.endswith(("_on", "_at"))


def misjudged(without):
    """The columns said to hold words that hold none now, and those said to hold none that hold some; tables in
    `without` aside."""
    models_here = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    columns = [field for model in models_here for field in model._meta.local_concrete_fields if is_json(field)]
    columns = [field for field in columns if field.model.__name__ not in without]
    return [name_of(field) for field in columns if holds_words(field) != has_words_now(field)]


def has_words_now(field):
    texts = []
    for value in field.model._base_manager.values_list(field.attname, flat=True):
        rewritten(value, texts.append)
    return any(not CODE.fullmatch(text) for text in texts)
