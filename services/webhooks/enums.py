"""What can a partner's system be told of, and how far has an event come?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Names for programs: `<thing>.<what happened>`; a name never changes its meaning, new ones may come."""

    CHECK_MADE = "check.made", _("a card was checked at its desk")
    USE_RECORDED = "use.recorded", _("its desk recorded a use")
    USE_UNDONE = "use.undone", _("its desk took a use back")
    REQUEST_CREATED = "request.created", _("a request was asked of it")
    REQUEST_MENDED = "request.mended", _("a request came back mended")
    REQUEST_WITHDRAWN = "request.withdrawn", _("a request was withdrawn, or goes to another partner")
    REQUEST_DECIDED = "request.decided", _("its desk answered a request")
    SERVICE_CHANGED = "service.changed", _("a service that it honours was changed")
    CLIENT_EXPIRING = "client.expiring", _("a key of its systems ends soon")


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("on its way")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("given up")
