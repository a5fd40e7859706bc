"""What is kept of what a partner's system may hear?"""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .enums import Kind


class PartnerEvent(models.Model):
    """Something that concerns a partner's own services, in codes and ids; written with the change, never rewritten.

    The numbers of one partner's events rise in the order in which they became visible (`events.tell` sees to it), so
    that whoever has read up to one of them has missed nothing before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("accounts.Partner", models.PROTECT, related_name="events", verbose_name=_("partner"))
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    card = models.ForeignKey(
        "accounts.Card",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("card"),
        help_text=_("Never told; what concerns one card is delivered in its order."),
    )
    data = models.JSONField(_("particulars"), default=dict, encoder=DjangoJSONEncoder)
    happened_at = models.DateTimeField(_("happened at"), db_default=Now())

    class Meta:
        verbose_name = _("partner's event")
        verbose_name_plural = _("partners' events")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("partner", "id"), name="event_of_partner"),
            models.Index(fields=("happened_at",), name="event_age"),
        )

    def __str__(self) -> str:
        return f"{self.kind} · {self.public_id}"
