"""Which numbers of identity documents pass, and what is said of those that do not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.people.numbers import birth_date_in, check_number, normalise_number

RIGHT = [
    ("resident_id", "230102196503150018", date(1965, 3, 15)),  # a Harbin number of 1965, older than its county code
    ("resident_id", "11010519491231002X", date(1949, 12, 31)),  # the example of GB 11643
    ("foreigner_card", "911123199001010005", date(1990, 1, 1)),
    ("foreigner_card", "RUS230190010112", None),  # a card of before December 2023
    ("hmt_permit", "810000199408230021", date(1994, 8, 23)),  # the specimen cards
    ("hmt_permit", "830000199201300022", date(1992, 1, 30)),
    ("passport", "75AB123456", None),
]
WRONG = [
    ("resident_id", "230102196503150019", "wrong_check"),
    ("resident_id", "23010219650315001", "wrong_form"),
    ("resident_id", "810000199408230021", "wrong_form"),
    ("resident_id", "230102196502300010", "wrong_date"),
    ("resident_id", "230102206503150014", "wrong_date"),  # born in 2065
    ("foreigner_card", "911123199001010000", "wrong_check"),
    ("foreigner_card", "RU2301900101123", "wrong_form"),
    ("hmt_permit", "840000199408230021", "wrong_form"),
    ("hmt_permit", "810000199408230022", "wrong_check"),
    ("passport", "AB12", "wrong_form"),
    ("passport", "PASSPORT", "wrong_form"),
    ("passport", "", "wrong_form"),
]


@pytest.mark.parametrize(("kind", "number", "born"), RIGHT)
def test_number_of_a_real_document_passes_and_tells_its_birth_date(kind, number, born):
    check_number(kind, number)

    assert birth_date_in(kind, number) == born


@pytest.mark.parametrize(("kind", "number", "code"), WRONG)
def test_number_that_cannot_be_right_is_refused_with_its_reason(kind, number, code):
    with pytest.raises(ValidationError) as refusal:
        check_number(kind, number)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "typed",
    ["１１０１０５１９４９１２３１００２ｘ", " 110105 19491231 002x ", "110105-19491231-002X", "110105　19491231002X"],
)
def test_number_is_read_as_people_type_it(typed):
    assert normalise_number(typed) == "11010519491231002X"
