"""Which states an application passes through."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    FORWARDED = "forwarded", _("Forwarded to the province")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


EDITABLE = (Status.DRAFT, Status.RETURNED)
WITH_CITY = (Status.SUBMITTED, Status.ACCEPTED)
WITH_PROVINCE = (Status.FORWARDED,)
OPEN = (*EDITABLE, *WITH_CITY, *WITH_PROVINCE)
FINAL = (Status.WITHDRAWN, Status.APPROVED, Status.REFUSED)
