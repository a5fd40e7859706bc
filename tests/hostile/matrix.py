"""Who may open which address with whose object: written by hand, address by address; nothing here is computed.

`who` names for each actor the owners whose objects open; all others get what somebody gets who asks for an object
that is not there. `methods` are those the address answers; HEAD and OPTIONS say no more than GET and are not named.
"""

from dataclasses import dataclass, field

TALENTS = ("holder", "stranger", "newcomer")
OFFICERS = ("city_officer", "other_city_officer", "province_officer", "policy_admin", "fund_officer", "auditor")
DESKS = ("hospital_desk", "other_hospital_desk", "school_desk")
SYSTEMS = ("hospital_system", "other_hospital_system", "school_system")
PERSONS = (*TALENTS, *OFFICERS, *DESKS, "employer_staff")
EVERYONE = ("anonymous", *PERSONS, *SYSTEMS)
READERS = (*TALENTS, *OFFICERS, *DESKS, "employer_staff")

ALL_THREE = "holder neighbour stranger"
OWN = {"holder": "holder", "stranger": "stranger"}
CITY = {"city_officer": "holder neighbour", "other_city_officer": "stranger"}
PROVINCE = CITY | {"province_officer": ALL_THREE}
CASES = PROVINCE | {"auditor": ALL_THREE}
HOSPITAL = {"hospital_desk": "holder neighbour", "other_hospital_desk": "stranger"}
SCHOOL = {"school_desk": "holder neighbour"}
HOSPITAL_SYSTEM = {"hospital_system": "holder neighbour", "other_hospital_system": "stranger"}
SCHOOL_SYSTEM = {"school_system": "holder neighbour"}
EDITS = {"policy_admin": ALL_THREE}
OFFICIALS = dict.fromkeys(OFFICERS, ALL_THREE)
STANDING = CITY | {"province_officer": "", "policy_admin": ALL_THREE, "auditor": ALL_THREE}
NO_ONE: dict[str, str] = {}

# Whose name, e-mail or number may stand on any page that the actor can reach.
SEES = {
    **OWN,
    **CASES,
    **SCHOOL,
    **SCHOOL_SYSTEM,
}
SEES_NUMBERS = {"fund_officer": ALL_THREE}  # of the home subsidies, whose money is theirs to pay; no names


@dataclass(frozen=True)
class Row:
    """One address with objects; `fixed` fills its other parts, `body` is posted (`{name}` from the object)."""

    address: str
    kind: str
    methods: str
    who: dict[str, str]
    writers: dict[str, str] | None = None  # who may POST, where others only read
    fixed: dict[str, str] = field(default_factory=dict)
    body: dict[str, str] = field(default_factory=dict)


# -- own pages, the desk, files ---------------------------------------------------------------------------------------
SITE = (
    Row("me/inbox/<uuid:public_id>/", "message", "GET", OWN),
    Row("me/applications/<str:code>/", "application", "GET", OWN),
    Row("me/applications/<str:code>/", "draft", "GET", OWN),
    Row("me/applications/<str:code>/criteria/", "draft", "GET POST", OWN),
    Row("me/applications/<str:code>/evidence/", "application", "GET POST", OWN),
    Row("me/applications/<str:code>/evidence/<uuid:document>/", "document", "GET POST", OWN),
    Row("me/applications/<str:code>/evidence/<uuid:document>/remove/", "document", "POST", OWN),
    Row("me/applications/<str:code>/<slug:step>/", "draft", "GET POST", OWN, fixed={"step": "withdraw"}),
    Row("evidence/files/<uuid:file>/", "file", "GET", OWN | CASES),
    Row("evidence/pages/<uuid:page>/", "page", "GET", OWN | CASES),
    Row("me/requests/<str:code>/", "request", "GET", OWN),
    Row("me/requests/<str:code>/", "home", "GET", OWN),
    Row("me/requests/<str:code>/mend/", "returned", "GET POST", OWN),
    Row("me/requests/<str:code>/<slug:step>/", "request", "GET POST", OWN, fixed={"step": "withdraw"}),
    Row("me/turned-away/<str:code>/", "report", "GET", OWN),
    Row("desk/checks/<uuid:public_id>/", "check", "GET", HOSPITAL),
    Row("desk/checks/<uuid:public_id>/use/", "check", "POST", HOSPITAL, body={"outcome": "postponed"}),
    Row("desk/uses/<uuid:public_id>/undo/", "use", "POST", HOSPITAL),
    Row("desk/requests/<str:code>/", "request", "GET", SCHOOL),
    Row("desk/requests/<str:code>/", "home", "GET", NO_ONE),
    Row(
        "desk/requests/<str:code>/<slug:step>/",
        "request",
        "GET POST",
        SCHOOL,
        fixed={"step": "decline"},
        body={"reason": "x"},
    ),
    Row("accounts/2fa/webauthn/keys/<int:pk>/remove/", "key", "GET POST", OWN),
    Row("accounts/2fa/webauthn/keys/<int:pk>/edit/", "key", "GET POST", OWN),
)

# -- the API ----------------------------------------------------------------------------------------------------------
API = (
    Row("api/v1/me/accreditations/<str:code>/", "application", "GET", OWN),
    Row("api/v1/me/accreditations/<str:code>/", "draft", "GET", OWN),
    Row("api/v1/me/accreditations/<str:code>/submit/", "draft", "POST", OWN),
    Row("api/v1/me/accreditations/<str:code>/withdraw/", "draft", "POST", OWN),
    Row("api/v1/me/accreditations/<str:code>/evidence/", "draft", "POST", OWN),
    Row("api/v1/me/requests/<str:code>/", "request", "GET", OWN),
    Row("api/v1/me/requests/<str:code>/", "home", "GET", OWN),
    Row(
        "api/v1/partner/requests/<str:code>/decision/",
        "request",
        "POST",
        SCHOOL_SYSTEM,
        body={"decision": "decline", "reason": "x"},
    ),
    Row("api/v1/partner/requests/<str:code>/decision/", "home", "POST", NO_ONE, body={"decision": "grant"}),
    Row(
        "api/v1/partner/uses/",
        "check",
        "POST",
        HOSPITAL_SYSTEM,
        body={"check": "{public_id}", "outcome": "postponed"},
    ),
)


def _case(model: str, kind: str, who: dict[str, str], step: str = "", look: str = "GET") -> tuple[Row, ...]:
    """The addresses that the admin makes for a model whose rows belong to somebody; nothing is edited there."""
    at = f"admin/{model}/<path:object_id>/"
    steps = (
        (Row(f"{at}step/<str:name>/", kind, "GET POST", who, None, {"name": step}, {"reason": "x"}),) if step else ()
    )
    return (
        Row(f"{at}change/", kind, look, who),
        Row(f"{at}history/", kind, "GET POST", who),  # Django shows it for either
        Row(f"{at}delete/", kind, "", NO_ONE),
        *steps,
    )


def _kept(model: str, kind: str, who: dict[str, str], edit: str = "GET POST") -> tuple[Row, ...]:
    """The addresses of a row that the policy administrator keeps and `who` read."""
    at = f"admin/{model}/<path:object_id>/"
    return (
        Row(f"{at}change/", kind, edit, who, EDITS if "POST" in edit else None),
        Row(f"{at}history/", kind, "GET POST", who),
        Row(f"{at}delete/", kind, "GET POST", EDITS),
    )


# -- the offices ------------------------------------------------------------------------------------------------------
OFFICES = (
    *_case("accounts/application", "application", CASES, "accept", look="GET POST"),  # a look, however it is asked for
    *_case("accounts/application", "draft", NO_ONE, "accept"),
    Row("admin/accounts/application/<int:pk>/identity/", "application", "GET POST", CASES),
    Row("admin/accounts/application/<int:pk>/identity/", "draft", "GET POST", NO_ONE),
    *_case("accounts/card", "card", CASES, "revoke"),
    *_case("accounts/profile", "profile", PROVINCE),
    Row("admin/accounts/profile/<int:pk>/identity/", "profile", "POST", PROVINCE),
    *_case("services/servicerequest", "home", CITY, "decline"),
    *_case("services/servicerequest", "request", NO_ONE, "decline"),
    *_case("services/instalment", "instalment", CITY | {"fund_officer": ALL_THREE}, "end"),
    *_case("services/turnedaway", "report", CITY, "answer"),
    *_case("accounts/sealedcase", "sealed", {"auditor": ALL_THREE}),
    Row("admin/accounts/sealedcase/<int:pk>/open/", "sealed", "POST", {"auditor": ALL_THREE}),
    Row("admin/accounts/sealedcase/paper/<uuid:paper>/", "paper", "POST", {"auditor": ALL_THREE}),
    *_kept("accounts/partner", "partner", OFFICIALS),
    Row("admin/accounts/partner/<int:pk>/client/", "partner", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/client/<int:link>/", "client", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/client/<int:link>/end/", "client", "GET POST", EDITS),
    *_kept("accounts/employer", "employer", OFFICIALS),
    *_kept("accounts/membership", "membership", STANDING, "GET"),
)

# -- addresses without an object: whom they let in; what they name is only who stands in SEES --
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
    "desk/requests/": DESKS,
    "desk/choose/": DESKS,
    "employer/": ("employer_staff",),
    "goodbye/": EVERYONE,
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
    "admin/": OFFICERS,
    "admin/login/": ("anonymous", *OFFICERS, *SYSTEMS),  # sends strangers to the sign-in page
    "admin/logout/": OFFICERS,
    "admin/password_change/": OFFICERS,
    "admin/password_change/done/": OFFICERS,
    "admin/autocomplete/": (),
    "admin/jsi18n/": OFFICERS,
    "admin/accounts/application/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/card/": ("city_officer", "other_city_officer", "province_officer", "auditor"),
    "admin/accounts/profile/": ("city_officer", "other_city_officer", "province_officer"),
    "admin/services/servicerequest/": ("city_officer", "other_city_officer"),
    "admin/services/instalment/": ("city_officer", "other_city_officer", "fund_officer"),
    "admin/services/turnedaway/": ("city_officer", "other_city_officer"),
    "admin/accounts/sealedcase/": ("auditor",),
    "admin/portal/history/": ("auditor",),
    "admin/portal/seal/": ("auditor",),
    "admin/portal/outboxmessage/": ("policy_admin", "auditor"),
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
    "api/v1/me/access-log/": TALENTS,
    "api/v1/me/requests/": TALENTS,
    "api/v1/me/notifications/": TALENTS,
    "api/v1/partner/requests/": SYSTEMS,
    "api/v1/partner/checks/": SYSTEMS,
    "api/schema/": EVERYONE,
    "api/docs/": EVERYONE,
}

# -- the catalogue: open to all; the policy administrator edits it in the offices --------------------------------------
CATALOGUE = {
    "tiers/<slug:slug>/": "b",
    "policies/<slug:slug>/": "document",
    "measures/<slug:slug>/": "measure",
    "programmes/<slug:slug>/": "programme",
    "services/<slug:slug>/": "medical-green-channel",
    "api/v1/tiers/<slug:slug>/": "b",
    "api/v1/policies/<slug:slug>/": "document",
    "api/v1/measures/<slug:slug>/": "measure",
    "api/v1/areas/<slug:slug>/": "area",
    "api/v1/services/<slug:slug>/": "medical-green-channel",
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
}

# -- addresses whose other part is no object: a step, a kind, a purpose, a service, a stranger's code --
WORDS = {
    "me/profile/<slug:step>/": ("name", TALENTS),
    "me/profile/identity/<slug:kind>/": ("passport", TALENTS),
    "me/consents/<slug:purpose>/": ("identity", TALENTS),
    "me/card/change/<slug:step>/": ("suspend", ("holder", "stranger")),
    "me/requests/new/<slug:slug>/": ("school-place", TALENTS),
    "verify/<str:code>": ("0000000000", ()),
    "VERIFY/<str:code>": ("0000000000", ()),
    "admin/portal/outboxmessage/<int:pk>/send-again/": ("999999", ()),
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
