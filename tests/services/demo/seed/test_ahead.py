"""Do rows made by another process arrive in order, and its failures too?"""

import os

import pytest

from services.demo.seed import ahead as under_test
from services.demo.seed.ahead import MakerDied, ahead


def fails_after(count):
    yield from range(count)
    raise ValueError("the third could not be made")


def dies_after(count):
    yield from range(count)
    os._exit(1)


def test_items_arrive_in_order():
    assert list(ahead(iter(range(20)))) == list(range(20))


def test_failure_of_the_maker_reaches_the_loader():
    with pytest.raises(ValueError, match="the third"):
        list(ahead(fails_after(2)))


def test_death_of_the_maker_is_noticed(monkeypatch):
    monkeypatch.setattr(under_test, "LOOK_AFTER", 0.05)

    with pytest.raises(MakerDied):
        list(ahead(dies_after(0)))
