"""Each test counts calls anew: partners of different tests have the same number, and a minute holds many tests."""

from itertools import count

import pytest

from services.partners import kept_calls, keys

TALLIES = (keys.CALLS, kept_calls.REFUSED_SO_FAR, kept_calls.READ_SO_FAR)
_numbers = count()


@pytest.fixture(autouse=True)
def nothing_tallied(monkeypatch):
    number = next(_numbers)
    for tally in TALLIES:
        monkeypatch.setattr(tally, "name", f"{number}/{tally.name}")
        tally._begin(0)
