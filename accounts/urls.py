"""Addresses of `accounts`, room by room."""

from django.urls import path

from .people import consent_views, entrance, identity_views, views

app_name = "accounts"
urlpatterns = [
    # -- people
    path("me/profile/", views.profile, name="profile"),
    path("me/profile/identity/", identity_views.choose_kind, name="identity-choose"),
    path("me/profile/identity/<slug:kind>/", identity_views.record, name="identity-record"),
    path("me/profile/<slug:step>/", views.change, name="profile-change"),
    path("me/consents/", consent_views.consents, name="consent-list"),
    path("me/consents/<slug:purpose>/", consent_views.decide, name="consent-decide"),
    path("accounts/phone/later/", entrance.leave_phone_for_later, name="phone-later"),
]
