"""How officials keep the list of authorities."""

from django.contrib import admin

from policies.authorities.models import Authority
from portal.catalogue_admin import CatalogueAdmin


@admin.register(Authority)
class AuthorityAdmin(CatalogueAdmin):
    list_display = ("__str__", "name_en", "level", "phone")
    list_filter = ("level",)
    ordering = ("order",)
