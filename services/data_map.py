"""Which columns of `services` hold something about a person: why, on what basis, for how long."""

from portal.data_map import Owner, Personal

_SERVICE = "Necessary for the service asked for (PIPL article 13.2)"
_HEALTH = "Separate consent where the partner is a hospital (PIPL article 29), else necessary for the service"
_CHILD = "Separate consent of a guardian (PIPL article 31)"
_CASE = "Ten years after the case was settled; a draft until it is given up"
_LIAISON = "Necessary for the partner's duty, with the liaison told (PIPL article 13.2)"
_DUTY = "Necessary for the duty of a partner's staff (PIPL article 13.2)"
_USED = "Three years after the use"
_TOLD = "90 days"
_STEP = Personal("Promised times and proof of each step", _SERVICE, _CASE, is_kept=True)
_SHOWN = Personal("Whose phone may show the card, and until when", _HEALTH, _USED, is_kept=True)
_STEPS_OF_A_REQUEST = (
    "created_at",
    "submitted_at",
    "returned_at",
    "granted_at",
    "declined_at",
    "withdrawn_at",
    "due_on",
)

PERSONAL: dict[str, Personal] = {
    # -- at the counter
    "Check.verdict": Personal("What the desk was told", _HEALTH, _USED, is_kept=True),
    "Check.reason": Personal("Why the desk was told so", _HEALTH, _USED, is_kept=True),
    "Check.checked_at": Personal("The holder sees who looked at the card and when", _HEALTH, _USED, is_kept=True),
    "Use.outcome": Personal("Counting a benefit down and telling the holder", _HEALTH, _USED, is_kept=True),
    "Use.reason": Personal("Why a benefit was postponed or refused", _HEALTH, "Until the account is deleted"),
    "Use.recorded_at": Personal("When a benefit was used", _HEALTH, _USED, is_kept=True),
    "UseUndone.undone_at": Personal("A mistaken record is taken back", _HEALTH, _USED, is_kept=True),
    "CallBackAnswer.answered": Personal("The holder sees who was called for a code", _HEALTH, _USED, is_kept=True),
    "CallBackAnswer.answered_at": Personal("The holder sees who was called for a code", _HEALTH, _USED, is_kept=True),
    # -- who shows the card for the holder
    "Proxy.name": Personal("Whom a counter is to compare", _HEALTH, "Until the account is deleted"),
    "Proxy.link": Personal("The link that the proxy's phone opens", _HEALTH, "Until it is opened", is_given=False),
    "Proxy.service_slug": Personal("A proxy shows the card for one purpose", _HEALTH, _USED, is_kept=True),
    "Proxy.area_slug": Personal("A proxy shows the card for one purpose", _HEALTH, _USED, is_kept=True),
    "Proxy.partner_kind": Personal("A proxy shows the card for one purpose", _HEALTH, _USED, is_kept=True),
    **{f"Proxy.{moment}": _SHOWN for moment in ("named_at", "opened_at", "expires_at", "ended_at")},
    "UseUndone.reason": Personal("Why a record was taken back", _HEALTH, "Until the account is deleted"),
    "LateUse.outcome": Personal("What was done at a counter without a network", _HEALTH, _USED, is_kept=True),
    "LateUse.conflict": Personal("Why something that was given does not count", _HEALTH, _USED, is_kept=True),
    "LateUse.delivered_at": Personal("When a counter delivered what it had done", _HEALTH, _USED, is_kept=True),
    "LateUse.reason": Personal(
        "Why an emergency was entered later, or a desk refused without a network",
        _HEALTH,
        "Until the account is deleted",
    ),
    "Rating.comment": Personal("What a partner can do better", _HEALTH, "Until the account is deleted"),
    "Rating.rated_at": Personal("One rating a use, within 30 days", _HEALTH, _USED, is_kept=True),
    # -- whom to call at a partner
    "Liaison.name": Personal("Whom a window or a holder calls", _LIAISON, "Until the liaison changes"),
    "Liaison.phone": Personal("Whom a window or a holder calls", _LIAISON, "Until the liaison changes"),
    "Liaison.when_zh": Personal("When a liaison can be called", _LIAISON, "Until the liaison changes"),
    "Liaison.when_en": Personal("When a liaison can be called", _LIAISON, "Until the liaison changes"),
    # -- who has read what a window must know
    "Acknowledgement.acknowledged_at": Personal(
        "Whether somebody at a window knows how a service is given", _DUTY, _USED, is_kept=True
    ),
    # -- who sat at a window
    "DeskPin.name": Personal("The tile with which one signs on at a window", _DUTY, "As long as the account"),
    "DeskPin.pin": Personal("Signing on at a window", _DUTY, "As long as the account, as a digest", is_given=False),
    "DeskPin.set_at": Personal("Who signed on by a former PIN is signed out", _DUTY, "As long as the account"),
    "DeskPin.locked_at": Personal("A PIN that is guessed is locked", _DUTY, "Until a new one is set"),
    "WindowShift.began_at": Personal("Who sat at a window when something was done there", _DUTY, _USED, is_kept=True),
    "WindowShift.ended_at": Personal("Who sat at a window when something was done there", _DUTY, _USED, is_kept=True),
    # -- told to a partner's system
    "PartnerEvent.kind": Personal(
        "A partner's system hears what happened at its own desk", _HEALTH, _TOLD, is_kept=True
    ),
    "PartnerEvent.data": Personal("Which check, use or request it was, in codes", _HEALTH, _TOLD, is_kept=True),
    "PartnerEvent.happened_at": Personal("When it happened", _HEALTH, _TOLD, is_kept=True),
    "DrillAnswer.outcome": Personal("Whether a window knows what to do with a card", _DUTY, _USED, is_kept=True),
    "DrillAnswer.answered_at": Personal("Whether a window knows what to do with a card", _DUTY, _USED, is_kept=True),
    # -- turned away
    "TurnedAway.code": Personal("Naming a report", _SERVICE, _CASE, is_kept=True),
    "TurnedAway.text": Personal("What happened at the counter", _HEALTH, _CASE),
    "TurnedAway.status": Personal("Where a report stands", _SERVICE, _CASE, is_kept=True),
    "TurnedAway.due_on": _STEP,
    "TurnedAway.created_at": _STEP,
    **{
        f"TurnedAway.{moment}": _STEP
        for moment in ("lapsed_at", "explained_at", "answered_at", "settled_at", "called_at")
    },
    "TurnedAway.reached": Personal("Whether the talent was called back", _SERVICE, _CASE, is_kept=True),
    # -- requests
    "ServiceRequest.code": Personal("Naming a request", _SERVICE, _CASE, is_kept=True),
    "ServiceRequest.status": Personal("Where a request stands", _SERVICE, _CASE, is_kept=True),
    **{f"ServiceRequest.{moment}": _STEP for moment in _STEPS_OF_A_REQUEST},
    "SchoolPlace.child_name": Personal("Whom the school expects", _CHILD, _CASE),
    "SchoolPlace.child_birth_date": Personal("Which stage the child may enter", _CHILD, _CASE),
    "SchoolPlace.child_index": Personal("One place a child and stage", _CHILD, _CASE, is_given=False),
    "SchoolPlace.stage": Personal("Which place is asked for", _CHILD, _CASE, is_kept=True),
    "HomeSubsidy.degree": Personal("The amount follows the degree", _SERVICE, _CASE),
    "HomeSubsidy.home_address": Personal("One subsidy a home", _SERVICE, _CASE),
    "HomeSubsidy.contract_number": Personal("Proof of the purchase", _SERVICE, _CASE),
    "HomeSubsidy.purchased_on": Personal("Proof of the purchase", _SERVICE, _CASE, is_kept=True),
    "Instalment.status": Personal("What was paid and what is due", _SERVICE, _CASE, is_kept=True),
    "Instalment.planned_on": Personal("When a part is due", _SERVICE, _CASE, is_kept=True),
    "Instalment.confirmed_at": _STEP,
    "Instalment.ended_at": _STEP,
}
OWNER: dict[str, Owner] = {
    "Liaison": None,
    "Acknowledgement": "staff",
    "DrillAnswer": "staff",
    "DeskPin": "staff",
    "WindowShift": "staff",
    "Check": "holder",
    "Use": "check_made__holder",
    "UseUndone": "use__check_made__holder",
    "Proxy": "card__talent",
    "CallBackAnswer": "call_back__check_made__holder",
    "LateUse": "check_made__holder",
    "Rating": "holder",
    "PartnerEvent": "card__talent",
    "TurnedAway": "talent",
    "ServiceRequest": "talent",
    "SchoolPlace": "talent",
    "HomeSubsidy": "talent",
    "Instalment": "request__talent",
}
NOT_PERSONAL: set[str] = {
    "Area.*",
    "Proxy.link_index",
    "Proxy.device_index",
    "Service.*",
    "Entitlement.*",
    "PartnerService.*",
    "Window.*",
    "WindowPairing.*",
    "Question.*",
    "Acknowledgement.version",
    "Drill.*",
    "OpeningHours.*",
    "PartnerClient.*",
    "AnsweredCall.*",
    "RefusedCall.*",
    "SandboxCheck.*",
    "InstalmentTotal.*",
    "WebhookEndpoint.*",
    "WebhookDelivery.*",
    "Check.channel",
    "Check.client",
    "Check.code_kind",
    "Check.idempotency_key",
    "Check.request_hash",
    "Allowance.period",
}
