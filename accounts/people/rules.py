"""Who may see the identity number of a person?"""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from .enums import Purpose
from .models import User


def may_see_identity(officer: User, person: User) -> Verdict:
    """An officer of a place the person applied to, as long as the person agrees."""
    if not User.objects.visible_to(officer).filter(pk=person.pk).exists():
        return no("not_yours", _("This person has not applied to your office."))
    if not person.has_consented(Purpose.IDENTITY):
        return no("consent_withdrawn", _("This person has withdrawn the consent to use the identity document."))
    if person.identity_document is None:
        return no("no_document", _("No identity document is recorded."))
    return yes()
