"""The pages of `services`, under the name `services`."""

from django.urls import path

from .catalogue import views as catalogue
from .partners import desk_views, holder_views

app_name = "services"
urlpatterns = [
    # -- the public catalogue
    path("services/", catalogue.service_list, name="service-list"),
    path("services/<slug:slug>/", catalogue.service_detail, name="service-detail"),
    # -- the desk
    path("desk/", desk_views.desk, name="desk"),
    path("desk/check/", desk_views.check, name="desk-check-new"),
    path("desk/checks/<uuid:public_id>/", desk_views.answer, name="desk-check"),
    path("desk/checks/<uuid:public_id>/use/", desk_views.use, name="desk-use"),
    path("desk/uses/<uuid:public_id>/undo/", desk_views.take_back, name="desk-undo"),
    # -- the holder
    path("me/access-log/", holder_views.access_log, name="access-log"),
]
