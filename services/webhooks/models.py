"""What is kept of what a partner's system may hear, where it is sent, and how far each event has come?"""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedTextField

from .enums import DeliveryState, Kind
from .querysets import DeliveryQuerySet


def _exactly_when(state: str, moment: str, *, name: str) -> models.CheckConstraint:
    """The state holds if and only if its moment is known."""
    with_moment = Q(state=state, **{f"{moment}__isnull": False})
    return models.CheckConstraint(
        condition=with_moment | (~Q(state=state) & Q(**{f"{moment}__isnull": True})), name=name
    )


class PartnerEvent(models.Model):
    """Something that concerns a partner's own services, in codes and ids; written with the change, never rewritten.

    The numbers of one partner's events rise in the order in which they became visible (`events.tell` sees to it), so
    that whoever has read up to one of them has missed nothing before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="events", verbose_name=_("partner"), db_index=False
    )
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


class WebhookEndpoint(models.Model):
    """An address of a partner's system to which events are sent as they come."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("accounts.Partner", models.CASCADE, related_name="endpoints", verbose_name=_("partner"))
    url = models.CharField(_("address"), max_length=500)
    kinds = models.JSONField(_("kinds wanted"), default=list)
    secret = EncryptedTextField(_("secret"), editable=False)
    spread_to = models.BigIntegerField(
        default=0, editable=False, help_text=_("Up to this event each has its delivery to this address, if wanted.")
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    paused_until = models.DateTimeField(_("not tried before"), null=True)
    created_at = models.DateTimeField(_("given at"), db_default=Now())

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("partner", "id")

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One event on its way to one address. `lease.py` alone changes how it stands."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"), db_index=False
    )
    event = models.ForeignKey(PartnerEvent, models.CASCADE, related_name="deliveries", verbose_name=_("event"))
    card = models.ForeignKey("accounts.Card", models.PROTECT, null=True, related_name="+", verbose_name=_("card"))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.PENDING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    crashes = models.PositiveSmallIntegerField(_("tries without a result"), default=0)
    lease = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    next_attempt_at = models.DateTimeField(_("next try at"), db_default=Now())
    give_up_at = models.DateTimeField(_("tried until"))
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written at"), db_default=Now())
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    dead_at = models.DateTimeField(_("given up at"), null=True)

    objects: ClassVar = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of an event")
        verbose_name_plural = _("deliveries of events")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("endpoint", "event"), name="delivery_once"),
            _exactly_when("delivered", "delivered_at", name="delivery_delivered_at"),
            _exactly_when("dead", "dead_at", name="delivery_dead_at"),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False, state="pending"),
                name="delivery_lease_whole",
            ),
        )
        indexes = (
            models.Index(fields=("next_attempt_at", "id"), condition=Q(state="pending"), name="delivery_due"),
            models.Index(fields=("endpoint", "card", "event"), condition=Q(state="pending"), name="delivery_order"),
            models.Index(fields=("leased_until",), condition=Q(lease__isnull=False), name="delivery_leased"),
            models.Index(fields=("state", "-id"), name="delivery_state"),
            models.Index(fields=("endpoint", "-id"), name="delivery_of_endpoint"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
