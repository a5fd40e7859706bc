"""Which standings may an official look at?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from portal.search import matches

from .enums import OFFICIAL_ROLES, Role

if TYPE_CHECKING:
    from .models import Membership  # noqa: F401 - named in a string below

SYSTEM_DOMAIN = "partners.invalid"  # of the accounts in whose name partners' systems act: no mail reaches it
MOST_FOUND, MOST_CALLED = 500, 100
FEW = 1_000  # so many keys may stand in a condition
SEE_ALL = frozenset({Role.POLICY_ADMIN, Role.AUDITOR})
PLACES = ("authority", "partner", "employer")


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
        found = Q(authority__in=here)
        for name in ("partner", "employer"):
            found |= self._in_cities(name, here)
        return self.filter(found)

    def found_by(self, words: str) -> "MembershipQuerySet":
        """By the beginning of an e-mail, or by name or pinyin of a person or a place; five hundred at most, and of
        people of a common name a hundred.

        Each is looked up first, so many of each: no index answers for two tables at once.
        """
        people = self._table("user").filter(email__startswith=words.lower()).order_by("email")
        named = matches(type(self)(self.model), words, column="user__profile__search").order_by("pk")
        found = Q(user__in=_some(people)) | Q(pk__in=_some(named, MOST_CALLED))
        for name in PLACES:
            found |= Q(**{f"{name}__in": _some(matches(self._table(name), words).order_by("pk"))})
        return self.filter(pk__in=_some(type(self)(self.model).filter(found).order_by()))

    def _in_cities(self, name: str, cities: list[int]) -> Q:
        """The few places there by their keys, which an index answers; of a great city's every other row is one, and
        the list is walked in its order."""
        keys = _some(self._table(name).filter(city__in=cities).order_by("pk"), FEW + 1)
        return Q(**{f"{name}__in": keys}) if len(keys) <= FEW else Q(**{f"{name}__city__in": cities})

    def _table(self, name: str) -> Any:
        """All rows of the table that the column names."""
        related: Any = self.model._meta.get_field(name).related_model
        return related._base_manager.all()


def _some(rows: Any, most: int | None = None) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[: most or MOST_FOUND])
