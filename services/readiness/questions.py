"""What is a window asked when it has read how a service is given? What the catalogue wrote, else who may have it."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import PartnerService, Question, Service

MOST = 2
WRONG = 2


@dataclass(frozen=True)
class Asked:
    """`options` are (value, words), one of them with the value `right`; their order is the same at each look."""

    text: str
    options: list[tuple[str, str]]
    right: str

    @property
    def answer(self) -> str:
        return dict(self.options)[self.right]


def questions_of(row: PartnerService) -> list[Asked]:
    """One or two; a statement for those that the catalogue has. `row` comes with its wording."""
    written = list(Question.objects.filter(service=row.service_id).order_by("number")[:MOST])
    return [_written(question) for question in written] or [_who_may(row.service)]


def _written(question: Question) -> Asked:
    return _asked(str(question.pk), question.text, question.right, _lines(question.wrong))


def _who_may(service: Service) -> Asked:
    """Asked of every service for which nothing else is written."""
    rows = list(service.entitlements.all())
    letters = [row.tier.letter for row in rows]
    allowed = [row.tier.letter for row in rows if row.is_allowed]
    others = [found for found in (letters[:1], letters[:2], letters[:3], letters) if found != allowed]
    text = _("Which tiers get “%(service)s”?") % {"service": service.name}
    return _asked(service.slug, text, _tiers(allowed), [_tiers(found) for found in others[:WRONG]])


def _tiers(letters: list[str]) -> str:
    return _("tiers %(letters)s") % {"letters": ", ".join(letters)} if letters else _("no tier")


def _asked(seed: str, text: str, right: str, wrong: list[str]) -> Asked:
    """The right answer is not always the first, and stands at the same place in both languages."""
    options = [("0", right), *((str(number), words) for number, words in enumerate(wrong, start=1))]
    options.sort(key=lambda option: hashlib.sha256(f"{seed} {option[0]}".encode()).hexdigest())
    return Asked(text, options, "0")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
