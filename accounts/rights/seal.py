"""What exactly is sealed of a decided case, and until when?"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.audit.chain import append
from portal.workflow.models import Reason

from ..accreditation.models import Application
from ..evidence.models import EvidenceFile
from ..family.enums import DECIDED
from ..family.models import FamilyMember
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
        day = timezone.localdate(application.approved_at or application.refused_at)
        content = {"person": person, **_decision(application)}
        _seal_with_papers(CaseKind.ACCREDITATION, application, content, mine, papers, day, user)


def seal_family(user: "User", person: dict[str, Any], papers: dict[int, str], files: list[EvidenceFile]) -> None:
    """One sealed case for each member of the family about whom somebody decided: whose, who, and the papers."""
    for member in FamilyMember.objects.filter(sponsor=user, status__in=DECIDED).order_by("pk"):
        mine = [file for file in files if file.evidence.member_id == member.pk]
        day = timezone.localdate(member.accepted_at or member.refused_at)
        content = {"person": person, **_relation(member)}
        _seal_with_papers(CaseKind.FAMILY, member, content, mine, papers, day, user)


def _seal_with_papers(
    kind: str,
    obj: Any,
    content: dict[str, Any],
    files: list[EvidenceFile],
    names: dict[int, str],
    day: date,
    user: "User",
) -> None:
    told = content | {"papers": [_paper(file, names[file.pk]) for file in files]}
    case = seal_case(kind, obj, told, decided_on=day, by=user)
    for file in files:
        case.papers.create(content=names[file.pk])


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


def _relation(member: FamilyMember) -> dict[str, Any]:
    numbers = member.cards.order_by("id").values_list("number", flat=True)
    facts = ("relation", "name", "birth_date", "kind", "number")
    return {"member": {name: getattr(member, name) for name in facts}, "card": ", ".join(numbers)}


def _paper(file: EvidenceFile, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "criterion": file.evidence.criterion.slug if file.evidence.criterion else "",
        "title": file.evidence.title,
        "name": file.download_name,
        "mime": file.mime,
        "sha256": file.sha256,
    }
