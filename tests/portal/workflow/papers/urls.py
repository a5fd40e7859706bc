"""The steps of a paper for its writer, beside the site's own pages."""

from django.urls import path

from portal.urls import handler404, handler429, handler500
from portal.urls import urlpatterns as of_the_site
from portal.workflow.views import StepView

from .models import Paper

__all__ = ["handler404", "handler429", "handler500"]


class PaperStep(StepView):
    code_field = "public_id"

    def get_queryset(self):
        return Paper.objects.filter(writer=self.request.user)

    def get_success_url(self, obj):
        return "/privacy/"


urlpatterns = [path("papers/<uuid:code>/<str:step>/", PaperStep.as_view(), name="paper-step"), *of_the_site]
