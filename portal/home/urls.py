"""The pages of the site itself, under the name `portal`."""

from django.urls import include, path

from portal import health
from portal.home import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("privacy/", views.privacy, name="privacy"),
    path("language/", views.set_language, name="set-language"),
    path("start/", views.start, name="start"),
    path("me/account/", views.own_places, name="own-places"),
    path("", include("portal.notifications.urls")),
]
