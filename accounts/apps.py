"""How Django knows `accounts`, what officials call it, and what it sets going."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People, applications and cards")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import reconcile  # noqa: F401
        from accounts.accreditation import panels, tier_page
        from accounts.card import panels as card_panels
        from accounts.people import signals  # noqa: F401

        panels.register()
        card_panels.register()
        tier_page.register()
