"""How Django knows `services`, and what officials call it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services and partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from services import reconcile  # noqa: F401
        from services.catalogue import family, panels
        from services.late import last
        from services.partners import kept_calls, keys
        from services.readiness import missing
        from services.requests import panels as request_panels
        from services.requests import schemas
        from services.rights import leave
        from services.subsidies import panels as subsidy_panels
        from services.windows import signals  # noqa: F401

        keys.register()
        kept_calls.register()
        last.register()
        leave.register()
        family.register()
        panels.register()
        missing.register()
        schemas.register()
        request_panels.register()
        subsidy_panels.register()
