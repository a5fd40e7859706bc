"""What does docs/notifications.md say? It is derived from the texts, so that it cannot say anything else."""

from .enums import Channel
from .texts import known_templates, text_for, words_for

HEAD = """# Messages

Written by `manage.py notification_docs` from `templates/notifications/`.

`notify(users, template, context=…, key=…)` writes the message in the transaction of the change it tells of: one inbox
row and one outgoing letter for each person, once for ever for one `key` (it names the event: object, step, number).
`send_to_address()` sends a code to an address that belongs to no account yet.

A particular with a question mark may be missing. `…_on` is a day (`2026-12-01`), `…_at` a moment with its zone, `url` a
path on this site; whatever has a name in both languages is given in both (`in_both_languages(thing)`). No text carries
a reason that somebody wrote: it says where to read it. A letter names no service and no place where somebody was
treated; in the text files this stands behind `on_site`.

Outgoing messages are drained by the worker, tried again after 10 seconds, a minute, 5 and 15 minutes, 1, 3, 6, 12 hours
and then daily while a server is silent, and put in quarantine when they are refused for good or after three crashes;
the admin shows why and sends them again. A try whose end nobody saw (a worker died, a server fell silent after the
letter) is made again under the same key; where the provider does not drop a repetition, as mail servers do not, the
admin lists the message as one that may have arrived twice. `manage.py outbox` counts them. A restore holds whatever was
waiting, for it may have left already, until `manage.py outbox release`; `manage.py outbox hold` does it by hand
(docs/backup.md).

| message | subject | particulars | text message |
|---|---|---|---|
"""


def document() -> str:
    return HEAD + "".join(_row(template) for template in known_templates())


def _row(template: str) -> str:
    text = text_for(template, "en", "inbox")
    names = sorted(text.needed) + sorted(f"{name}?" for name in text.optional)
    placeholders = {name: f"‹{name}›" for name in text.needed if not name.endswith(("_on", "_at"))}
    moments = {name: "" for name in text.needed if name.endswith(("_on", "_at"))}
    subject = words_for(template, "en", "inbox", placeholders | moments).subject
    by_sms = "yes" if _goes_by_sms(template) else ""
    return f"| `{template}` | {subject} | {', '.join(f'`{name}`' for name in names)} | {by_sms} |\n"


def _goes_by_sms(template: str) -> bool:
    try:
        return bool(text_for(template, "en", Channel.SMS))
    except LookupError:
        return False
