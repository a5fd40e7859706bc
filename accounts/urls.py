"""Addresses of `accounts`, room by room."""

from django.urls import path

from .accreditation import views as applications
from .card import kept_views, life_views, lost_views, offline_views, verify, well_known
from .card import views as card
from .evidence import serving
from .evidence import views as evidence
from .family import views as family
from .organisations import views as organisations
from .people import consent_views, entrance, identity_views, views
from .portrait import views as portrait
from .rights import views as rights

app_name = "accounts"
urlpatterns = [
    # -- people
    path("me/profile/", views.profile, name="profile"),
    path("me/profile/identity/", identity_views.choose_kind, name="identity-choose"),
    path("me/profile/identity/<slug:kind>/", identity_views.record, name="identity-record"),
    path("me/profile/<slug:step>/", views.change, name="profile-change"),
    path("terms/", consent_views.terms, name="terms"),
    path("me/consents/", consent_views.consents, name="consent-list"),
    path("me/consents/<slug:purpose>/", consent_views.decide, name="consent-decide"),
    path("accounts/phone/later/", entrance.leave_phone_for_later, name="phone-later"),
    # -- organisations
    path("employer/", organisations.employer, name="employer"),
    # -- rights
    path("me/export/", rights.export, name="export"),
    path("me/delete/", rights.delete, name="delete"),
    path("goodbye/", rights.goodbye, name="goodbye"),
    # -- accreditation
    path("me/applications/", applications.application_list, name="application-list"),
    path("me/applications/new/", applications.Begin.as_view(), name="application-begin"),
    path("me/applications/<str:code>/", applications.application_detail, name="application-detail"),
    path("me/applications/<str:code>/criteria/", applications.Criteria.as_view(), name="application-criteria"),
    # -- card
    path("me/card/", card.card, name="card"),
    path("me/card/code/", card.code, name="card-code"),
    path("me/card/offline/", offline_views.Offline.as_view(), name="card-offline"),
    path("me/card/offline/print/", offline_views.printed, name="card-print"),
    path("me/card/offline/kept/", kept_views.kept, name="card-kept"),
    path("me/card/sw.js", kept_views.worker, name="card-worker"),
    path("me/card/suspend/", card.confirm, name="card-suspend"),
    path("me/card/change/<slug:step>/", card.change, name="card-change"),
    path("me/card/<uuid:card>/<slug:step>/", life_views.Step.as_view(), name="card-step"),
    path("lost/", lost_views.report, name="card-lost"),
    path("lost/code/", lost_views.confirm, name="card-lost-code"),
    path("lost/done/", lost_views.done, name="card-lost-done"),
    # -- family
    path("me/family/", family.family, name="family"),
    path("me/family/new/", family.Ask.as_view(), name="family-new"),
    path("me/family/<uuid:public_id>/", family.member, name="family-member"),
    path("me/family/<uuid:public_id>/code/", family.code, name="family-code"),
    path("me/family/<uuid:public_id>/photo/", portrait.Send.as_view(), name="portrait-member"),
    path("me/family/<uuid:public_id>/mend/", family.Ask.as_view(), name="family-mend"),
    path("me/family/<uuid:public_id>/<slug:step>/", family.Step.as_view(), name="family-step"),
    # -- photos on cards
    path("me/photo/", portrait.Send.as_view(), name="portrait"),
    path("me/photo/<uuid:public_id>/<slug:step>/", portrait.Step.as_view(), name="portrait-step"),
    path("photos/<uuid:public_id>/", portrait.image, name="portrait-image"),
    # -- for whoever checks a card
    path("verify/<str:code>", verify.verify, name="verify"),
    path("VERIFY/<str:code>", verify.verify, name="verify-capitals"),
    path(".well-known/talent-card/keys.json", well_known.keys, name="card-keys"),
    path(".well-known/talent-card/status", well_known.status, name="card-status"),
    # -- evidence
    path("me/applications/<str:code>/evidence/", evidence.evidence_list, name="evidence-list"),
    path("me/applications/<str:code>/evidence/<uuid:document>/", evidence.evidence_document, name="evidence-document"),
    path(
        "me/applications/<str:code>/evidence/<uuid:document>/remove/", evidence.evidence_remove, name="evidence-remove"
    ),
    path("me/applications/<str:code>/<slug:step>/", applications.Step.as_view(), name="application-step"),
    path("evidence/files/<uuid:file>/", serving.original, name="evidence-original"),
    path("evidence/pages/<uuid:page>/", serving.page, name="evidence-page"),
]
