"""What happened to an object, in which order, and up to where that was signed?"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HistoryQuerySet(models.QuerySet["History"]):
    def of(self, obj: models.Model) -> "HistoryQuerySet":
        """The rows of one object, oldest first."""
        from .chain import identity

        return self.filter(object_type=obj._meta.label_lower, object_id=identity(obj)).order_by("seq")

    def of_all(self, objs: Sequence[models.Model]) -> "HistoryQuerySet":
        """The rows of several objects of one kind (at least one), each one's oldest first."""
        from .chain import identity

        ids = [identity(obj) for obj in objs]
        return self.filter(object_type=objs[0]._meta.label_lower, object_id__in=ids).order_by("object_id", "seq")


class History(models.Model):
    """One event of one object: ids, field names, codes and hashes, never a personal value or free text."""

    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=40)
    seq = models.PositiveIntegerField(_("number in its chain"))
    action = models.CharField(_("action"), max_length=40)
    from_status = models.CharField(_("from status"), max_length=24, blank=True)
    to_status = models.CharField(_("to status"), max_length=24, blank=True)
    actor_id = models.UUIDField(_("public id of who did it"), null=True, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    fields = models.JSONField(_("names of the fields changed"), default=list, blank=True)
    reason_id = models.UUIDField(_("id of the reason"), null=True, blank=True)
    prev_hash = models.CharField(_("hash of the row before"), max_length=80, blank=True)
    hash = models.CharField(_("hash"), max_length=80)

    objects: ClassVar[Any] = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("history row")
        verbose_name_plural = _("history")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object_type", "object_id", "seq"], name="history_one_row_a_number"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="history_seq_from_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["actor_id", "id"], name="history_by_actor")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} #{self.seq}"


class Seal(models.Model):
    """A signed head over the rows up to `last_id`; each seal names the head before it."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    last_id = models.BigIntegerField(_("last row sealed"))
    count = models.PositiveIntegerField(_("rows sealed"))
    entries = models.TextField(_("rows sealed, each as id:hash"))
    prev_head = models.CharField(_("head before"), max_length=80, blank=True)
    head = models.CharField(_("head"), max_length=80, unique=True)
    jws = models.TextField(_("signed statement"))
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        indexes = (models.Index(fields=("last_id",), name="seal_by_last_row"),)
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.number}: {self.head}"
