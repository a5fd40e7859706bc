"""Where a person's messages are."""

from django.urls import path

from . import views

urlpatterns = [
    path("me/inbox/", views.inbox, name="inbox"),
    path("me/inbox/read/", views.read_everything, name="inbox-read"),
    path("me/inbox/<uuid:public_id>/", views.message, name="inbox-message"),
]
