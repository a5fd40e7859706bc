"""What exactly leaves for one outbox row: to which address, in which language, in which words?"""

import json
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from .channels import Envelope, Rejected
from .enums import Channel
from .outgoing import Outgoing
from .texts import MissingParticulars, UnknownText, Words, text_for

Drawn = dict[tuple[Any, ...], Words]


def compose(message: Outgoing, drawn: Drawn | None = None) -> Envelope:
    """`drawn` is kept by whoever composes many, and no longer: what says the same to all of them is drawn once.

    Raises `Rejected` where there is nothing to send or nobody to send it to.
    """
    address, particulars = _address_and_particulars(message)
    if not address:
        raise Rejected("no address")
    language = message.language or message.reads or ""
    what = (message.template, language, message.channel, message.user_id is not None)
    known, same = {} if drawn is None else drawn, (*what, particulars)
    if same not in known:
        known[same] = _words(*what, json.loads(particulars))
    return Envelope(address, known[same].subject, known[same].body, message.public_id)


def _words(template: str, language: str, channel: str, has_account: bool, context: dict[str, Any]) -> Words:
    try:
        text = text_for(template, language, channel)
        text.check(context)
    except (UnknownText, MissingParticulars) as error:
        raise Rejected(type(error).__name__) from error
    words = text.words(context, language)
    if channel == Channel.EMAIL:
        return Words(words.subject, _letter(words.body, language, context, has_account=has_account))
    return Words(words.subject, f"{words.subject}\n{words.body}".strip())


def _address_and_particulars(message: Outgoing) -> tuple[str, str]:
    if message.user_id is None:
        sealed = message.sealed or {}
        return sealed.get("address", ""), json.dumps(sealed.get("context", {}))
    if message.channel == Channel.SMS:
        return (message.phone or "") if message.has_verified else "", message.particulars
    return message.email or "", message.particulars


def _letter(body: str, language: str, context: dict[str, Any], *, has_account: bool) -> str:
    """The body, where to go on, the site's address and why one got this."""
    letter: Any = get_template(f"notifications/letter.{language}.txt")
    values = {"body": body, "site": settings.PUBLIC_URL, "url": context.get("url", ""), "has_account": has_account}
    return letter.template.render(Context(values, autoescape=False)).strip() + "\n"
