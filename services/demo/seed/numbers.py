"""Which numbers do seeded people and cases bear? Each once in all seeds, and none that could be issued to anybody."""

from datetime import date, timedelta
from functools import cache
from math import gcd
from random import Random

from stdnum import numdb
from stdnum.cn import ric

from portal.codes import ALPHABET

SEEDS = range(8)
MOST = 1_000_000
FIRST_BIRTH = date(1960, 1, 1)
BIRTHS = (date(2004, 1, 1) - FIRST_BIRTH).days
NORTH_EAST = ("21", "22", "23")
NANGANG = "230103"  # the county of the people of `load_demo`
STRIDE = 7_368_787  # a prime: neighbours in the list are strangers by county and birth date


@cache
def counties(*, north_east: bool = True) -> tuple[str, ...]:
    """The counties of the three north-eastern provinces, or of all others; those that were too."""
    found = [
        province + county
        for _length, province, _high, _about, rows in numdb.get("cn/loc").prefixes
        if (province in NORTH_EAST) == north_east
        for _length, county, _high, _about, _rows in rows
        if not county.endswith("00")
    ]
    return tuple(sorted({*found} - {NANGANG}))


def resident_id(seed: int, n: int) -> tuple[str, date]:
    """A number with the order code 000, which is never issued, and the birth date in it.

    So there is one number a county and day: about nine million, a million for each seed.
    """
    space = len(counties()) * BIRTHS
    if space < len(SEEDS) * MOST or gcd(STRIDE, space) != 1:
        raise ValueError("the numbers do not suffice for every seed")
    day, county = divmod((n * len(SEEDS) + seed) * STRIDE % space, len(counties()))
    born = FIRST_BIRTH + timedelta(days=day)
    return _never_issued(counties()[county], born), born


def relative_id(seed: int, n: int, born: date) -> str:
    """The number of the `n`-th relative of that birth date, of a county where no holder comes from."""
    return _never_issued(counties(north_east=False)[n * len(SEEDS) + seed], born)


def _never_issued(county: str, born: date) -> str:
    stem = f"{county}{born:%Y%m%d}000"
    return stem + ric.calc_check_digit(stem + "0")


def passport(seed: int, n: int) -> str:
    return f"00{seed}{n:08d}"


def case_code(prefix: str, year: int, seed: int, n: int) -> str:
    """As `portal.codes.case_code` makes them; which six characters follows from seed and number."""
    value = ((n + 1) * STRIDE % (32**6 // len(SEEDS))) * len(SEEDS) + seed
    return f"{prefix}-{year}-" + "".join(ALPHABET[value >> shift & 31] for shift in range(25, -1, -5))


def card_number(year: int, seed: int, n: int) -> str:
    return f"HLJ{year}{(n + 1) * STRIDE % (10**8 // len(SEEDS)) * len(SEEDS) + seed:08d}"


def public_id(chance: Random) -> str:
    """A UUID like those of life, out of the seed's own chance."""
    signs = f"{chance.getrandbits(128):032x}"
    return f"{signs[:8]}-{signs[8:12]}-4{signs[13:16]}-a{signs[17:20]}-{signs[20:]}"
