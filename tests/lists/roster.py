"""Which lists does the site have, who reads each, and what is looked for in it?"""

from tests.lists.province import RARE_NAME

PINYIN, COMMON, ONE_SIGN, GIVEN = "zhugeshili", "wang", "李", "示例"
NAME_SEARCHES = (RARE_NAME, PINYIN, "zgsl", GIVEN, COMMON, ONE_SIGN, "没有这个人")
OFFICERS = ("city_officer", "rare_officer", "province_officer", "auditor")

# -- pages and calls: URL name -> who reads it
PAGES = {
    "services:me": "talent",
    "services:my-cases": "talent",
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
    "services:desk-late": "staff",
    "services:desk-windows": "staff",
    "admin:index": "city_officer",
}
CALLS = {
    "api-notifications": "talent",
    "api-accreditation-list": "talent",
    "api-access-log": "talent",
    "api-request-list": "talent",
    "api-entitlements": "talent",
    "api-family-list": "talent",
    "api-partner-requests": "partner",
    "api-partner-events": "partner",
}

# -- lists of the admin: model -> who reads it, with which queries
QUEUES = tuple(f"queue={name}" for name in ("waiting", "mine", "overdue", "returned", "decided"))
ADMIN = {
    "accounts.application": (OFFICERS, (*QUEUES, "q=RD-2025-0777", "q=rd-2025-077777")),
    "accounts.card": (OFFICERS, ("", "q=HLJ2025000777", "q=HLJ202500077777")),
    "accounts.familymember": (OFFICERS, ("", "status__exact=asked", "q=JS-2025-0777")),
    "accounts.portrait": (OFFICERS, ("", "status__exact=waiting", "q=ZP-2025-0777")),
    "accounts.profile": (("city_officer", "province_officer"), ("",)),
    "accounts.sealedcase": (("auditor",), ("", "q=RD-2025-0777")),
    "services.servicerequest": (
        ("city_officer", "rare_officer"),
        ("", "status__exact=submitted", "status__exact=declined", "q=FW-2025-0777"),
    ),
    "services.instalment": (("city_officer",), ("", "status__exact=planned", "q=FW-2025-0777")),
    "services.check": (
        OFFICERS,
        ("", "q=00000000-0000-4000-8000-000000000777", "q=none"),
    ),
    "services.lateuse": (OFFICERS, ("", "counts=no")),
    "services.turnedaway": (
        ("city_officer", "rare_officer"),
        ("", "status__exact=open", "status__exact=explained", "status__exact=answered", "q=TS-2025-0777"),
    ),
    "portal.outboxmessage": (("policy_admin",), ("", "state__exact=quarantined", "channel__exact=sms")),
    "services.webhookdelivery": (("policy_admin",), ("", "state__exact=dead", "state__exact=pending")),
    "portal.history": (("auditor",), ("", "q=object-777", "q={officer}")),
    "portal.seal": (("auditor",), ("",)),
}
FILTERED = {"accounts.card": (("province_officer", "auditor"), ("status__exact=revoked",))}
FOUND_BY_NAME = ("accounts.application", "accounts.card", "accounts.profile", "services.servicerequest")
SMALL = {  # some dozens of rows each: the catalogue and the calendar; still without COUNT, OFFSET and DISTINCT
    *("policies.authority", "policies.source", "policies.tier", "policies.criterion", "policies.document"),
    *("policies.measure", "policies.programme", "policies.figuregroup"),
    *("services.area", "services.service", "services.partnerreadiness", "portal.workingdayoverride"),
    *("accounts.partner", "accounts.employer", "accounts.membership"),
}
SMALL_OF_OFFICIALS = {"services.partnerreadiness"}  # of these; who administers the catalogue reads all the others
NO_LISTS = {
    # -- one page about one thing, or about everything there is of a small catalogue
    *("portal:home", "portal:own-places", "portal:start", "portal:healthz", "portal:readyz", "admin:login"),
    *("policies:tier-list", "policies:document-list", "policies:programme-list", "services:service-list"),
    *("api-tier-list", "api-document-list", "api-measure-list", "api-area-list", "api-service-list"),
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
        "services:desk-worker",
        "services:desk-manifest",
        "services:desk-offline",
        "services:desk-known",
        "services:desk-deliver",
        "services:desk-emergency",
        "services:desk-pin",
        "services:desk-sign-on",
        "services:desk-change-over",
        "services:turned-away",
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
