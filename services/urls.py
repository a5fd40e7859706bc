"""The pages of `services`, under the name `services`."""

from django.urls import path

from .callbacks import views as callback_views
from .catalogue import views as catalogue
from .late import again_views, emergency_views
from .late import file_views as late_files
from .late import views as late
from .late import worker as late_worker
from .partners import calls_views, desk_views, holder_views, spoken_views, systems_views
from .proxies import phone_views as proxy_phone
from .proxies import views as proxies
from .quality import desk_views as desk_refusals
from .quality import rating_views
from .quality import views as quality
from .readiness import drill_views, papers_views, reading_views, where_views
from .requests import desk_views as desk_requests
from .requests import me
from .requests import views as requests
from .windows import sign_on_views as sign_on
from .windows import views as windows

app_name = "services"
urlpatterns = [
    # -- the public catalogue
    path("services/", catalogue.service_list, name="service-list"),
    path("services/<slug:slug>/", catalogue.service_detail, name="service-detail"),
    path("services/<slug:slug>/places/", where_views.service_places, name="service-places"),
    path("places/<slug:slug>/", where_views.place, name="place"),
    # -- the desk
    path("desk/", desk_views.desk, name="desk"),
    path("desk/choose/", desk_views.choose, name="desk-choose"),
    path("desk/check/", desk_views.check, name="desk-check-new"),
    path("desk/checks/<uuid:public_id>/", desk_views.answer, name="desk-check"),
    path("desk/checks/<uuid:public_id>/photo/", desk_views.photo, name="desk-photo"),
    path("desk/checks/<uuid:public_id>/use/", desk_views.use, name="desk-use"),
    path("desk/uses/<uuid:public_id>/undo/", desk_views.take_back, name="desk-undo"),
    path("desk/uses/<uuid:public_id>/again/", again_views.again, name="desk-again"),
    path("desk/calls/", callback_views.Caller.as_view(), name="desk-caller"),
    path("desk/calls/<uuid:public_id>/", callback_views.Call.as_view(), name="desk-call"),
    path("desk/requests/", desk_requests.requests, name="desk-requests"),
    path("desk/requests/<str:code>/", desk_requests.detail, name="desk-request"),
    path("desk/requests/<str:code>/<slug:step>/", desk_requests.Step.as_view(), name="desk-request-step"),
    path("desk/refusals/", desk_refusals.refusals, name="desk-refusals"),
    path("desk/refusals/<str:code>/", desk_refusals.detail, name="desk-refusal"),
    path("desk/refusals/<str:code>/<slug:step>/", desk_refusals.Step.as_view(), name="desk-refusal-step"),
    path("desk/ratings/", rating_views.desk_ratings, name="desk-ratings"),
    path("desk/reading/", reading_views.reading, name="desk-reading"),
    path("desk/reading/<slug:slug>/", reading_views.Read.as_view(), name="desk-read"),
    path("desk/drills/<uuid:public_id>/", drill_views.Answer.as_view(), name="desk-drill"),
    path("desk/drills/<uuid:public_id>/card/", drill_views.card, name="desk-drill-card"),
    path("desk/windows/", windows.Windows.as_view(), name="desk-windows"),
    path("desk/windows/<uuid:public_id>/end/", windows.end, name="desk-window-end"),
    path("desk/pin/", windows.Pin.as_view(), name="desk-pin"),
    path("desk/sign-on/", sign_on.SignOn.as_view(), name="desk-sign-on"),
    path("desk/change-over/", sign_on.change_over, name="desk-change-over"),
    path("papers/windows/<uuid:public_id>.pdf", papers_views.poster, name="window-poster"),
    path("papers/<slug:slug>/<slug:service>/<str:language>.pdf", papers_views.instruction, name="instruction"),
    path("desk/systems/", systems_views.systems, name="desk-systems"),
    path("desk/systems/calls/", calls_views.calls_made, name="desk-calls"),
    path("desk/systems/<uuid:endpoint>/<uuid:event>/again/", systems_views.event_again, name="desk-event-again"),
    # -- the desk without a network
    path("desk/sw.js", late_worker.worker, name="desk-worker"),
    path("desk/app.webmanifest", late_worker.manifest, name="desk-manifest"),
    path("desk/offline/", late.page, name="desk-offline"),
    path("desk/offline/known/", late.known, name="desk-known"),
    path("desk/offline/uses/", late.delivered, name="desk-deliver"),
    path("desk/emergency/", emergency_views.Emergency.as_view(), name="desk-emergency"),
    path("desk/late/", late.late_uses, name="desk-late"),
    path("desk/late/file/", late_files.HandIn.as_view(), name="desk-late-file"),
    path("desk/late/known.json", late_files.carried, name="desk-late-known"),
    # -- the holder
    path("me/", me.me, name="me"),
    path("me/cases/", me.my_cases, name="my-cases"),
    path("me/requests/", requests.my_requests, name="request-list"),
    path("me/requests/new/<slug:slug>/", requests.Ask.as_view(), name="request-ask"),
    path("me/requests/<str:code>/", requests.detail, name="request-detail"),
    path("me/requests/<str:code>/mend/", requests.Mend.as_view(), name="request-mend"),
    path("me/requests/<str:code>/<slug:step>/", requests.Step.as_view(), name="request-step"),
    path("me/turned-away/", quality.Report.as_view(), name="turned-away"),
    path("me/turned-away/<str:code>/", quality.detail, name="turned-away-detail"),
    path("me/ratings/<uuid:public_id>/", rating_views.Rate.as_view(), name="rating"),
    path("me/card/spoken/", spoken_views.Spoken.as_view(), name="spoken-codes"),
    path("me/card/spoken/<uuid:page_id>/", spoken_views.detail, name="spoken-code"),
    path("me/card/spoken/<uuid:page_id>/end/", spoken_views.End.as_view(), name="spoken-end"),
    path("me/card/proxies/", proxies.ProxyList.as_view(), name="proxies"),
    path("me/card/proxies/<uuid:public_id>/", proxies.detail, name="proxy"),
    path("me/card/proxies/<uuid:public_id>/end/", proxies.End.as_view(), name="proxy-end"),
    path("proxy/<str:link>/", proxy_phone.Phone.as_view(), name="proxy-phone"),
    path("me/access-log/", holder_views.access_log, name="access-log"),
]
