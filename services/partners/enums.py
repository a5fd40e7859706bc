"""Which answers a check can have, what can become of it (CONTRACT.md), and what a key may be used for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    ELIGIBLE = "eligible", _("Eligible")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")


class Reason(models.TextChoices):
    OK = "ok", _("The card gives this service")
    UNKNOWN_CODE = "unknown_code", _("This code is not known")
    EXPIRED = "expired", _("This code has ended")
    ALREADY_USED = "already_used", _("This code has been used")
    OTHER_SITE = "other_site", _("This code is of another site")
    CARD_SUSPENDED = "card_suspended", _("The card is suspended")
    CARD_REVOKED = "card_revoked", _("The card is revoked")
    CARD_EXPIRED = "card_expired", _("The card has expired")
    SERVICE_NOT_YOURS = "service_not_yours", _("This service is not given here")
    NOT_ENTITLED = "not_entitled", _("The card does not give this service")
    ALLOWANCE_USED_UP = "allowance_used_up", _("The allowance is used up")


class Channel(models.TextChoices):
    API = "api", _("API")
    DESK = "desk", _("Desk page")


class Outcome(models.TextChoices):
    SERVED = "served", _("Served")
    POSTPONED = "postponed", _("Another day")
    REFUSED = "refused", _("Not served")


class Scope(models.TextChoices):
    """What a key may be limited to, by address; the photo goes with the checks."""

    CHECKS = "checks", _("Check cards")
    USES = "uses", _("Record uses")
    REQUESTS = "requests", _("Read and answer requests")
    EVENTS = "events", _("Fetch events")
