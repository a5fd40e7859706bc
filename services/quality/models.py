"""What is known of a card that a counter did not honour: what was tried where, what the partner and the bureau said."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.codes import case_code
from portal.constraints import set_together
from portal.moments import done_at, done_by

MIN_TRIES = 2  # calls before a talent counts as not reached


def new_code() -> str:
    return case_code("TS")


class TurnedAwayStatus(models.TextChoices):
    OPEN = "open", _("Open")
    EXPLAINED = "explained", _("Explained by the partner")
    ANSWERED = "answered", _("Answered")
    SETTLED = "settled", _("Settled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNANSWERED = (TurnedAwayStatus.OPEN, TurnedAwayStatus.EXPLAINED)
UNFINISHED = (*UNANSWERED, TurnedAwayStatus.ANSWERED)


class Reached(models.TextChoices):
    """How the call to the talent ended."""

    YES = "yes", _("The talent was reached")
    NO = "no", _("Not reached, after several tries")


class TurnedAway(models.Model):
    """One case of a card not honoured, told by its holder or opened by a desk's own “refused” (`use`). The partner
    explains, the officers of its city answer and call the holder; who is complained about does neither."""

    workflow = "turned_away"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    talent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("talent"), db_index=False
    )
    card = models.ForeignKey("accounts.Card", models.PROTECT, related_name="+", verbose_name=_("card"))
    partner = models.ForeignKey(
        "accounts.Partner",
        models.PROTECT,
        related_name="turned_away",
        verbose_name=_("partner"),
        db_index=False,
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    last_check = models.ForeignKey(
        "services.Check", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("last check there")
    )
    use = models.OneToOneField(
        "services.Use",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="turned_away",
        verbose_name=_("recorded as refused"),
        editable=False,
    )
    text = models.TextField(_("what happened"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=TurnedAwayStatus, default=TurnedAwayStatus.OPEN, editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    lapsed_at = models.DateTimeField(_("told that it was not explained in time"), null=True, blank=True, editable=False)
    explained_at, explained_by = done_at(_("explained at")), done_by(_("explained by"))
    answered_at, answered_by = done_at(_("answered at")), done_by(_("answered by"))
    settled_at, settled_by = done_at(_("settled at")), done_by(_("settled by"))
    called_at = models.DateTimeField(_("called back at"), null=True, blank=True, editable=False)
    reached = models.CharField(
        _("how the call ended"), max_length=3, choices=Reached, blank=True, default="", db_default="", editable=False
    )
    tries = models.PositiveSmallIntegerField(_("calls made"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report of being turned away")
        verbose_name_plural = _("reports of being turned away")
        ordering = ("-id",)
        constraints = (
            *(set_together(f"{m}_at", f"{m}_by", table="turned_away") for m in ("explained", "answered", "settled")),
            models.CheckConstraint(
                condition=Q(reached="", called_at=None, tries=None)
                | Q(reached=Reached.YES, called_at__isnull=False, tries__gte=1)
                | Q(reached=Reached.NO, called_at__isnull=False, tries__gte=MIN_TRIES),
                name="turned_away_call_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("due_on", "id"), condition=Q(status=TurnedAwayStatus.OPEN), name="turned_away_queue"),
            models.Index(fields=("-id",), condition=Q(status=TurnedAwayStatus.OPEN), name="turned_away_open"),
            models.Index(fields=("partner", "-id"), name="turned_away_of_partner"),
            models.Index(
                fields=("partner", "due_on", "id"), condition=Q(status__in=UNANSWERED), name="turned_away_desk_queue"
            ),
            models.Index(
                fields=("due_on", "id"), condition=Q(status=TurnedAwayStatus.EXPLAINED), name="turned_away_explained"
            ),
            models.Index(
                fields=("answered_at", "id"), condition=Q(status=TurnedAwayStatus.ANSWERED), name="turned_away_to_call"
            ),
            models.Index(fields=("talent", "-id"), name="turned_away_of_talent"),
        )

    def __str__(self) -> str:
        return self.code
