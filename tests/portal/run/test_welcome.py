"""Are the people named who can sign in, and only where demonstration is on?"""

import json

from portal.run import welcome


def test_welcome_names_addresses_and_people(settings, tmp_path):
    person = {"role": "talent", "email": "talent@demo.example", "name": "李明"}
    (tmp_path / "demo.json").write_text(json.dumps({"password": "invented", "people": [person]}))
    settings.VAR_DIR, settings.DEMO, settings.PUBLIC_URL = tmp_path, True, "http://localhost:8123"

    text = "\n".join(welcome.lines())

    assert "The portal      http://localhost:8123/\n" in text
    assert "each with the password invented" in text
    assert "  talent            talent@demo.example                     李明\n" in text


def test_welcome_without_demonstration_names_nobody(settings, tmp_path):
    (tmp_path / "demo.json").write_text('{"password": "invented", "people": []}')
    settings.VAR_DIR, settings.DEMO = tmp_path, False

    assert "invented" not in "\n".join(welcome.lines())
