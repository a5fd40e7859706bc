"""Does everybody in every seed bear a number of their own, well-formed, that could not be issued?"""

import re
from datetime import date
from itertools import product

from accounts.people.numbers import birth_date_in, check_number
from portal.codes import normalise
from services.demo.seed import numbers

SOME = [*range(2_000), *range(numbers.MOST - 2_000, numbers.MOST)]


def test_resident_ids_of_two_seeds_are_right_distinct_and_never_issued():
    made = {numbers.resident_id(seed, n) for seed, n in product((0, 7), SOME)}

    assert len({number for number, _born in made}) == 2 * len(SOME)
    for number, born in made:
        check_number("resident_id", number)
        assert number[14:17] == "000"
        assert not number.startswith(numbers.NANGANG)
        assert birth_date_in("resident_id", number) == born


def test_there_is_a_resident_id_for_a_million_in_each_seed():
    assert len(numbers.counties()) * numbers.BIRTHS >= numbers.MOST * len(numbers.SEEDS)


def test_relatives_of_one_birth_date_in_two_seeds_have_numbers_of_their_own_from_where_no_holder_comes():
    born = date(1992, 2, 29)
    made = {numbers.relative_id(seed, n, born) for seed, n in product((0, 7), range(500))}

    assert len(made) == 1_000
    assert not {number[:6] for number in made} & {*numbers.counties(), numbers.NANGANG}
    for number in made:
        check_number("resident_id", number)
        assert (number[14:17], birth_date_in("resident_id", number)) == ("000", born)


def test_codes_of_two_seeds_are_distinct_and_like_those_of_life():
    codes = {numbers.case_code("RD", 2026, seed, n) for seed, n in product((0, 7), SOME)}
    cards = {numbers.card_number(2026, seed, n) for seed, n in product((0, 7), SOME)}

    assert len(codes) == len(cards) == 2 * len(SOME)
    assert all(re.fullmatch(r"RD-2026-[0-9A-HJKMNP-TV-Z]{6}", code) for code in codes)
    assert all(normalise(code) == code.replace("-", "") for code in codes)
    assert all(re.fullmatch(r"HLJ2026\d{8}", number) for number in cards)


def test_passports_of_two_seeds_are_distinct_and_well_formed():
    made = {numbers.passport(seed, n) for seed, n in product((0, 7), SOME)}

    assert len(made) == 2 * len(SOME)
    for number in made:
        check_number("passport", number)
