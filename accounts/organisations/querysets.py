"""Which standings may an official look at?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from .enums import OFFICIAL_ROLES, Role

if TYPE_CHECKING:
    from .models import Membership  # noqa: F401 - named in a string below

SYSTEM_DOMAIN = "partners.invalid"  # of the accounts in whose name partners' systems act: no mail reaches it
SEE_ALL = frozenset({Role.POLICY_ADMIN, Role.AUDITOR})


class MembershipQuerySet(QuerySet["Membership"]):
    def of_people(self) -> "MembershipQuerySet":
        """Without those of partners' systems, which come and go with their clients."""
        return self.exclude(user__email__endswith=f"@{SYSTEM_DOMAIN}")

    def official(self) -> "MembershipQuerySet":
        return self.filter(role__in=sorted(OFFICIAL_ROLES))

    def of_office(self, user: Any) -> "MembershipQuerySet":
        """All for the policy administrator and the auditor; for other officials those at their own place."""
        if user.is_superuser or any(user.has_role(role) for role in SEE_ALL):
            return self
        here = [row.authority_id for row in user.standing if row.authority_id]
        return self.filter(Q(authority__in=here) | Q(partner__city__in=here) | Q(employer__city__in=here))
