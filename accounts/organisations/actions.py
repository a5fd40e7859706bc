"""How does an account get a standing, and lose it? With who may enter the admin kept in step."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal.audit.chain import append, lock
from portal.workflow.engine import refuse_unless

from .models import Membership
from .rules import may_be_removed, may_stand, place_of

if TYPE_CHECKING:
    from accounts.people.models import User

ADDED, REMOVED = "membership_added", "membership_removed"


@transaction.atomic
def add_membership(user: "User", *, role: str, place: Any, by: "User") -> Membership:
    """The new standing; told in the history of the account. Raises `Refusal` with the code of `may_stand`."""
    now = lock(user)
    refuse_unless(may_stand(now, role, place, by=by))
    row = Membership.objects.create(user=now, role=role, **{place_of(role): place})
    _keep_in_step(now)
    append(now, ADDED, by=by, to_status=role, fields=[_code(place)], locked=True)
    return row


@transaction.atomic
def remove_membership(row: Membership, *, by: "User") -> None:
    """Ends a standing; one that has just been ended is left as it is. Raises `Refusal` for one's own."""
    now = lock(row.user)
    refuse_unless(may_be_removed(now, by=by))
    if not Membership.objects.filter(pk=row.pk).delete()[0]:
        return
    _keep_in_step(now)
    append(now, REMOVED, by=by, from_status=row.role, fields=[_code(row.place)], locked=True)


def _keep_in_step(user: "User") -> None:
    """An official enters the admin; who is none any more does not."""
    user.is_staff = user.is_superuser or Membership.objects.filter(user=user).official().exists()
    user.save(update_fields=["is_staff"])


def _code(place: Any) -> str:
    """The place as the history may name it: by public id or short name."""
    return f"{place._meta.model_name}.{getattr(place, 'public_id', None) or getattr(place, 'slug', place.pk)}".lower()
