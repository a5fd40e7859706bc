"""The calls of `accounts`, under `/api/v1/`."""

from django.urls import path

from .accreditation import api as accreditation
from .card import api as card
from .evidence import api as evidence
from .family import api as family
from .people import api as people

urlpatterns = [
    path("me/", people.Me.as_view(), name="api-me"),
    path("me/accreditations/", accreditation.Applications.as_view(), name="api-accreditation-list"),
    path("me/accreditations/<str:code>/", accreditation.OneApplication.as_view(), name="api-accreditation-detail"),
    path("me/accreditations/<str:code>/submit/", accreditation.Submission.as_view(), name="api-accreditation-submit"),
    path(
        "me/accreditations/<str:code>/withdraw/", accreditation.Withdrawal.as_view(), name="api-accreditation-withdraw"
    ),
    path("me/card/", card.CardView.as_view(), name="api-card"),
    path("me/card/suspend/", card.CardSuspension.as_view(), name="api-card-suspend"),
    path("me/card/codes/", card.CardCodes.as_view(), name="api-card-codes"),
    path("me/family/", family.Family.as_view(), name="api-family-list"),
    path("me/family/<uuid:public_id>/", family.OneMember.as_view(), name="api-family-detail"),
    path("me/family/<uuid:public_id>/codes/", family.MemberCodes.as_view(), name="api-family-codes"),
    path("me/accreditations/<str:code>/evidence/", evidence.EvidenceUploads.as_view(), name="api-evidence"),
]
