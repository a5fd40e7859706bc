"""What do people do at a site all the while, a row a request? Each track is walked again and again by one visitor.

A row may name (`$…`) whom the release has (first_people.py) and what an answer before it told: a group of `told`.
"""

from typing import NamedTuple


class Visit(NamedTuple):
    """`who` is a session or the `system`, which has a token; `told` must be found in the answer's head or text."""

    kind: str
    who: str
    path: str
    body: dict | None = None
    told: str = ""
    method: str | None = None


def says(field, name):
    """JSON has it."""
    return rf'"{field}": ?"(?P<{name}>[^"]+)"'


def to(path):
    """Sent on there."""
    return rf"(?mi)^location: {path}"


def shows_code(who):
    return Visit("code", who, "/api/v1/me/card/codes/", {}, says("code", "code"))


def looked_up(kind, model, code):
    """By an officer, whose list names the row."""
    return Visit(kind, "city", f"/admin/{model}/?q=${code}", None, rf"/admin/{model}/(?P<{code}_row>\d+)/")


def step(kind, who, model, row, name):
    """An officer's, in the dialog."""
    return Visit(kind, who, f"/admin/{model}/${row}_row/step/{name}/", {"reason": "已核实"}, to("/admin/"))


V1 = "/api/v1"
GREEN = "medical-green-channel"
SIGN_IN = {"login": "$login", "password": "$password"}
SEEN = {"code": "$code", "service": GREEN}
MISTAKE = {"why": "mistake"}
SYSTEM = {"grant_type": "client_credentials", "scope": "partner", "client_id": "$client", "client_secret": "$secret"}
COUNTER = (
    Visit("token", "", "/identity/o/api/token", SYSTEM, says("access_token", "system")),
    Visit("front page", "", "/"),
    Visit("sign-in page", "", "/accounts/login/"),
    Visit("sign-in", "", "/accounts/login/", SIGN_IN, r"sessionid=(?P<signed_in>\w+)"),
    Visit("card", "signed_in", "/me/card/"),
    shows_code("signed_in"),
    Visit("check", "system", f"{V1}/partner/checks/", SEEN, says("id", "check")),
    Visit("use", "system", f"{V1}/partner/uses/", {"check": "$check", "outcome": "served"}, says("id", "use")),
    Visit("rating", "signed_in", "/me/ratings/$use/", {"stars": 5, "comment": "很快"}, to("/me/ratings/")),
    Visit("undo", "nurse", "/desk/uses/$use/undo/", MISTAKE, to("/desk/(checks/.*)?$")),
)

LOST_AND_FOUND = (
    Visit("card lost", "loser", f"{V1}/me/card/suspend/", {}, '"card_suspended"'),
    Visit("card found", "loser", "/me/card/change/lift/", {}, to("/me/card/")),
    Visit("profile", "loser", f"{V1}/me/", {"language": "en"}, '"language"', "PATCH"),
)

NOT_TODAY = {"outcome": "refused", "reason": "停诊"}
REFUSAL, HAPPENED = "services/turnedaway", {"place": "$place", "text": "窗口不认"}
TURNED_AWAY = (
    shows_code("guest"),
    Visit("desk check", "nurse", "/desk/check/", SEEN, to("/desk/checks/(?P<seen>[^/]+)")),
    Visit("desk use", "nurse", "/desk/checks/$seen/use/", NOT_TODAY, to("/desk/checks/")),
    Visit("desk answer", "nurse", "/desk/checks/$seen/", None, "/desk/uses/(?P<refused>[^/]+)/undo/"),
    Visit("undo", "nurse", "/desk/uses/$refused/undo/", MISTAKE, to("/desk/(checks/.*)?$")),
    Visit("turned away", "guest", "/me/turned-away/", HAPPENED, to("/me/turned-away/(?P<refusal>[^/]+)/")),
    Visit("explanation", "nurse", "/desk/refusals/$refusal/explain/", {"reason": "新人值班"}, to("/desk/refusals/")),
    looked_up("refusals", REFUSAL, "refusal"),
    step("answer", "city", REFUSAL, "refusal", "answer"),
)

CHILD = {"child_name": "李小雪", "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": "school"}
PLACE = {"service": "school-place", "answers": CHILD}
ASKED = Visit("request", "parent", f"{V1}/me/requests/", PLACE, says("code", "asked"))
REQUEST = (
    ASKED,
    Visit("return", "teacher", "/desk/requests/$asked/return/", {"reason": "缺户口簿"}, to("/desk/requests/")),
    Visit("correction", "parent", "/me/requests/$asked/mend/", CHILD | {"consent": "on"}, to("/me/requests/")),
    Visit("decision", "teacher", "/desk/requests/$asked/decline/", {"reason": "学位已满"}, to("/desk/requests/")),
    ASKED,
    Visit("withdrawal", "parent", "/me/requests/$asked/withdraw/", {}, to("/me/requests/")),
)

MINE, CASE = f"{V1}/me/accreditations", "accounts/application"
PAPER = {"criterion": "$criterion", "file": "diploma.pdf"}
SUBMITTED = Visit("submission", "newcomer", f"{MINE}/$case/submit/", {}, '"submitted"')
ACCREDITATION = (
    Visit("application", "newcomer", f"{MINE}/", {"tier": "b", "criteria": ["$criterion"]}, says("code", "case")),
    Visit("evidence", "newcomer", f"{MINE}/$case/evidence/", PAPER, '"criterion"'),
    SUBMITTED,
    looked_up("cases", CASE, "case"),
    step("accepting", "city", CASE, "case", "accept"),
    step("returning", "city", CASE, "case", "return"),
    SUBMITTED,
    step("accepting", "city", CASE, "case", "accept"),
    step("forwarding", "city", CASE, "case", "forward"),
    step("approval", "province", CASE, "case", "approve"),
)

TRACKS = (COUNTER, LOST_AND_FOUND, TURNED_AWAY, REQUEST, ACCREDITATION)
KINDS = {visit.kind for track in TRACKS for visit in track}
