"""Which address belongs to whom: the whole site at a glance."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.home.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("", include("allauth.idp.urls")),
]

handler429 = "portal.home.errors.too_many_tries"
handler500 = "portal.home.errors.server_error"
