"""How the demonstration's cases come to stand in every state: each walks the flow by the hands that walk it in life."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.accreditation.actions import begin
from accounts.card.actions import show_code
from accounts.evidence.actions import receive
from accounts.models import Application, Card, Partner
from policies.models import Criterion, Tier
from portal.workflow.engine import perform

from ..models import Service
from ..partners.checks import check_code
from ..partners.counter import at
from ..partners.uses import record
from ..quality.actions import report
from ..requests.actions import ask
from ..requests.answers import form_for
from .papers import paper

STORIES: tuple[tuple[str, ...], ...] = (
    ("submit", "accept", "decide"),
    ("submit",),
    ("submit", "accept"),
    ("submit", "accept", "forward"),
    (),
    ("submit", "accept", "return"),
    ("submit", "accept", "refuse"),
    ("submit", "withdraw"),
)
REASON = "示例：请补充近六个月的社会保险记录，并写明任职起止年月。"


@dataclass(frozen=True)
class Offices:
    """Who acts: the officer of each city by its slug, and the province's."""

    cities: dict[str, Any]
    province: Any


def apply(talent: Any, tier: str, steps: Sequence[str], offices: Offices) -> Application:
    """An application for `tier` that has taken `steps`; `decide` is whatever the tier's flow needs for approval."""
    chosen = Tier.objects.get(slug=tier)
    criterion = Criterion.objects.filter(tier=chosen, is_active=True).order_by("order")[0]
    application = begin(talent, chosen, [criterion])
    receive(application, criterion, [paper(f"Tier {chosen.letter} {application.code}")], by=talent)
    for step in _spelt_out(steps, chosen):
        application = perform(application, step, by=_actor(step, application, offices), reason=_reason(step))
    return application


def _spelt_out(steps: Sequence[str], tier: Tier) -> list[str]:
    by_city = tier.decided_by == "city"
    spelt: list[str] = []
    for step in steps:
        if step == "decide":
            spelt += ["approve"] if by_city else ["forward", "approve"]
        elif step == "refuse" and not by_city:
            spelt += ["forward", "refuse"]
        elif not (step == "forward" and by_city):
            spelt.append(step)
    return spelt


def _actor(step: str, application: Application, offices: Offices) -> Any:
    if step in {"submit", "withdraw"}:
        return application.talent
    return offices.province if application.status == "forwarded" else offices.cities[application.city.slug]


def _reason(step: str) -> str:
    return REASON if step in {"return", "refuse"} else ""


def visit(card: Card, place: Partner, service: str, outcome: str, staff: Any = None) -> None:
    """A check at a counter and what became of it."""
    code, _row = show_code(card)
    answer = check_code(at(place), code=code, service=service, channel="desk", staff=staff)
    reason = "示例：窗口系统暂时无法登记" if outcome == "refused" else ""
    record(answer.check, outcome=outcome, reason=reason, staff=staff)


def school_place(card: Card, school: Partner, child: str, step: str, actor: Any) -> None:
    """A school place asked for, and answered where `step` names one."""
    answers = {"child_name": child, "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": school.slug}
    _ask(card, "school-place", answers, step, actor)


def home_subsidy(card: Card, step: str, actor: Any) -> None:
    answers = {
        "home_address": "示范区示范路 8 号 2 单元 301",
        "contract_number": f"示例-{card.number[-4:]}",
        "purchased_on": "2026-03-18",
        "price_yuan": "860000",
    }
    _ask(card, "home-purchase-subsidy", answers, step, actor)


def _ask(card: Card, slug: str, answers: dict[str, str], step: str, actor: Any) -> None:
    form = form_for(slug, card, answers)
    if not form.is_valid():
        raise ValueError(f"{slug}: {form.errors.as_json()}")
    made = ask(card, Service.objects.get(slug=slug), answers=form.row(), by=card.talent, has_agreed=True)
    if step:
        perform(made, step, by=actor, reason=REASON if step in {"return", "decline"} else "")


def turned_away(card: Card, place: Partner, service: str) -> None:
    text = "示例：窗口说没有听说过绿色通道。"
    report(card, partner=place, service=Service.objects.get(slug=service), text=text, by=card.talent)
