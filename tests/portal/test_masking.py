"""How much of a name or number shows (CONTRACT.md)."""

import pytest

from portal.masking import id_tail, mask_address, mask_id, mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王**"),
        ("欧阳 娜娜", "欧**"),
        ("𠮷田太郎", "𠮷**"),
        ("买买提·艾力", "买**"),
        ("John Smith", "J** S**"),
        ("Jean-Paul  Sartre", "J** S**"),
        ("Élodie", "É**"),
        ("Иван Петров", "И** П**"),
        ("  ", ""),
    ],
)
def test_mask_name_shows_the_first_character_only(name: str, masked: str):
    assert mask_name(name) == masked


def test_mask_id_shows_the_last_two_characters():
    assert mask_id("23010019650101001X") == "****************1X"
    assert mask_id("E1234") == "*****"
    assert (id_tail("E12345678"), id_tail("E12")) == ("78", "")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("", "-"),
        ("testserver", "-"),
    ],
)
def test_address_shows_its_network_alone(address, network):
    assert mask_address(address) == network
