"""Which lists does the site have, who reads each, and what is looked for in it?"""

from tests.lists.province import RARE_NAME, SCHOOL

PINYIN, COMMON, ONE_SIGN, GIVEN = "zhugeshili", "wang", "李", "示例"
NAME_SEARCHES = (RARE_NAME, PINYIN, "zgsl", GIVEN, COMMON, ONE_SIGN, "没有这个人")
PLACE_SEARCHES = (f"{RARE_NAME}{SCHOOL}", PINYIN, "zgslxx", "xuexiao", ONE_SIGN, "没有这个地方")
HOSPITAL_SEARCHES = ("示范第一医院", "shifandiyi", "ssfdyyy", "省", "large-hospital", "far-hospital")  # rows are theirs
OFFICERS = ("city_officer", "rare_officer", "province_officer", "auditor")
OFFICES = (*OFFICERS, "policy_admin", "fund_officer")  # whose front pages count

# -- pages and calls: URL name -> who reads it
PAGES = {
    "services:me": "holder",
    "services:my-cases": "talent",
    "services:turned-away": "holder",
    "services:request-list": "talent",
    "services:access-log": "talent",
    "accounts:application-list": "talent",
    "portal:inbox": "talent",
    "services:desk": "staff",
    "services:desk-requests": "staff",
    "services:desk-refusals": "staff",
    "services:desk-ratings": "staff",
    "services:desk-reading": "staff",
    "services:desk-systems": "staff",
    "services:desk-calls": "staff",
    "services:desk-late": "staff",
    "services:desk-windows": "staff",
    "policies:document-list": "anybody",
    "policies:programme-list": "anybody",
}
CALLS = {
    "api-document-list": "anybody",
    "api-notifications": "talent",
    "api-accreditation-list": "talent",
    "api-access-log": "talent",
    "api-request-list": "talent",
    "api-entitlements": "holder",
    "api-family-list": "talent",
    "api-partner-requests": "partner",
    "api-partner-events": "partner",
}
QUERIES = {  # of the above, what else is asked
    "policies:document-list": ("q=示例 7777", "q=row-777", "q=没有这份文件"),
    "policies:programme-list": ("q=示例 7777", "q=row-777", "q=没有这个专项"),
    "services:turned-away": tuple(f"q={words}" for words in PLACE_SEARCHES),
    "services:desk-calls": (
        *("shown=failed", "shown=checks", "shown=others", "shown=refused&q=key_expired", "shown=refused&q=429"),
        *("shown=others&q=200", "shown=checks&q=00000000-0000-4000-8000-000000000777", "shown=checks&q=none"),
    ),
}

# -- addresses that name a thing, on whose pages lists stand: URL name -> who reads it, what is named, what is asked
CASE, REQUEST, REFUSAL = ({"code": code} for code in ("RD-2025-000002", "FW-2025-000051", "TS-2025-000051"))
PLACES_OF = tuple(f"q={words}" for words in PLACE_SEARCHES)
ROWS_OF = (*PLACES_OF, *(f"q={words}" for words in HOSPITAL_SEARCHES))
DETAILS = {
    "portal:inbox-message": ("talent", {"public_id": "{p.message.public_id}"}, ("",)),
    "policies:tier-detail": ("anybody", {"slug": "b"}, ("",)),
    "policies:document-detail": ("anybody", {"slug": "row-777"}, ("",)),
    "policies:measure-detail": ("anybody", {"slug": "{p.measure.slug}"}, ("",)),
    "policies:programme-detail": ("anybody", {"slug": "row-777"}, ("",)),
    "accounts:application-detail": ("holder", CASE, ("",)),
    "accounts:family-member": ("holder", {"public_id": "{p.child.public_id}"}, ("",)),
    "services:service-detail": ("holder", {"slug": "school-place"}, ("",)),
    "services:service-places": ("holder", {"slug": "school-place"}, ("", *PLACES_OF)),
    "services:place": ("anybody", {"slug": "place-777"}, ("",)),
    "services:desk-request": ("staff", REQUEST, ("",)),
    "services:desk-refusal": ("staff", REFUSAL, ("",)),
    "services:desk-read": ("staff", {"slug": "medical-green-channel"}, ("",)),
    "services:request-ask": ("holder", {"slug": "school-place"}, ("", *PLACES_OF)),
    "services:request-detail": ("talent", REQUEST, ("",)),
    "services:turned-away-detail": ("talent", REFUSAL, ("",)),
    "api-tier-detail": ("anybody", {"slug": "b"}, ("",)),
    "api-document-detail": ("anybody", {"slug": "row-777"}, ("",)),
    "api-measure-detail": ("anybody", {"slug": "{p.measure.slug}"}, ("",)),
    "api-area-detail": ("anybody", {"slug": "{p.service.area.slug}"}, ("",)),
    "api-service-detail": ("anybody", {"slug": "school-place"}, ("",)),
    "api-accreditation-detail": ("holder", CASE, ("",)),
    "api-family-detail": ("holder", {"public_id": "{p.child.public_id}"}, ("",)),
    "api-request-detail": ("talent", REQUEST, ("",)),
}
ONE_THING = {
    # -- a step: one question, its answer and why
    *("accounts:application-step", "accounts:card-step", "accounts:family-step", "accounts:portrait-step"),
    *("services:request-step", "services:desk-request-step", "services:desk-refusal-step"),
    *(f"admin:{name}_step" for name in ("accounts_card", "accounts_familymember", "accounts_portrait")),
    *(f"admin:services_{name}_step" for name in ("instalment", "servicerequest", "turnedaway")),
    # -- a form about one thing of one's own
    *("accounts:profile-change", "accounts:identity-record", "accounts:consent-decide", "accounts:card-change"),
    *("accounts:application-criteria", "accounts:family-code", "accounts:family-mend", "accounts:portrait-member"),
    *("services:request-mend", "services:rating", "services:proxy-phone"),
    # -- the evidence of one case: ten kinds, a few files of each; a file and a page of it
    *("accounts:evidence-list", "accounts:evidence-document", "accounts:evidence-remove"),
    *("accounts:evidence-original", "accounts:evidence-page", "accounts:portrait-image"),
    # -- one card by its code; one look at it, and what is done with it
    *("accounts:verify", "accounts:verify-capitals"),
    *("services:desk-check", "services:desk-photo", "services:desk-use", "services:desk-undo", "services:desk-call"),
    "services:desk-again",
    *("services:desk-drill", "services:desk-drill-card"),
    # -- a press, or a sheet of paper for one window or one service
    *("services:desk-window-end", "services:window-poster", "services:instruction", "services:desk-event-again"),
    # -- one code to say, one proxy; of both a holder has ten at most
    *("services:spoken-code", "services:spoken-end", "services:proxy", "services:proxy-end"),
    # -- calls that write
    *("api-evidence", "api-accreditation-submit", "api-accreditation-withdraw", "api-family-codes"),
    *("api-partner-request-decision", "api-partner-photo"),
}

# -- lists of the admin: model -> who reads it, with which queries
QUEUES = tuple(f"queue={name}" for name in ("waiting", "mine", "overdue", "returned", "decided"))
ADMIN = {
    "accounts.application": (OFFICERS, (*QUEUES, "q=RD-2025-0777", "q=rd-2025-077777")),
    "accounts.card": (
        OFFICERS,
        ("", "status__exact=revoked", "tier__id__exact={tier}", "q=HLJ2025000777", "q=HLJ202500077777"),
    ),
    "accounts.familymember": (OFFICERS, ("", "status__exact=asked", "status__exact=refused", "q=JS-2025-0777")),
    "accounts.portrait": (OFFICERS, ("", "status__exact=waiting", "status__exact=refused", "q=ZP-2025-0777")),
    "accounts.membership": (
        ("policy_admin", "auditor", "city_officer", "rare_officer"),
        (
            *("", "role__exact=auditor", "role__exact=employer_staff", "q=p7777", "q=单位 7777", "q=danwei777"),
            *(f"q={words}" for words in (*NAME_SEARCHES, *PLACE_SEARCHES)),
        ),
    ),
    "accounts.profile": (("city_officer", "province_officer"), ("",)),
    "accounts.sealedcase": (("auditor",), ("", "q=RD-2020-0777", "kind__exact=family")),
    "services.servicerequest": (
        ("city_officer", "rare_officer"),
        ("", "status__exact=submitted", "status__exact=declined", "q=FW-2025-0777"),
    ),
    "services.instalment": (
        ("city_officer", "rare_officer", "fund_officer"),
        ("", "status__exact=planned", "q=FW-2025-0777"),
    ),
    "services.check": (
        OFFICERS,
        ("", "q=00000000-0000-4000-8000-000000000777", "q=none", "unknown=large-hospital"),
    ),
    "services.lateuse": (OFFICERS, ("", "counts=no", *ROWS_OF, *(f"counts=no&{place}" for place in ROWS_OF))),
    "services.turnedaway": (
        ("city_officer", "rare_officer"),
        (
            "",
            "status__exact=open",
            "status__exact=open&lapsed=yes",
            "status__exact=explained",
            "status__exact=answered",
            "q=TS-2025-0777",
            *ROWS_OF,
            *(f"status__exact=open&{place}" for place in ROWS_OF),
        ),
    ),
    "accounts.partner": (
        ("policy_admin", "city_officer"),
        (
            *("", "kind__exact=hospital", "kind__exact=bureau", "city__id__exact={rare_city}", "is_active__exact=0"),
            *(f"q={words}" for words in PLACE_SEARCHES),
        ),
    ),
    "accounts.employer": (
        ("policy_admin", "city_officer"),
        ("", "city__id__exact={rare_city}", "q=单位 7777", "q=danwei7777", "q=dw7777", "q=没有这个单位"),
    ),
    "services.partnerreadiness": (
        ("city_officer", "policy_admin"),
        ("", "partner__city__id__exact={rare_city}", "missing=yes", *(f"q={words}" for words in PLACE_SEARCHES)),
    ),
    "policies.document": (
        ("policy_admin",),
        ("", "is_demonstration__exact=1", "q=示例 7777", "q=row-777", "q=没有这份文件"),
    ),
    "policies.programme": (("policy_admin",), ("", "q=示例 7777", "q=row-777", "q=没有这个专项")),
    "portal.outboxmessage": (("policy_admin",), ("", "state__exact=quarantined", "channel__exact=sms", "doubt=yes")),
    "services.webhookdelivery": (("policy_admin",), ("", "state__exact=dead", "state__exact=pending")),
    "portal.history": (("auditor",), ("", "q=object-777", "q={officer}")),
    "portal.seal": (("auditor",), ("",)),
}
FOUND_BY_NAME = (
    *("accounts.application", "accounts.card", "accounts.profile", "accounts.familymember", "accounts.portrait"),
    *("services.servicerequest", "services.instalment"),
)
ADMIN_FORMS = {"admin:accounts_membership_add": ("policy_admin", ("", *PLACES_OF))}  # where one of many is chosen
SMALL = {  # the catalogue and the calendar, dozens of rows each; still without COUNT, OFFSET and DISTINCT
    *("policies.authority", "policies.source", "policies.tier", "policies.criterion", "policies.measure"),
    *("policies.figuregroup", "services.area", "services.service", "portal.workingdayoverride"),
}
NO_LISTS = {
    # -- one page about one thing, or about everything there is of a small catalogue
    *("portal:home", "portal:own-places", "portal:start", "portal:healthz", "portal:readyz", "admin:login"),
    *("policies:tier-list", "services:service-list"),  # five tiers, two dozen services: one page by design
    *("api-tier-list", "api-measure-list", "api-area-list", "api-service-list"),
    *("accounts:terms", "accounts:profile", "accounts:identity-choose", "accounts:consent-list"),
    *("accounts:phone-later", "accounts:employer", "accounts:card", "accounts:card-keys", "accounts:card-status"),
    *("api-me", "api-card", "api-schema", "api-docs"),
    # -- forms and presses
    *("portal:set-language", "portal:privacy", "portal:inbox-read", "accounts:application-begin", "accounts:card-code"),
    *(
        "services:spoken-codes",
        "services:proxies",
        "accounts:card-offline",
        "accounts:card-print",
        "accounts:card-kept",
        "accounts:card-worker",
        "accounts:card-suspend",
        "accounts:card-lost",
        "accounts:family",
        "accounts:family-new",
        "accounts:portrait",
        "accounts:card-lost-code",
        "accounts:card-lost-done",
        "services:desk-check-new",
        "services:desk-choose",
        "services:desk-caller",
        "services:desk-late-file",
        "services:desk-late-known",
        "services:desk-worker",
        "services:desk-manifest",
        "services:desk-offline",
        "services:desk-known",
        "services:desk-deliver",
        "services:desk-emergency",
        "services:desk-pin",
        "services:desk-sign-on",
        "services:desk-change-over",
    ),
    *(
        "accounts:export",
        "accounts:delete",
        "accounts:goodbye",
        "api-card-suspend",
        "api-card-codes",
        "api-partner-checks",
        "api-partner-uses",
    ),
}
