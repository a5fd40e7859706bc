"""What else do a hundred thousand people leave behind: no list itself, but read on the pages of lists?"""

from accounts.models import ApplicationCriterion, Consent, Evidence, IdentityDocument, LiveCode
from policies.models import Criterion
from portal.workflow.models import Reason
from services.models import Allowance, Proxy, Rating, UseUndone

TRACES = (
    *(UseUndone, Allowance, LiveCode, Proxy, Consent, IdentityDocument),
    *(ApplicationCriterion, Evidence, Reason, Rating),
)
NOT_FILLED = {  # of which the plans say nothing; by hand, so that of a new table somebody says which it is
    # -- the catalogue and its earlier wordings, dozens of rows each
    *("policies.authority", "policies.source", "policies.tier", "policies.criterion", "policies.measure"),
    *("policies.figuregroup", "policies.figure", "policies.programmeresult", "policies.loadedrow"),
    *("services.area", "services.service", "services.entitlement", "services.question"),
    # -- the programs' own, met by a key
    *("portal.heartbeat", "portal.periodicrun", "portal.idempotencykey", "portal.workingdayoverride"),
    *("portal.outboxbatch", "portal.keptform", "portal.keptfile", "services.partnerclient", "services.sandboxcheck"),
    # -- a few of one place, or of one case, check or code
    *("services.window", "services.windowpairing", "services.windowshift", "services.deskpin", "services.liaison"),
    *("services.openinghours", "services.acknowledgement", "services.drill", "services.drillanswer"),
    *("accounts.evidencefile", "accounts.evidencepage", "accounts.sealedpaper", "services.webhookendpoint"),
    *("services.callback", "services.callbackanswer", "services.proxycode", "services.homesubsidy"),
    # -- three sums a city
    "services.instalmenttotal",
}


def traces(service: str, card: str, partner: str, first: int):
    """`(model, columns, where)`: each column as SQL of the number `g`, which is that of a person, a case and a use."""
    criterion, own, place = str(Criterion.objects.order_by("pk")[0].pk), f"{first} + g", "'medical-green-channel'"
    yield UseUndone, {"use_id": own, "undone_at": "now()"}, "g % 100 = 5"
    counted = {"service_id": service, "period": "'2026'", "limit": "9", "used": "1"}
    yield Allowance, {"holder_id": own, **counted}, "TRUE"
    yield LiveCode, {"code_index": "'c' || g", "card_id": card, "expires_at": "now()"}, "TRUE"
    said = {"stars": "1 + g % 5", "comment": "CASE WHEN g % 10 = 0 THEN 'x' ELSE '' END", "rated_at": "now()"}
    yield Rating, {"use_id": own, "holder_id": own, "partner_id": partner, "service_id": service, **said}, "TRUE"
    shown = {"partner_kind": "'hospital'", "service_slug": place, "named_at": "now()", "expires_at": "now()"}
    yield Proxy, {"card_id": card, "link_index": "'l' || g", **shown}, "TRUE"
    yield Consent, {"user_id": own, "purpose": "'terms'", "version": "'1'", "given_at": "now()"}, "TRUE"
    shown = {"kind": "'passport'", "country": "'RU'", "number_index": "'n' || g"}
    yield IdentityDocument, {"user_id": own, **shown}, "TRUE"
    yield ApplicationCriterion, {"application_id": own, "criterion_id": criterion}, "TRUE"
    proves = {"owner_id": own, "application_id": own, "criterion_id": criterion}
    yield Evidence, {**proves, "state": "'ready'", "created_at": "now()"}, "TRUE"
    said = {"object_type": "'accounts.application'", "object_id": "'object-' || g", "action": "'approve'"}
    yield Reason, {"id": "gen_random_uuid()", **said, "text": "'x'", "at": "now()"}, "TRUE"
