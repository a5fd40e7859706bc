"""Which address belongs to whom: the whole site at a glance."""

from allauth.headless.constants import Client
from django.contrib import admin
from django.urls import include, path

from accounts.people import entrance, headless

APP = "_allauth/app/v1/"

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
    path("accounts/signup/", entrance.SignUp.as_view(), name="account_signup"),
    path("accounts/confirm-email/", entrance.ConfirmEmail.as_view(), name="account_email_verification_sent"),
    path("accounts/login/code/confirm/", entrance.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path(
        "accounts/password/reset/confirm/",
        entrance.ConfirmPasswordResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "accounts/password/reset/complete/",
        entrance.CompletePasswordReset.as_view(),
        name="account_complete_password_reset",
    ),
    path("accounts/password/change/", entrance.ChangePassword.as_view(), name="account_change_password"),
    path("accounts/", include("allauth.urls")),
    *(
        path(APP + end, view.as_api_view(client=Client.APP), name=f"headless_{end}")
        for end, view in headless.OURS.items()
    ),
    path("_allauth/", include("allauth.headless.urls")),
    path("", include("allauth.idp.urls")),
]

handler400 = "portal.home.errors.bad_request"
handler404 = "portal.home.errors.not_found"
handler429 = "portal.home.errors.too_many_tries"
handler500 = "portal.home.errors.server_error"
