"""The tables of `services`, room by room."""

from .callbacks.models import CallBack, CallBackAnswer
from .catalogue.models import Area, Entitlement, Service
from .late.models import LateUse
from .partners.call_models import AnsweredCall, RefusedCall
from .partners.client_models import PartnerClient
from .partners.models import Allowance, Check, PartnerService, Use, UseUndone
from .partners.sandbox_models import SandboxCheck
from .proxies.models import Proxy, ProxyCode
from .quality.models import TurnedAway
from .quality.rating import Rating
from .readiness.drills import Drill, DrillAnswer
from .readiness.models import Liaison, OpeningHours, Window
from .readiness.reading import Acknowledgement, PartnerReadiness, Question
from .requests.models import SchoolPlace, ServiceRequest
from .subsidies.models import HomeSubsidy, Instalment, InstalmentTotal
from .webhooks.models import PartnerEvent, WebhookDelivery, WebhookEndpoint
from .windows.models import DeskPin, WindowPairing, WindowShift

__all__ = [
    "Acknowledgement",
    "Allowance",
    "AnsweredCall",
    "Area",
    "CallBack",
    "CallBackAnswer",
    "Check",
    "DeskPin",
    "Drill",
    "DrillAnswer",
    "Entitlement",
    "HomeSubsidy",
    "Instalment",
    "InstalmentTotal",
    "LateUse",
    "Liaison",
    "OpeningHours",
    "PartnerClient",
    "PartnerEvent",
    "PartnerReadiness",
    "PartnerService",
    "Proxy",
    "ProxyCode",
    "Question",
    "Rating",
    "RefusedCall",
    "SandboxCheck",
    "SchoolPlace",
    "Service",
    "ServiceRequest",
    "TurnedAway",
    "Use",
    "UseUndone",
    "WebhookDelivery",
    "WebhookEndpoint",
    "Window",
    "WindowPairing",
    "WindowShift",
]
