"""Which papers can be printed for a partner, and at which addresses?"""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import PartnerService, Window


def papers_of(partner: int) -> list[tuple[str, str]]:
    """Name and address of each paper of the partner with this key; two statements."""
    windows = Window.objects.filter(partner__pk=partner, is_active=True).order_by("pk")
    rows = PartnerService.objects.filter(partner__pk=partner, is_active=True).select_related("partner", "service")
    posters = [
        (_("Poster: %(window)s") % {"window": window.name}, reverse("services:window-poster", args=[window.public_id]))
        for window in windows
    ]
    return posters + [
        (
            f"{row.service.name} ({words})",
            reverse("services:instruction", args=[row.partner.slug, row.service.slug, code]),
        )
        for row in rows.order_by("service__number")
        for code, words in (("zh", _("Chinese")), ("en", _("English")))
    ]
