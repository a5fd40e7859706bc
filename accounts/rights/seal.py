"""What exactly is sealed of a decided case, and until when?"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.audit.chain import append
from portal.workflow.models import Reason

from ..accreditation.models import Application
from ..evidence.models import EvidenceFile
from .models import CaseKind, SealedCase
from .papers import BY_DECISION

if TYPE_CHECKING:
    from ..people.models import User

YEARS = 10


def person_of(user: "User") -> dict[str, Any]:
    """Who it was, as the decision needs it: name, birth date, documents, what the criteria were judged by."""
    profile = user.own_profile
    numbers = [
        {"kind": row.kind, "country": row.country, "number": row.number}
        for row in user.identity_documents.order_by("pk")
    ]
    facts = ("name", "birth_date", "country", "degree", "title", "skill_grade", "employer_name")
    return {name: getattr(profile, name) for name in facts} | {"documents": numbers}


def seal_case(kind: str, obj: Any, content: dict[str, Any], *, decided_on: date, by: "User") -> SealedCase:
    """Keep `content` of the case `obj`, with the reasons given in it, ten years from the decision."""
    said = content | {"status": obj.status, "decided_on": decided_on, "reasons": reasons_of(obj)}
    case = SealedCase.objects.create(kind=kind, code=obj.code, content=said, kept_until=ten_years_after(decided_on))
    append(case, "sealed", by=by)
    return case


def seal_applications(user: "User", person: dict[str, Any], papers: dict[int, str], files: list[EvidenceFile]) -> None:
    """One sealed case for each decided application; `papers` are the names of the sealed copies of `files`."""
    decided = Application.objects.filter(talent=user, status__in=BY_DECISION)
    for application in decided.select_related("tier", "city").order_by("pk"):
        mine = [file for file in files if file.evidence.application_id == application.pk]
        content = {
            "person": person,
            **_decision(application),
            "papers": [_paper(file, papers[file.pk]) for file in mine],
        }
        day = timezone.localdate(application.approved_at or application.refused_at)
        case = seal_case(CaseKind.ACCREDITATION, application, content, decided_on=day, by=user)
        for file in mine:
            case.papers.create(content=papers[file.pk])


def reasons_of(obj: Any) -> list[dict[str, Any]]:
    rows = Reason.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.public_id)).order_by("at")
    return [{"action": row.action, "at": row.at, "text": row.text} for row in rows]


def ten_years_after(day: date) -> date:
    """28 February for a 29th."""
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + YEARS, 2, 28) if leap_day else day.replace(year=day.year + YEARS)


def _decision(application: Application) -> dict[str, Any]:
    numbers = application.cards.filter(member=None).order_by("id").values_list("number", flat=True)
    return {
        "tier": application.tier.letter,
        "city": application.city.name_zh,
        "card": ", ".join(numbers),
        "criteria": list(application.criteria.order_by("slug").values_list("slug", flat=True)),
    }


def _paper(file: EvidenceFile, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "criterion": file.evidence.criterion.slug,
        "title": file.evidence.title,
        "name": file.download_name,
        "mime": file.mime,
        "sha256": file.sha256,
    }
