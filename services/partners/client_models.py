"""With which key does a partner's system sign in, until when, from where and what for?"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .enums import Scope


class PartnerClient(models.Model):
    """The OAuth client with which a partner's system signs in, and the account it acts for."""

    partner = models.ForeignKey("accounts.Partner", models.CASCADE, related_name="clients", verbose_name=_("partner"))
    client = models.OneToOneField(
        "allauth_idp_oidc.Client", models.CASCADE, related_name="partner_link", verbose_name=_("client")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("In whose name the partner's system acts; nobody signs in with it."),
    )

    expires_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The system is refused from the next day on.")
    )
    warned_days = models.PositiveSmallIntegerField(null=True, editable=False)
    addresses = models.TextField(_("addresses it may call from"), blank=True, default="", db_default="")
    scopes = models.CharField(
        _("limited to"), max_length=100, blank=True, default="", db_default="", help_text=_("Empty: for every call.")
    )
    is_test = models.BooleanField(
        _("for tests"), default=False, db_default=False, help_text=_("Answers test codes and finds no real card.")
    )
    window = models.ForeignKey(
        "services.Window",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stands at"),
        help_text=_("Holders read in their access log that it was there. Empty: at no window, or at several."),
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    given_at = models.DateTimeField(_("given at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("partner's client")
        verbose_name_plural = _("partners' clients")
        ordering = ("partner", "id")

    def __str__(self) -> str:
        return str(self.client_id)

    @property
    def limited_to(self) -> list[str]:
        """In words; nothing where the key is for every call."""
        return [str(Scope(scope).label) for scope in self.scopes.split()]
