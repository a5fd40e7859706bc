"""Which address belongs to whom: the whole site at a glance."""

from django.contrib import admin
from django.urls import include, path

from accounts.people.entrance import SignUp

urlpatterns = [  # first what is asked most, and by machines
    path("api/v1/", include("services.api_urls")),
    path("api/v1/", include("accounts.api_urls")),
    path("api/v1/", include("policies.api_urls")),
    path("api/v1/", include("portal.notifications.api_urls")),
    path("api/", include("portal.api.urls")),
    path("", include("portal.home.urls")),
    path("", include("policies.urls")),
    path("", include("services.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("accounts/signup/", SignUp.as_view(), name="account_signup"),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("", include("allauth.idp.urls")),
]

handler400 = "portal.home.errors.bad_request"
handler404 = "portal.home.errors.not_found"
handler429 = "portal.home.errors.too_many_tries"
handler500 = "portal.home.errors.server_error"
