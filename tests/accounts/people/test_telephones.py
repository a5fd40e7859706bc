"""Which telephone numbers are understood, and how they are written."""

import pytest
from django.core.exceptions import ValidationError

from accounts.people.telephones import dialled_phone, masked_phone, normalise_phone

READ = [
    ("13800138000", "+8613800138000"),
    ("138 0013 8000", "+8613800138000"),
    ("１３８００１３８０００", "+8613800138000"),
    ("+86 138-0013-8000", "+8613800138000"),
    ("008613800138000", "+8613800138000"),
    ("8613800138000", "+8613800138000"),
    ("+7 (912) 345-67-89", "+79123456789"),
    ("0044 7911 123456", "+447911123456"),
    ("+852 5123 4567", "+85251234567"),
]
REFUSED = [
    "",
    "12345",
    "+0123456789",
    "0451 8888 8888",
    "+86 12345678901",
    "+86 451 8888 8888",
    "138001380001",
    "phone",
]


@pytest.mark.parametrize(("typed", "number"), READ)
def test_telephone_of_any_country_is_written_in_one_way(typed, number):
    assert normalise_phone(typed) == number


@pytest.mark.parametrize("typed", REFUSED)
def test_telephone_without_a_country_or_with_a_wrong_length_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        normalise_phone(typed)

    assert refusal.value.code == "invalid_phone"


def test_masked_telephone_keeps_only_its_ends():
    assert masked_phone("+8613800138000") == "+86138****8000"


@pytest.mark.parametrize(("number", "shown"), [("+8613800138000", "138 0013 8000"), ("+79123456789", "+79123456789")])
def test_number_to_ring_is_shown_as_it_is_dialled(number, shown):
    assert dialled_phone(number) == shown
