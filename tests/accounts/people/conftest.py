"""What the tests of people have in common: cities, a right number, the letters that wait to be sent."""

import pytest

from policies.models import Authority
from portal.models import OutboxMessage

HARBIN_1965 = "230102196503150018"


@pytest.fixture
def cities(db):
    """Harbin and Hegang."""
    province = Authority.objects.create(slug="heilongjiang", level="province", name_zh="黑龙江省", name_en="Province")
    return [
        Authority.objects.create(slug=slug, level="city", parent=province, name_zh=zh, name_en=slug.capitalize())
        for slug, zh in (("harbin", "哈尔滨市"), ("hegang", "鹤岗市"))
    ]


@pytest.fixture
def letters(db):
    """What waits for an address, oldest first: (channel, address, text, particulars, language)."""

    def waiting():
        rows = OutboxMessage.objects.filter(sealed__isnull=False).order_by("pk")
        return [(row.channel, row.sealed["address"], row.template, row.sealed["context"], row.language) for row in rows]

    return waiting


@pytest.fixture
def last_code(letters):
    """The code of the last letter to an address, which must be six digits."""

    def code(address):
        found = [particulars["code"] for _, to, _, particulars, _ in letters() if to == address]
        assert found[-1].isdigit() and len(found[-1]) == 6
        return found[-1]

    return code
