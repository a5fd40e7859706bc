"""What an account is to the portal, by its memberships: a talent, an officer or a partner's staff."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property

from accounts.organisations.enums import OFFICIAL_ROLES, Role


class Standing:
    """Mixed into the account; reads its memberships once for each request."""

    if TYPE_CHECKING:
        memberships: Any
        is_staff: bool

    shift: Any = None
    """Where somebody signed on by PIN at a window: that shift, for the length of one request."""
    window: Any = None
    """Where somebody signed in with the own account in the browser of a paired window: that window, as long."""

    @cached_property
    def standing(self) -> list[Any]:
        return list(self.memberships.all())

    @property
    def is_talent(self) -> bool:
        return not self.is_staff and not self.standing

    @property
    def is_officer(self) -> bool:
        return any(row.role in OFFICIAL_ROLES for row in self.standing)

    @property
    def is_desk_staff(self) -> bool:
        return self.has_role(Role.DESK_STAFF)

    @property
    def is_programmer(self) -> bool:
        return self.has_role(Role.PROGRAMMER)

    @property
    def is_employer_staff(self) -> bool:
        return self.has_role(Role.EMPLOYER_STAFF)

    def has_role(self, role: str, at: models.Model | None = None) -> bool:
        """Whether the account holds `role`, at the given authority, partner or employer if one is given."""
        return any(row.role == role and (at is None or row.is_at(at)) for row in self.standing)

    def places_as(self, role: str) -> list[int]:
        """Primary keys of the authorities, partners or employers where the account holds `role`."""
        rows = [row for row in self.standing if row.role == role]
        return [row.authority_id or row.partner_id or row.employer_id for row in rows]
