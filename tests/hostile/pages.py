"""Whom do the addresses without an object let in? By hand; what they name is only who stands in `matrix.SEES`."""

from .matrix import DESKS, EVERYONE, OFFICERS, OFFICIALS, READERS, SYSTEMS, TALENTS, Row, _case, _kept

PAGES = {
    "": EVERYONE,
    "healthz": EVERYONE,
    "readyz": EVERYONE,
    "privacy/": EVERYONE,
    "language/": EVERYONE,
    "start/": READERS,
    "me/account/": READERS,
    "me/inbox/": READERS,
    "me/inbox/read/": READERS,
    "tiers/": EVERYONE,
    "policies/": EVERYONE,
    "programmes/": EVERYONE,
    "services/": EVERYONE,
    "terms/": EVERYONE,
    "accounts/phone/later/": EVERYONE,
    "desk/": DESKS,
    "desk/check/": DESKS,
    "desk/calls/": DESKS,
    "desk/requests/": DESKS,
    "desk/systems/": (*DESKS, "programmer"),
    "desk/systems/calls/": (*DESKS, "programmer"),
    "desk/choose/": (*DESKS, "programmer"),
    "desk/refusals/": DESKS,
    "desk/ratings/": DESKS,
    "desk/reading/": DESKS,
    "desk/sw.js": EVERYONE,
    "desk/app.webmanifest": EVERYONE,
    "desk/offline/": DESKS,
    "desk/offline/known/": DESKS,
    "desk/offline/uses/": DESKS,
    "desk/late/": DESKS,
    "desk/late/file/": DESKS,
    "desk/late/known.json": DESKS,
    "desk/emergency/": DESKS,
    "desk/windows/": DESKS,
    "desk/pin/": DESKS,
    "desk/sign-on/": READERS,  # the browser of these tests is no window: strangers are asked to sign in
    "desk/change-over/": DESKS,
    "employer/": ("employer_staff",),
    "goodbye/": EVERYONE,
    "me/family/": TALENTS,
    "me/family/new/": TALENTS,
    "me/photo/": TALENTS,
    "lost/": EVERYONE,
    "lost/code/": EVERYONE,
    "lost/done/": EVERYONE,
    "me/export/": TALENTS,
    "me/delete/": TALENTS,
    "me/": TALENTS,
    "me/cases/": TALENTS,
    "me/requests/": TALENTS,
    "me/turned-away/": TALENTS,
    "me/access-log/": TALENTS,
    "me/profile/": TALENTS,
    "me/profile/identity/": TALENTS,
    "me/consents/": TALENTS,
    "me/applications/": TALENTS,
    "me/applications/new/": TALENTS,
    "me/card/": TALENTS,
    "me/card/code/": ("holder", "stranger"),
    "me/card/suspend/": ("holder", "stranger"),
    "me/card/spoken/": TALENTS,
    "me/card/proxies/": TALENTS,
    "me/card/offline/": TALENTS,
    "me/card/offline/print/": TALENTS,
    "me/card/offline/kept/": TALENTS,
    "me/card/sw.js": EVERYONE,
    "admin/": OFFICERS,
    "admin/login/": ("anonymous", *OFFICERS, *SYSTEMS),  # sends strangers to the sign-in page
    "admin/logout/": OFFICERS,
    "admin/password_change/": OFFICERS,
    "admin/password_change/done/": OFFICERS,
    "admin/autocomplete/": (),
    "admin/jsi18n/": OFFICERS,
    "admin/accounts/application/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/card/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/familymember/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/portrait/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/profile/": ("city_officer", "other_city_officer", "province_officer"),
    "admin/services/servicerequest/": ("city_officer", "other_city_officer"),
    "admin/services/instalment/": ("city_officer", "other_city_officer", "fund_officer"),
    "admin/services/check/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/services/lateuse/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/services/turnedaway/": ("city_officer", "other_city_officer"),
    "admin/services/partnerreadiness/": OFFICERS,
    "admin/accounts/sealedcase/": ("auditor",),
    "admin/portal/history/": ("auditor",),
    "admin/portal/seal/": ("auditor",),
    "admin/portal/outboxmessage/": ("policy_admin", "auditor"),
    "admin/services/webhookdelivery/": ("policy_admin", "auditor"),
    ".well-known/talent-card/keys.json": EVERYONE,
    ".well-known/talent-card/status": EVERYONE,
    "api/v1/tiers/": EVERYONE,
    "api/v1/policies/": EVERYONE,
    "api/v1/measures/": EVERYONE,
    "api/v1/areas/": EVERYONE,
    "api/v1/services/": EVERYONE,
    "api/v1/me/": TALENTS,
    "api/v1/me/accreditations/": TALENTS,
    "api/v1/me/card/": ("holder", "stranger"),
    "api/v1/me/card/suspend/": ("holder", "stranger"),
    "api/v1/me/card/codes/": ("holder", "stranger"),
    "api/v1/me/entitlements/": TALENTS,
    "api/v1/me/family/": TALENTS,
    "api/v1/me/access-log/": TALENTS,
    "api/v1/me/requests/": TALENTS,
    "api/v1/me/notifications/": TALENTS,
    "api/v1/partner/requests/": SYSTEMS,
    "api/v1/partner/checks/": SYSTEMS,
    "api/v1/partner/events/": SYSTEMS,
    "api/schema/": EVERYONE,
    "api/docs/": EVERYONE,
}

# -- the catalogue: open to all; the policy administrator edits it in the offices --------------------------------------
CATALOGUE = {  # address -> whose row it shows
    "tiers/<slug:slug>/": "policies/tier",
    "policies/<slug:slug>/": "policies/document",
    "measures/<slug:slug>/": "policies/measure",
    "programmes/<slug:slug>/": "policies/programme",
    "services/<slug:slug>/": "services/service",
    "api/v1/tiers/<slug:slug>/": "policies/tier",
    "api/v1/policies/<slug:slug>/": "policies/document",
    "api/v1/measures/<slug:slug>/": "policies/measure",
    "api/v1/areas/<slug:slug>/": "services/area",
    "api/v1/services/<slug:slug>/": "services/service",
}
CATALOGUE_MODELS = (
    "policies/authority",
    "policies/source",
    "policies/tier",
    "policies/criterion",
    "policies/document",
    "policies/measure",
    "policies/programme",
    "policies/figuregroup",
    "services/area",
    "services/service",
    "accounts/partner",
    "accounts/employer",
    "accounts/membership",
    "portal/workingdayoverride",
)
EDITORS = ("policy_admin",)
OFFICE_ONLY = {  # model -> who reads a row of it; no one edits
    "portal/history": ("auditor",),
    "portal/seal": ("auditor",),
    "portal/outboxmessage": ("policy_admin", "auditor"),
    "services/webhookdelivery": ("policy_admin", "auditor"),
}

ROWS = (  # of what belongs to no person
    *(Row(address, kind, "GET", dict.fromkeys(EVERYONE, "any")) for address, kind in CATALOGUE.items()),
    *(row for model in CATALOGUE_MODELS if not model.startswith("accounts/") for row in _kept(model, model, OFFICIALS)),
    *(row for model, who in OFFICE_ONLY.items() for row in _case(model, model, dict.fromkeys(who, "any"))),
)

# -- addresses whose other part is no object: a step, a kind, a purpose, a service, a stranger's code --
WORDS = {
    "me/profile/<slug:step>/": ("name", TALENTS),
    "me/profile/identity/<slug:kind>/": ("passport", TALENTS),
    "me/consents/<slug:purpose>/": ("identity", TALENTS),
    "me/card/change/<slug:step>/": ("suspend", ("holder", "stranger")),
    "me/requests/new/<slug:slug>/": ("school-place", TALENTS),
    "desk/reading/<slug:slug>/": ("medical-green-channel", ("hospital_desk", "other_hospital_desk")),
    "services/<slug:slug>/places/": ("medical-green-channel", EVERYONE),
    "places/<slug:slug>/": ("probe-hospital", EVERYONE),
    "proxy/<str:link>/": ("no-such-link", ()),
    "verify/<str:code>": ("0000000000", ()),
    "VERIFY/<str:code>": ("0000000000", ()),
    "admin/portal/outboxmessage/<int:pk>/send-again/": ("999999", ()),
    "admin/services/webhookdelivery/<int:pk>/send-again/": ("999999", ()),
    "admin/r/<path:content_type_id>/<path:object_id>/": ("1", ()),
}

# -- borrowed pages: they know only the person signed in, and ask for the sign-in themselves --
BORROWED = tuple(
    """
    accounts/signup/ accounts/login/ accounts/logout/ accounts/inactive/ accounts/reauthenticate/
    accounts/reauthenticate/code/ accounts/reauthenticate/code/confirm/ accounts/email/ accounts/confirm-email/
    accounts/password/change/ accounts/password/set/ accounts/password/reset/ accounts/login/code/confirm/
    accounts/phone/verify/ accounts/phone/change/ accounts/password/reset/confirm/ accounts/password/reset/complete/
    accounts/password/reset/done/ accounts/login/code/ accounts/2fa/ accounts/2fa/authenticate/
    accounts/2fa/reauthenticate/ accounts/2fa/totp/activate/ accounts/2fa/totp/deactivate/ accounts/2fa/recovery-codes/
    accounts/2fa/recovery-codes/generate/ accounts/2fa/recovery-codes/download/ accounts/2fa/webauthn/
    accounts/2fa/webauthn/add/ accounts/2fa/webauthn/reauthenticate/ accounts/2fa/webauthn/login/ accounts/sessions/
    _allauth/app/v1/config _allauth/app/v1/auth/session _allauth/app/v1/auth/reauthenticate
    _allauth/app/v1/auth/code/confirm _allauth/app/v1/auth/reauthenticate/code/request
    _allauth/app/v1/auth/reauthenticate/code/confirm _allauth/app/v1/auth/reauthenticate/code/resend
    _allauth/app/v1/auth/password/request _allauth/app/v1/auth/password/reset _allauth/app/v1/auth/login
    _allauth/app/v1/auth/signup _allauth/app/v1/auth/email/verify _allauth/app/v1/auth/email/verify/resend
    _allauth/app/v1/auth/phone/verify _allauth/app/v1/auth/phone/verify/resend _allauth/app/v1/auth/code/request
    _allauth/app/v1/auth/code/resend _allauth/app/v1/account/password/change _allauth/app/v1/account/email
    _allauth/app/v1/account/phone _allauth/app/v1/auth/2fa/authenticate _allauth/app/v1/auth/2fa/reauthenticate
    _allauth/app/v1/auth/webauthn/authenticate _allauth/app/v1/auth/webauthn/reauthenticate
    _allauth/app/v1/auth/webauthn/login _allauth/app/v1/account/authenticators
    _allauth/app/v1/account/authenticators/totp _allauth/app/v1/account/authenticators/recovery-codes
    _allauth/app/v1/account/authenticators/webauthn _allauth/app/v1/auth/sessions _allauth/app/v1/tokens/refresh
    .well-known/openid-configuration .well-known/jwks.json identity/o/authorize identity/o/device identity/o/logout
    identity/o/api/token identity/o/api/revoke identity/o/api/device/code identity/o/api/userinfo
    """.split()
)
PATTERNS = (  # the admin's own: the page of one app, and what is no address at all
    "admin/^(?P<app_label>portal|policies|accounts|services|papers)/$",
    "admin/(?P<url>.*)$",
)
ONLY_IN_TESTS = "admin/papers/"
