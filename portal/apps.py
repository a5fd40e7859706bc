"""What `portal` sets going when Django starts."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("The site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import portal.audit.reconcile
        import portal.notifications.checks
        import portal.notifications.reading
        import portal.notifications.reconcile
        import portal.workflow.reconcile  # noqa: F401
        from portal import limits, migrating
        from portal.audit import triggers
        from portal.search import index_search_columns
        from portal.workflow.checks import check_workflows
        from portal.workflow.discover import discover

        autodiscover_modules("triggers")
        discover()
        limits.count_in_the_database()
        register(check_workflows, Tags.models)
        pre_migrate.connect(migrating.give_way, sender=self)
        pre_migrate.connect(triggers.make_way, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(index_search_columns, sender=self)
        post_migrate.connect(migrating.as_before, sender=self)
