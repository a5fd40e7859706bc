"""Whom does one call at a partner? The first liaison; where none is named, what stands with the partner itself."""

from dataclasses import dataclass

from accounts.models import Partner


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    when: str = ""


def contact_of(partner: Partner) -> Contact | None:
    """Costs no statement where `liaisons` were prefetched. None where nobody is named."""
    first = min(partner.liaisons.all(), key=lambda row: (not row.is_first, row.pk), default=None)
    if first is not None:
        return Contact(first.name, first.phone, first.when)
    return Contact(partner.liaison_name, partner.liaison_phone) if partner.liaison_phone else None
