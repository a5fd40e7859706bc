"""The public pages of what is promised, under the name `policies`."""

from django.urls import path

from policies.catalogue import views as catalogue
from policies.programmes import views as programmes

app_name = "policies"
urlpatterns = [
    path("tiers/", catalogue.tier_list, name="tier-list"),
    path("tiers/<slug:slug>/", catalogue.tier_detail, name="tier-detail"),
    path("policies/", catalogue.document_list, name="document-list"),
    path("policies/<slug:slug>/", catalogue.document_detail, name="document-detail"),
    path("measures/<slug:slug>/", catalogue.measure_detail, name="measure-detail"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/<slug:slug>/", programmes.programme_detail, name="programme-detail"),
]
