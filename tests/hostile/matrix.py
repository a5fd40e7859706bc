"""Who may open which address with whose object: written by hand, address by address; nothing here is computed.

`who` names for each actor the owners whose objects open; all others get what somebody gets who asks for an object
that is not there. `methods` are those the address answers; HEAD and OPTIONS say no more than GET and are not named.
"""

from dataclasses import dataclass, field

TALENTS = ("holder", "stranger", "newcomer")
OFFICERS = ("city_officer", "other_city_officer", "province_officer", "policy_admin", "fund_officer", "auditor")
DESKS = ("hospital_desk", "other_hospital_desk", "school_desk")
SYSTEMS = ("hospital_system", "other_hospital_system", "school_system")
PERSONS = (*TALENTS, *OFFICERS, *DESKS, "programmer", "employer_staff")
EVERYONE = ("anonymous", *PERSONS, *SYSTEMS)
READERS = (*TALENTS, *OFFICERS, *DESKS, "programmer", "employer_staff")

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
SEES_NUMBERS = {  # and whose cases, by kind, by their numbers alone: the money to be paid, the refusal to be explained
    "fund_officer": {"home": ALL_THREE},
    "hospital_desk": {"report": "holder neighbour"},
    "other_hospital_desk": {"report": "stranger"},
}


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
    Row("me/ratings/<uuid:public_id>/", "use", "GET POST", OWN),
    Row("me/card/spoken/<uuid:page_id>/", "spoken", "GET", OWN),
    Row("me/family/<uuid:public_id>/", "member", "GET", OWN),
    Row("me/family/<uuid:public_id>/code/", "member", "GET POST", OWN),
    Row("me/family/<uuid:public_id>/photo/", "member", "GET POST", OWN),
    Row("me/photo/<uuid:public_id>/<slug:step>/", "portrait", "GET POST", OWN, fixed={"step": "remove"}),
    Row("photos/<uuid:public_id>/", "portrait", "GET", OWN | {"province_officer": ALL_THREE}),
    Row("me/family/<uuid:public_id>/mend/", "asked", "GET POST", OWN),
    Row("me/family/<uuid:public_id>/<slug:step>/", "member", "GET POST", OWN, fixed={"step": "withdraw"}),
    Row("me/card/<uuid:card>/<slug:step>/", "family_card", "GET POST", OWN, fixed={"step": "suspend"}),
    Row("me/card/<uuid:card>/<slug:step>/", "card", "GET POST", OWN, fixed={"step": "renew"}, body={"why": "damaged"}),
    Row("me/card/spoken/<uuid:page_id>/end/", "spoken", "GET POST", OWN),
    Row("me/card/proxies/<uuid:public_id>/", "proxy", "GET", OWN),
    Row("me/card/proxies/<uuid:public_id>/end/", "proxy", "GET POST", OWN),
    Row("desk/checks/<uuid:public_id>/", "check", "GET", HOSPITAL),
    Row("desk/checks/<uuid:public_id>/photo/", "check", "GET", HOSPITAL),
    Row("desk/checks/<uuid:public_id>/use/", "check", "POST", HOSPITAL, body={"outcome": "postponed"}),
    Row("desk/calls/<uuid:public_id>/", "call", "GET POST", HOSPITAL),
    Row("desk/uses/<uuid:public_id>/undo/", "use", "POST", HOSPITAL, body={"why": "mistake"}),
    Row("desk/uses/<uuid:public_id>/again/", "use", "POST", HOSPITAL, body={"service": "medical-green-channel"}),
    Row("desk/systems/<uuid:endpoint>/<uuid:event>/again/", "event", "POST", HOSPITAL),
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
    Row("desk/refusals/<str:code>/", "report", "GET", HOSPITAL),
    Row(
        "desk/refusals/<str:code>/<slug:step>/",
        "report",
        "GET POST",
        HOSPITAL,
        fixed={"step": "explain"},
        body={"reason": "x"},
    ),
    Row("desk/drills/<uuid:public_id>/", "drill", "GET POST", HOSPITAL),
    Row("desk/drills/<uuid:public_id>/card/", "drill", "GET", HOSPITAL),
    Row("desk/windows/<uuid:public_id>/end/", "pairing", "POST", HOSPITAL),
    Row("papers/windows/<uuid:public_id>.pdf", "window", "GET", HOSPITAL | EDITS),
    Row(
        "papers/<slug:slug>/<slug:service>/<str:language>.pdf",
        "place",
        "GET",
        HOSPITAL | EDITS,
        fixed={"service": "medical-green-channel", "language": "zh"},
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
    Row("api/v1/me/family/<uuid:public_id>/", "member", "GET", OWN),
    Row("api/v1/me/family/<uuid:public_id>/codes/", "member", "POST", OWN),
    Row("api/v1/me/requests/<str:code>/", "request", "GET", OWN),
    Row("api/v1/me/requests/<str:code>/", "home", "GET", OWN),
    Row(
        "api/v1/partner/requests/<str:code>/decision/",
        "request",
        "POST",
        SCHOOL_SYSTEM,
        body={"decision": "decline", "reason": "x"},
    ),
    Row("api/v1/partner/checks/<uuid:public_id>/photo/", "check", "GET", HOSPITAL_SYSTEM),
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
    *_case("accounts/familymember", "member", CASES, "refuse"),
    *_case("accounts/card", "family_card", CASES, "revoke"),
    *_case("accounts/portrait", "portrait", CASES, "accept"),
    *_case("accounts/profile", "profile", PROVINCE),
    Row("admin/accounts/profile/<int:pk>/identity/", "profile", "POST", PROVINCE),
    *_case("services/servicerequest", "home", CITY, "decline"),
    *_case("services/servicerequest", "request", NO_ONE, "decline"),
    *_case("services/instalment", "instalment", CITY | {"fund_officer": ALL_THREE}, "end"),
    *_case("services/lateuse", "late", CASES),
    *_case("services/check", "check", CASES),
    *_case("services/turnedaway", "report", CITY, "answer"),
    *_case("accounts/sealedcase", "sealed", {"auditor": ALL_THREE}),
    Row("admin/accounts/sealedcase/<int:pk>/open/", "sealed", "POST", {"auditor": ALL_THREE}),
    Row("admin/accounts/sealedcase/paper/<uuid:paper>/", "paper", "POST", {"auditor": ALL_THREE}),
    *_kept("accounts/partner", "partner", OFFICIALS),
    Row("admin/accounts/partner/<int:pk>/client/", "partner", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/client/<int:link>/", "client", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/client/<int:link>/change/", "client", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/client/<int:link>/end/", "client", "GET POST", EDITS),
    *_case("services/partnerreadiness", "honoured", OFFICIALS),
    Row("admin/accounts/partner/<int:pk>/webhook/", "partner", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/webhook/<int:hook>/", "webhook", "GET POST", EDITS),
    Row("admin/accounts/partner/<int:pk>/webhook/<int:hook>/end/", "webhook", "GET POST", EDITS),
    *_kept("accounts/employer", "employer", OFFICIALS),
    *_kept("accounts/membership", "membership", STANDING, "GET"),
)
