"""Is everything there that messages need? Asked at every start, so that a gap is not met by the first reader."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from .enums import Channel
from .texts import UnknownText, known_templates, languages, text_for


@register
def sms_backend_is_a_courier(**_: Any) -> list[CheckMessage]:
    try:
        found = import_string(settings.SMS_BACKEND)
    except ImportError as error:
        return [Error(f"SMS_BACKEND must be the dotted path of a class: {error}.", id="notifications.E001")]
    missing = [name for name in ("send", "close") if not callable(getattr(found, name, None))]
    if missing:
        return [Error(f"SMS_BACKEND {settings.SMS_BACKEND} lacks {', '.join(missing)}().", id="notifications.E002")]
    return []


@register
def every_text_speaks_every_language(**_: Any) -> list[CheckMessage]:
    return [Error(fault, id="notifications.E003") for name in known_templates() for fault in faults_of(name)]


def faults_of(template: str) -> Iterable[str]:
    """What is wrong with one message's texts: missing in a language, or asking for other particulars there."""
    for channel in ("inbox", *Channel):
        found = {language: _names(template, language, channel) for language in languages()}
        if channel == Channel.SMS and not any(found.values()):
            continue
        if None in found.values():
            yield f"{template} has no {channel} text in {' and '.join(k for k, v in found.items() if v is None)}."
        elif len(set(found.values())) > 1:
            yield f"{template} asks for other particulars in each language ({channel})."


def _names(template: str, language: str, channel: str) -> tuple[frozenset[str], frozenset[str]] | None:
    try:
        text = text_for(template, language, channel)
    except UnknownText:
        return None
    return text.needed, text.optional
