"""Where to look, and who can sign in?"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def lines() -> Iterator[str]:
    site = settings.PUBLIC_URL
    yield ""
    yield f"The portal      {site}/"
    yield f"Officials       {site}/admin/"
    yield f"Programmers     {site}/api/docs/"
    if settings.EMAIL_BACKEND.endswith("mail_files.EmailBackend"):
        yield f"Mail goes to    {settings.EMAIL_FILE_PATH}"
    yield f"Logs            {settings.VAR_DIR / 'log'}"
    yield from _people(settings.VAR_DIR / "demo.json")
    yield "Ctrl-C stops everything."


def _people(file: Path) -> Iterator[str]:
    if not (settings.DEMO and file.exists()):
        return
    demo = json.loads(file.read_text())
    yield ""
    yield f"Who can sign in, each with the password {demo['password']} (all are invented):"
    for person in demo["people"]:
        yield f"  {person['role']:<18}{person['email']:<40}{person['name']}"
    yield f"Partners' API clients stand in {file}"
    yield ""
