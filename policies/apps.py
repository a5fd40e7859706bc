"""How Django knows `policies`, and what officials call it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policies and catalogue")
    default_auto_field = "django.db.models.BigAutoField"
