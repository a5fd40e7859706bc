"""What `portal` sets going when Django starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.search import index_search_columns

        post_migrate.connect(index_search_columns, sender=self)
