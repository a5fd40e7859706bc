"""On which day does somebody reach an age?"""

from datetime import date, timedelta


def birthday(born: date, years: int, *, day_before: bool = False) -> date:
    """The day on which `years` are full, or the one before; who was born on a 29 February waits for 1 March."""
    try:
        day = born.replace(year=born.year + years)
    except ValueError:
        day = date(born.year + years, 3, 1)
    return day - timedelta(days=1) if day_before else day
