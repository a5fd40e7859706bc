"""How a holder found a use: one to five, and a sentence. What the table holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stars(models.IntegerChoices):
    """The national five."""

    FIVE = 5, _("Very satisfied")
    FOUR = 4, _("Satisfied")
    THREE = 3, _("Fairly satisfied")
    TWO = 2, _("Dissatisfied")
    ONE = 1, _("Very dissatisfied")


class Rating(models.Model):
    """One rating of one served use by its holder; the partner reads the number and the sentence, never whose it is.
    Append-only."""

    use = models.OneToOneField("services.Use", models.PROTECT, related_name="rating", verbose_name=_("use"))
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("holder"))
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="+", verbose_name=_("partner"), db_index=False
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    stars = models.PositiveSmallIntegerField(_("rating"), choices=Stars)
    comment = models.TextField(_("comment"), max_length=500, blank=True)
    rated_at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="rating_is_one_to_five"),)
        indexes = (
            models.Index(fields=("partner", "service", "-rated_at"), name="rating_latest"),
            models.Index(fields=("partner", "-rated_at"), condition=~Q(comment=""), name="rating_with_words"),
        )

    def __str__(self) -> str:
        return str(self.use_id)
