"""At which desk does the reader sit? The only one they staff, or of several the one they chose last. Of a partner's
systems its programmers read, too, who sit at no desk."""

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.signed_in import SignedInRequest

CHOSEN = "desk"  # in the session: the primary key of the partner
AT_DESK, OF_SYSTEMS = (Role.DESK_STAFF,), (Role.DESK_STAFF, Role.PROGRAMMER)


def desks_of(request: SignedInRequest, roles: tuple[Role, ...] = AT_DESK) -> QuerySet[Partner]:
    """Every desk the reader staffs and that is open, not yet read; or every partner where one of `roles` is theirs."""
    return Partner.objects.filter(pk__in=_places(request, roles), is_active=True)


def desk_of(request: SignedInRequest, roles: tuple[Role, ...] = AT_DESK) -> QuerySet[Partner]:
    """The one in use, not yet read; a choice that is closed or no longer the reader's falls back to the first."""
    desks = desks_of(request, roles)
    if not has_several(request, roles):
        return desks
    chosen_first = Case(When(pk=request.session.get(CHOSEN), then=Value(0)), default=Value(1))
    return Partner.objects.filter(pk__in=desks.order_by(chosen_first, "pk").values("pk")[:1])


def has_several(request: SignedInRequest, roles: tuple[Role, ...] = AT_DESK) -> bool:
    """Whether there may be something to choose; costs no statement."""
    return len(_places(request, roles)) > 1


def choice_of(request: SignedInRequest, in_use: Partner, roles: tuple[Role, ...] = AT_DESK) -> "ChooseDeskForm | None":
    """What asks for the desk; None for whoever staffs one."""
    return ChooseDeskForm(desks=desks_of(request, roles), in_use=in_use) if has_several(request, roles) else None


def _places(request: SignedInRequest, roles: tuple[Role, ...]) -> list[int]:
    return sorted({place for role in roles for place in request.user.places_as(role)})


class ChooseDeskForm(forms.Form):
    """One of the reader's open desks, by public id."""

    desk = forms.ModelChoiceField(
        label=_("Which desk are you at?"),
        queryset=Partner.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        error_messages={"invalid_choice": _("You do not staff this desk, or it is closed. Choose another.")},
    )

    def __init__(self, data: object = None, *, desks: QuerySet[Partner], in_use: Partner | None = None) -> None:
        super().__init__(data, initial={"desk": in_use})  # type: ignore[arg-type]
        field: forms.ModelChoiceField = self.fields["desk"]  # type: ignore[assignment]
        field.queryset = desks.order_by("pk")
        field.choices = [(partner.public_id, partner.name) for partner in field.queryset]
