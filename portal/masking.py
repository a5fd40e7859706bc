"""How much of a name, a number or an address others may see."""

import unicodedata
from ipaddress import ip_address, ip_network


def mask_name(name: str) -> str:
    """First character and `**`; of a name in an alphabet the first letter of each part and `**` (CONTRACT.md)."""
    parts = unicodedata.normalize("NFC", name).split()
    if not parts:
        return ""
    if _is_han(parts[0][0]):
        return f"{parts[0][0]}**"
    return " ".join(f"{part[0]}**" for part in parts)


def mask_id(number: str) -> str:
    """All but the last two characters as `*`; a number too short to hide behind them not at all shown."""
    return "*" * (len(number) - 2) + id_tail(number) if id_tail(number) else "*" * len(number)


def id_tail(number: str) -> str:
    """The last two characters, or nothing where they would be a good part of the number."""
    return number[-2:] if len(number) >= 6 else ""


def mask_address(address: str) -> str:
    """The network that an internet address is in, of 256 addresses or of one site."""
    try:
        found = ip_address(address)
    except ValueError:  # a test client, a socket of the machine itself
        return "-"
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))


def _is_han(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK ")
