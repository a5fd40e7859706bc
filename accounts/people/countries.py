"""Which countries issue passports, by ISO 3166 code and in the reader's language."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

NOT_ISSUING = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "HK", "MO", "TW"}
)


@cache
def _names(language: str) -> dict[str, str]:
    territories = Locale.parse("zh_Hans" if language.startswith("zh") else "en").territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_ISSUING
    }


def country_choices() -> list[tuple[str, str]]:
    """Code and name, sorted as the reader's language sorts them."""
    names = _names(get_language() or "zh-hans")
    return sorted(names.items(), key=lambda pair: _sort_key(pair[1]))


def country_codes() -> list[str]:
    return sorted(_names("en"))


def country_name(code: str) -> str:
    return _names(get_language() or "zh-hans").get(code, code)


def _sort_key(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name)).lower()
