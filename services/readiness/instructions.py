"""What must a window know to give a service: one page of it, and the version of what stands there?"""

import hashlib
import json
from dataclasses import dataclass

from ..catalogue.wording import company_words, limit_words
from ..models import PartnerService
from .reading import VERSION_LENGTH

OF_SERVICE = (
    *("name_zh", "name_en", "summary_zh", "summary_en", "conditions_zh", "conditions_en"),
    *("limit_unit_zh", "limit_unit_en"),
)
OF_TIER = ("is_allowed", "limit", "period", "companions", "family", "note_zh", "note_en")


@dataclass(frozen=True)
class Instruction:
    """In the active language; `gets` says for each tier how often and with whom, or that it is not entitled."""

    title: str
    summary: str
    steps: list[str]
    gets: list[tuple[str, str]]
    conditions: list[str]
    payer: str


def instruction_of(row: PartnerService) -> Instruction:
    """`row` comes with its wording (`with_wording`)."""
    service = row.service
    gets = [
        (line.tier.letter, " · ".join(filter(None, [limit_words(line, service), company_words(line), line.note])))
        for line in service.entitlements.all()
    ]
    steps = row.instructions or service.desk_steps
    return Instruction(service.name, service.summary, _lines(steps), gets, _lines(service.conditions), row.payer)


def version_of(row: PartnerService) -> str:
    """Another one as soon as the wording, the steps here, who pays, or what a tier gets changes; the same whichever
    language is active."""
    service = row.service
    known = [
        *(getattr(service, name) for name in OF_SERVICE),
        *(getattr(row, f"instructions_{end}") or getattr(service, f"desk_steps_{end}") for end in ("zh", "en")),
        *(row.payer_zh, row.payer_en),
        *([line.tier.letter, *(getattr(line, name) for name in OF_TIER)] for line in service.entitlements.all()),
    ]
    return hashlib.sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:VERSION_LENGTH]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
