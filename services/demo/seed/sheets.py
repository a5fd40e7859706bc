"""Which tables does the seed fill, in the order in which rows point to each other?"""

from accounts.models import (
    Application,
    ApplicationCriterion,
    Card,
    Consent,
    FamilyMember,
    IdentityDocument,
    Portrait,
    Profile,
)
from accounts.people.models import User
from portal.notifications.models import InboxMessage
from portal.workflow.models import Reason

from ...models import Allowance, Check, HomeSubsidy, Instalment, SchoolPlace, ServiceRequest, TurnedAway, Use
from . import history
from .loading import Sheet, whole


def moments(*names: str) -> tuple[str, ...]:
    """The pairs of columns that say when and who."""
    return tuple(column for name in names for column in (f"{name}_at", f"{name}_by_id"))


CASE = ("submitted", "accepted", "forwarded", "returned", "withdrawn", "approved", "refused")
CARD = ("suspended", "revoked", "replaced", "cancelled")
REPORT = ("explained", "answered", "settled")
REQUEST = ("submitted", "returned", "granted", "declined", "withdrawn")


class Sheets:
    def __init__(self) -> None:
        self.users = Sheet(User, "id", "public_id", "password", "email", "language", "date_joined")
        self.profiles = Sheet(Profile, "user_id", "name", "search", "birth_date", "country", "degree", "title",
                              "employer_name", "city_id")  # fmt: skip
        self.documents = Sheet(IdentityDocument, "user_id", "kind", "country", "number", "number_index", "recorded_at")
        self.consents = Sheet(Consent, "user_id", "purpose", "version", "given_at")
        self.applications = Sheet(Application, "id", "public_id", "code", "talent_id", "tier_id", "city_id", "status",
                                  "officer_id", "round", "due_on", "created_at", *moments(*CASE))  # fmt: skip
        self.criteria = Sheet(ApplicationCriterion, "application_id", "criterion_id")
        self.members = whole(FamilyMember)
        self.cards = Sheet(Card, "id", "public_id", "number", "talent_id", "application_id", "member_id", "tier_id",
                           "status", "issued_on", "expires_on", "cancelled_for", *moments(*CARD))  # fmt: skip
        self.portraits = whole(Portrait)
        self.checks = Sheet(Check, "id", "public_id", "partner_id", "service_id", "card_id", "holder_id", "verdict",
                            "reason", "left", "companions", "channel", "staff_id", "checked_at",
                            "city_id")  # fmt: skip
        self.uses = Sheet(Use, "check_made_id", "public_id", "outcome", "reason", "companions_used", "counted",
                          "staff_id", "recorded_at")  # fmt: skip
        self.allowances = Sheet(Allowance, "holder_id", "service_id", "period", "limit", "used")
        self.requests = Sheet(ServiceRequest, "id", "public_id", "code", "talent_id", "card_id", "service_id",
                              "city_id", "partner_id", "status", "due_on", "created_at",
                              *moments(*REQUEST))  # fmt: skip
        self.school_places = Sheet(SchoolPlace, "request_id", "talent_id", "child_name", "child_birth_date",
                                   "child_index", "stage", "wanted_school_id", "given_school_id",
                                   "is_counted")  # fmt: skip
        self.subsidies = Sheet(HomeSubsidy, "request_id", "talent_id", "degree", "home_address", "contract_number",
                               "purchased_on", "price_yuan", "amount_yuan", "is_counted")  # fmt: skip
        self.instalments = Sheet(Instalment, "public_id", "request_id", "number", "amount_yuan", "planned_on",
                                 "status", *moments("confirmed", "ended"))  # fmt: skip
        self.reports = Sheet(TurnedAway, "public_id", "code", "talent_id", "card_id", "partner_id", "service_id",
                             "text", "status", "due_on", "created_at", "lapsed_at", *moments(*REPORT),
                             "called_at", "tries", "reached")  # fmt: skip
        self.reasons = Sheet(Reason, "id", "object_type", "object_id", "action", "text", "by_id", "at")
        self.inbox = Sheet(InboxMessage, "public_id", "key", "user_id", "template", "context", "created_at", "read_at")
        self.history = history.sheet()

    def in_order(self) -> list[Sheet]:
        return list(vars(self).values())
