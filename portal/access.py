"""Who may open which address: a row for each own page, a row for each borrowed set of pages; all else is denied.

The audience is the first door only: which rows a person sees behind it is `visible_to` in each room.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any


class Audience(Enum):
    """Who stands before the door. The API's audiences are let through here and answered by its permission classes."""

    PUBLIC = "anyone"
    SIGNED_IN = "anyone with an account"
    TALENT = "talents"
    DESK = "staff of a partner's desk"
    DESK_OWN = "staff of a partner's desk, signed in with their own account and not by PIN"
    SYSTEMS = "staff of a partner's desk, and its programmers"
    EMPLOYER = "specialists of an employer"
    OFFICER = "officers of a city, the province or a fund"
    STAFF = "whoever may enter the admin"
    API_PUBLIC = "anyone, by the API"
    API_TALENT = "talents, by the API"
    API_PARTNER = "partners' systems, by the API"

    @property
    def is_api(self) -> bool:
        return self.name.startswith("API_")


ADMITS: dict[Audience, Callable[[Any], bool]] = {
    Audience.PUBLIC: lambda user: True,
    Audience.SIGNED_IN: lambda user: user.is_authenticated,
    Audience.TALENT: lambda user: user.is_talent,
    Audience.DESK: lambda user: user.is_desk_staff,
    Audience.DESK_OWN: lambda user: user.is_desk_staff and user.shift is None,
    Audience.SYSTEMS: lambda user: user.is_desk_staff or user.is_programmer,
    Audience.EMPLOYER: lambda user: user.is_employer_staff,
    Audience.OFFICER: lambda user: user.is_officer,
    Audience.STAFF: lambda user: user.is_staff,
}

ACCESS: dict[str, Audience] = {
    # -- the site
    "portal:home": Audience.PUBLIC,
    "portal:privacy": Audience.PUBLIC,
    "portal:set-language": Audience.PUBLIC,
    "portal:healthz": Audience.PUBLIC,
    "portal:readyz": Audience.PUBLIC,
    "portal:own-places": Audience.SIGNED_IN,
    "portal:inbox": Audience.SIGNED_IN,
    "portal:inbox-message": Audience.SIGNED_IN,
    "portal:inbox-read": Audience.SIGNED_IN,
    "portal:start": Audience.SIGNED_IN,
    # -- the door of the admin, which sends on to the sign-in page
    "admin:login": Audience.PUBLIC,
    # -- the dialogs of the offices: what was typed there is kept when the session ends
    "admin:accounts_card_step": Audience.STAFF,
    "admin:accounts_familymember_step": Audience.STAFF,
    "admin:accounts_portrait_step": Audience.STAFF,
    "admin:services_instalment_step": Audience.STAFF,
    "admin:services_servicerequest_step": Audience.STAFF,
    "admin:services_turnedaway_step": Audience.STAFF,
    # -- policies
    "policies:tier-list": Audience.PUBLIC,
    "policies:tier-detail": Audience.PUBLIC,
    "policies:document-list": Audience.PUBLIC,
    "policies:document-detail": Audience.PUBLIC,
    "policies:measure-detail": Audience.PUBLIC,
    "policies:programme-list": Audience.PUBLIC,
    "policies:programme-detail": Audience.PUBLIC,
    # -- accounts
    "accounts:terms": Audience.PUBLIC,
    "accounts:profile": Audience.TALENT,
    "accounts:profile-change": Audience.TALENT,
    "accounts:identity-choose": Audience.TALENT,
    "accounts:identity-record": Audience.TALENT,
    "accounts:consent-list": Audience.TALENT,
    "accounts:consent-decide": Audience.TALENT,
    "accounts:employer": Audience.EMPLOYER,
    "accounts:phone-later": Audience.PUBLIC,
    "accounts:export": Audience.TALENT,
    "accounts:delete": Audience.TALENT,
    "accounts:goodbye": Audience.PUBLIC,
    "accounts:application-list": Audience.TALENT,
    "accounts:application-detail": Audience.TALENT,
    "accounts:application-begin": Audience.TALENT,
    "accounts:application-criteria": Audience.TALENT,
    "accounts:application-step": Audience.TALENT,
    "accounts:card": Audience.TALENT,
    "accounts:card-code": Audience.TALENT,
    "accounts:card-offline": Audience.TALENT,
    "accounts:card-print": Audience.TALENT,
    "accounts:card-kept": Audience.TALENT,
    "accounts:card-worker": Audience.PUBLIC,
    "accounts:card-suspend": Audience.TALENT,
    "accounts:card-change": Audience.TALENT,
    "accounts:card-step": Audience.TALENT,
    "accounts:family": Audience.TALENT,
    "accounts:family-new": Audience.TALENT,
    "accounts:family-member": Audience.TALENT,
    "accounts:family-code": Audience.TALENT,
    "accounts:family-mend": Audience.TALENT,
    "accounts:family-step": Audience.TALENT,
    "accounts:portrait": Audience.TALENT,
    "accounts:portrait-member": Audience.TALENT,
    "accounts:portrait-step": Audience.TALENT,
    "accounts:portrait-image": Audience.SIGNED_IN,
    "accounts:card-lost": Audience.PUBLIC,
    "accounts:card-lost-code": Audience.PUBLIC,
    "accounts:card-lost-done": Audience.PUBLIC,
    "accounts:card-keys": Audience.API_PUBLIC,
    "accounts:card-status": Audience.API_PUBLIC,
    "accounts:verify": Audience.PUBLIC,
    "accounts:verify-capitals": Audience.PUBLIC,
    "accounts:evidence-list": Audience.TALENT,
    "accounts:evidence-document": Audience.TALENT,
    "accounts:evidence-remove": Audience.TALENT,
    "accounts:evidence-original": Audience.SIGNED_IN,
    "accounts:evidence-page": Audience.SIGNED_IN,
    # -- services
    "services:service-list": Audience.PUBLIC,
    "services:service-detail": Audience.PUBLIC,
    "services:service-places": Audience.PUBLIC,
    "services:place": Audience.PUBLIC,
    "services:desk": Audience.DESK,
    "services:desk-choose": Audience.SYSTEMS,
    "services:desk-check-new": Audience.DESK,
    "services:desk-check": Audience.DESK,
    "services:desk-photo": Audience.DESK,
    "services:desk-use": Audience.DESK,
    "services:desk-caller": Audience.DESK,
    "services:desk-call": Audience.DESK,
    "services:desk-undo": Audience.DESK,
    "services:desk-again": Audience.DESK,
    "services:desk-requests": Audience.DESK,
    "services:desk-request": Audience.DESK,
    "services:desk-request-step": Audience.DESK,
    "services:desk-refusals": Audience.DESK,
    "services:desk-refusal": Audience.DESK,
    "services:desk-refusal-step": Audience.DESK,
    "services:desk-ratings": Audience.DESK,
    "services:desk-reading": Audience.DESK,
    "services:desk-read": Audience.DESK,
    "services:desk-drill": Audience.DESK,
    "services:desk-drill-card": Audience.DESK,
    "services:desk-windows": Audience.DESK_OWN,
    "services:desk-window-end": Audience.DESK_OWN,
    "services:desk-pin": Audience.DESK_OWN,
    "services:desk-sign-on": Audience.PUBLIC,
    "services:desk-change-over": Audience.DESK,
    "services:window-poster": Audience.SIGNED_IN,
    "services:instruction": Audience.SIGNED_IN,
    "services:desk-systems": Audience.SYSTEMS,
    "services:desk-calls": Audience.SYSTEMS,
    "services:desk-event-again": Audience.DESK,
    "services:desk-worker": Audience.PUBLIC,
    "services:desk-manifest": Audience.PUBLIC,
    "services:desk-offline": Audience.DESK,
    "services:desk-known": Audience.DESK,
    "services:desk-deliver": Audience.DESK,
    "services:desk-late": Audience.DESK,
    "services:desk-late-file": Audience.DESK,
    "services:desk-late-known": Audience.DESK,
    "services:desk-emergency": Audience.DESK,
    "services:me": Audience.TALENT,
    "services:my-cases": Audience.TALENT,
    "services:request-list": Audience.TALENT,
    "services:request-ask": Audience.TALENT,
    "services:request-detail": Audience.TALENT,
    "services:request-mend": Audience.TALENT,
    "services:request-step": Audience.TALENT,
    "services:rating": Audience.TALENT,
    "services:turned-away": Audience.TALENT,
    "services:turned-away-detail": Audience.TALENT,
    "services:access-log": Audience.TALENT,
    "services:spoken-codes": Audience.TALENT,
    "services:spoken-code": Audience.TALENT,
    "services:spoken-end": Audience.TALENT,
    "services:proxies": Audience.TALENT,
    "services:proxy": Audience.TALENT,
    "services:proxy-end": Audience.TALENT,
    "services:proxy-phone": Audience.PUBLIC,
    # -- API
    "api-tier-list": Audience.API_PUBLIC,
    "api-tier-detail": Audience.API_PUBLIC,
    "api-document-list": Audience.API_PUBLIC,
    "api-document-detail": Audience.API_PUBLIC,
    "api-measure-list": Audience.API_PUBLIC,
    "api-measure-detail": Audience.API_PUBLIC,
    "api-area-list": Audience.API_PUBLIC,
    "api-area-detail": Audience.API_PUBLIC,
    "api-service-list": Audience.API_PUBLIC,
    "api-service-detail": Audience.API_PUBLIC,
    "api-me": Audience.API_TALENT,
    "api-evidence": Audience.API_TALENT,
    "api-notifications": Audience.API_TALENT,
    "api-accreditation-list": Audience.API_TALENT,
    "api-accreditation-detail": Audience.API_TALENT,
    "api-accreditation-submit": Audience.API_TALENT,
    "api-accreditation-withdraw": Audience.API_TALENT,
    "api-card": Audience.API_TALENT,
    "api-card-suspend": Audience.API_TALENT,
    "api-card-codes": Audience.API_TALENT,
    "api-family-list": Audience.API_TALENT,
    "api-family-detail": Audience.API_TALENT,
    "api-family-codes": Audience.API_TALENT,
    "api-entitlements": Audience.API_TALENT,
    "api-access-log": Audience.API_TALENT,
    "api-request-list": Audience.API_TALENT,
    "api-request-detail": Audience.API_TALENT,
    "api-partner-requests": Audience.API_PARTNER,
    "api-partner-request-decision": Audience.API_PARTNER,
    "api-partner-checks": Audience.API_PARTNER,
    "api-partner-photo": Audience.API_PARTNER,
    "api-partner-uses": Audience.API_PARTNER,
    "api-partner-events": Audience.API_PARTNER,
    "api-schema": Audience.API_PUBLIC,
    "api-docs": Audience.API_PUBLIC,
}

NAMESPACES: dict[str, Audience] = {
    "admin:": Audience.STAFF,
    "headless": Audience.API_PUBLIC,
    "idp:oidc:authorization": Audience.SIGNED_IN,
    "idp:oidc:device_authorization": Audience.SIGNED_IN,
    "idp:oidc:": Audience.API_PUBLIC,
    "account_": Audience.PUBLIC,
    "mfa_": Audience.PUBLIC,
    "usersessions_": Audience.SIGNED_IN,
}
"""Borrowed pages by the beginning of their name; the longest that fits counts. allauth itself asks for sign-in."""


def audience_of(view_name: str) -> Audience | None:
    """Whom the view is for; None for a name that stands in no row, which is denied."""
    if view_name in ACCESS:
        return ACCESS[view_name]
    fitting = [prefix for prefix in NAMESPACES if view_name.startswith(prefix)]
    return NAMESPACES[max(fitting, key=len)] if fitting else None
