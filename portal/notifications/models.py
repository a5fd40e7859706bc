"""What is kept of a message: the outbox row until it is delivered, the inbox row while its reader has it."""

import hashlib
import uuid
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedJSONField

from .enums import Channel, Priority, State
from .querysets import InboxQuerySet, OutboxQuerySet


def _together(state: str, moment: str, *, name: str) -> models.CheckConstraint:
    """The state holds if and only if its moment is known."""
    with_moment = Q(state=state, **{f"{moment}__isnull": False})
    without = ~Q(state=state) & Q(**{f"{moment}__isnull": True})
    return models.CheckConstraint(condition=with_moment | without, name=name)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class OutboxMessage(models.Model):
    """A message that leaves the site; it is written with the change it tells of, and delivered afterwards."""

    key = models.CharField(
        _("message key"),
        max_length=200,
        unique=True,
        help_text=_("One message for one event, person and channel; the provider sees a digest of it."),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    template = models.CharField(_("message text"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("addressee")
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("Empty: the reader's own language when it is sent.")
    )
    context = models.JSONField(_("particulars"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    sealed = EncryptedJSONField(_("sealed address and particulars"), null=True, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NEWS)
    state = models.CharField(_("state of sending"), max_length=12, choices=State, default=State.PENDING)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    crashes = models.PositiveSmallIntegerField(_("tries without a result"), default=0)
    doubts = models.PositiveSmallIntegerField(
        _("tries that may have arrived"),
        default=0,
        db_default=0,
        help_text=_("Tries whose end nobody saw, because a worker died or the other side fell silent; never set back."),
    )
    is_attempting = models.BooleanField(_("a try has begun"), default=False)
    lease = models.UUIDField(_("lease"), null=True, editable=False)
    leased_until = models.DateTimeField(_("leased until"), null=True, editable=False)
    next_attempt_at = models.DateTimeField(_("next try at"), db_default=Now())
    expires_at = models.DateTimeField(_("of no use after"), null=True, blank=True)
    last_error = models.CharField(
        _("last error"), max_length=200, blank=True, help_text=_("The kind of error and its number; never an address.")
    )
    created_at = models.DateTimeField(_("written at"), db_default=Now())
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    quarantined_at = models.DateTimeField(_("put in quarantine at"), null=True, blank=True)

    objects: ClassVar = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ("-pk",)
        indexes: ClassVar = [
            models.Index(fields=["priority", "next_attempt_at", "id"], condition=Q(state="pending"), name="outbox_due"),
            models.Index(fields=["state", "-id"], name="outbox_state"),
            models.Index(fields=["channel", "-id"], name="outbox_channel"),
            models.Index(fields=["-id"], condition=Q(doubts__gt=0), name="outbox_doubts"),
            models.Index(fields=["leased_until"], condition=Q(lease__isnull=False), name="outbox_leased"),
            models.Index(fields=["expires_at"], condition=Q(state__in=["pending", "held"]), name="outbox_expiring"),
        ]
        constraints: ClassVar = [
            _together("sent", "sent_at", name="outbox_sent_at"),
            _together("quarantined", "quarantined_at", name="outbox_quarantined_at"),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="outbox_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_attempting=False) | Q(lease__isnull=False), name="outbox_attempt_leased"
            ),
            models.CheckConstraint(condition=Q(lease__isnull=True) | Q(state="pending"), name="outbox_lease_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.get_channel_display()} · {self.pk}"

    @property
    def public_id(self) -> str:
        """The key as providers, Message-ID and history know it: always the same, and saying nothing."""
        return digest(self.key)


class OutboxBatch(models.Model):
    """Outgoing messages that were begun together, as long as whoever sends them has them in hand."""

    lease = models.UUIDField(_("lease"), primary_key=True)
    messages = models.JSONField(_("outgoing messages"), help_text=_("Their numbers."))
    leased_until = models.DateTimeField(_("leased until"))

    class Meta:
        verbose_name = _("batch of outgoing messages")
        verbose_name_plural = _("batches of outgoing messages")

    def __str__(self) -> str:
        return f"{len(self.messages)} · {self.lease}"


class InboxMessage(models.Model):
    """A message in a person's inbox on the site; its words are chosen when it is read."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("message key"), max_length=200, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="inbox",
        verbose_name=_("addressee"),
        db_index=False,
    )
    template = models.CharField(_("message text"), max_length=60)
    context = models.JSONField(_("particulars"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("written at"), db_default=Now())
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects: ClassVar = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbox message")
        verbose_name_plural = _("inbox messages")
        indexes: ClassVar = [
            models.Index(fields=["user", "-id"], name="inbox_newest"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="inbox_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.template} · {self.public_id}"
