"""Which values do personal columns hold that `poison` leaves as they are, and which of them can be looked for?

Not looked for: what is one of a few, or shorter than a word that nobody else uses; a moment, which each line of a log
begins with, and a day that is counted from today. Names of places and digests stand for a person as well as a number.
"""

from itertools import count

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models

from portal.crypto.fields import EncryptedDateField, EncryptedJSONField
from portal.data_map_check import APPS, personal

from .poison import columns_of

SHORTEST = 8
IN_ADDRESSES = {"code", "object_id", "service_slug", "area_slug", "link"}
"""By design: numbers of cases say nothing of anybody, and who is sent a link holds it."""
OF_THE_PROGRAM = {"problem", "version", "scopes", "mime", "search"}
"""Words of ours; and what is looked up by, which is drawn from the words themselves."""
NO_TEXT = (models.DateTimeField, models.DateField, models.JSONField, EncryptedJSONField)
NUMBERS = count(1)


def standing():
    """The values of everybody."""
    for app, name, _entry in personal():
        model, column = name.split(".")
        field = apps.get_app_config(app).get_model(model)._meta.get_field(column)
        is_poisoned = app in APPS and field in columns_of(field.model)
        if is_looked_for(field) and not is_poisoned:
            values = map(str, field.model._base_manager.values_list(column, flat=True))
            yield from {value for value in values if len(value) >= SHORTEST}


def is_looked_for(field):
    """A day of birth is; other days and moments say when something was done."""
    if field.choices or field.name in IN_ADDRESSES | OF_THE_PROGRAM:
        return False
    return field.name.endswith("birth_date") or not isinstance(field, (*NO_TEXT, EncryptedDateField))


def plant_whereabouts():
    """The address of who walks is the site's own, and its browser names itself as many do: others take their place."""
    for session in UserSession.objects.all():
        number = next(NUMBERS)
        UserSession.objects.filter(pk=session.pk).update(ip=f"2001:db8::{number:x}:77", user_agent=f"canary-{number}-x")
