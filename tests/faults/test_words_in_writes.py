"""Does a word that an application or a partner's system sends stand in a log, a task, broker or cache later on?"""

import re
from itertools import count

import pytest
from django.db import connection

from tests.harness.overheard import in_passing
from tests.services.rights.canaries import found

from .writes import WRITES, send

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TEXT = re.compile(r'(?<=[^{,] )"[^"]*"|(?<=\[)"[^"]*"|diploma(?=\.pdf)')
"""What stands for a value in JSON, or for the name of a file."""
NUMBERS = count(1)


@pytest.mark.parametrize("name", WRITES)
def test_no_word_of_a_write_stands_where_others_read(scene, spoken, told, name, django_capture_on_commit_callbacks):
    call = WRITES[name].stage(scene)
    connection.run_on_commit.clear()  # a hint that the stage has left waiting stands for all that follow
    texts, words = call.body.decode("latin-1") or '{"reason": "text"}', []

    for chosen in (None, *range(len(TEXT.findall(texts)))):
        call.body = worded(texts, chosen, words).encode("latin-1")
        with django_capture_on_commit_callbacks(execute=True):
            assert send(name, call, key=f"key-{chosen}").status_code < 500

    assert words
    assert found(words, [*spoken, *told, *in_passing()]) == []


def worded(texts, chosen, words):
    """With a word in the place of each text, or of the chosen one alone, so that it gets past what looks at others."""
    places = count()

    def write(text):
        if chosen not in {None, next(places)}:
            return text[0]
        words.append(f"written{next(NUMBERS)}z")
        return f'"{words[-1]}"' if text[0].startswith('"') else words[-1]

    return TEXT.sub(write, texts)
