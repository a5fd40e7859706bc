"""Whose phone may show a card besides the holder's, for what and until when?"""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import PartnerKind
from portal.crypto.fields import EncryptedTextField

from .querysets import Proxies

ONE_PURPOSE = (Q(area_slug="") & ~Q(service_slug="")) | (Q(service_slug="") & ~Q(area_slug=""))


class Proxy(models.Model):
    """One person named by the holder. The link opens on one phone: `device_index` is that of the secret in its cookie,
    and the link's own text is kept, encrypted, until then. Without history of its own: it changes twice, in order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(
        "accounts.Card", models.PROTECT, related_name="proxies", verbose_name=_("card"), db_index=False
    )
    name = EncryptedTextField(_("name of the proxy"), null=True)
    partner_kind = models.CharField(_("kind of place"), max_length=12, choices=PartnerKind)
    service_slug = models.CharField(_("service"), max_length=80, blank=True, default="")
    area_slug = models.CharField(_("area"), max_length=50, blank=True, default="")
    link_index = models.CharField(max_length=64, unique=True, editable=False)
    link = EncryptedTextField(null=True, editable=False)
    device_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    named_at = models.DateTimeField(_("named at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    expires_at = models.DateTimeField(_("good until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects: ClassVar = Proxies.as_manager()

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=ONE_PURPOSE, name="proxy_for_one_purpose"),)
        indexes = (models.Index(fields=("card", "-id"), name="proxy_of_card"),)

    def __str__(self) -> str:
        return str(self.public_id)

    def is_good(self, now: datetime) -> bool:
        return self.ended_at is None and self.expires_at > now


class ProxyCode(models.Model):
    """A live code that a proxy's phone showed, and the check that used it up."""

    proxy = models.ForeignKey(Proxy, models.PROTECT, related_name="codes", verbose_name=_("proxy"))
    code = models.OneToOneField("accounts.LiveCode", models.CASCADE, related_name="+", verbose_name=_("code"))
    check_made = models.OneToOneField(
        "services.Check", models.PROTECT, null=True, related_name="proxy_code", verbose_name=_("check")
    )

    class Meta:
        verbose_name = _("code shown by a proxy")
        verbose_name_plural = _("codes shown by proxies")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.proxy_id)
