"""At which desk does the reader sit? The only one they staff, or of several the one they chose last."""

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.signed_in import SignedInRequest

CHOSEN = "desk"  # in the session: the primary key of the partner


def desks_of(request: SignedInRequest) -> QuerySet[Partner]:
    """Every desk the reader staffs and that is open, not yet read."""
    return Partner.objects.filter(pk__in=sorted(request.user.places_as(Role.DESK_STAFF)), is_active=True)


def desk_of(request: SignedInRequest) -> QuerySet[Partner]:
    """The one in use, not yet read; a choice that is closed or no longer the reader's falls back to the first."""
    desks = desks_of(request)
    if not has_several(request):
        return desks
    chosen_first = Case(When(pk=request.session.get(CHOSEN), then=Value(0)), default=Value(1))
    return Partner.objects.filter(pk__in=desks.order_by(chosen_first, "pk").values("pk")[:1])


def has_several(request: SignedInRequest) -> bool:
    """Whether there may be something to choose; costs no statement."""
    return len(request.user.places_as(Role.DESK_STAFF)) > 1


def choice_of(request: SignedInRequest, in_use: Partner) -> "ChooseDeskForm | None":
    """What asks for the desk; None for whoever staffs one."""
    return ChooseDeskForm(desks=desks_of(request), in_use=in_use) if has_several(request) else None


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
