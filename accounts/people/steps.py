"""Which tasks complete a person's details, and which of them are done?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.masking import mask_id

from .enums import Purpose


@dataclass(frozen=True)
class Step:
    """One page of the details; `said` is what the task list shows of it, empty while nothing is recorded."""

    slug: str
    label: Any
    is_done: Callable[[Any], bool]
    said: Callable[[Any], list[str]]


def has_name(user: Any) -> bool:
    return bool(user.own_profile.name)


def has_identity(user: Any) -> bool:
    return user.identity_document is not None and user.has_consented(Purpose.IDENTITY)


def has_qualification(user: Any) -> bool:
    return bool(user.own_profile.degree and user.own_profile.title)


def has_work(user: Any) -> bool:
    return bool(user.own_profile.employer_name and user.own_profile.city_id)


def said_of_identity(user: Any) -> list[str]:
    document = user.identity_document
    return [f"{document.get_kind_display()} {mask_id(document.number)}"] if document else []


def said_of_qualification(user: Any) -> list[str]:
    profile = user.own_profile
    return [profile.get_degree_display(), profile.get_title_display(), profile.get_skill_grade_display()]


def said_of_work(user: Any) -> list[str]:
    profile = user.own_profile
    return [profile.employer_name, profile.city.name if profile.city else ""]


STEPS = (
    Step("name", _("Name"), has_name, lambda user: [user.own_profile.name]),
    Step("identity", _("Identity document"), has_identity, said_of_identity),
    Step("qualification", _("Degree and professional title"), has_qualification, said_of_qualification),
    Step("work", _("Employer and city"), has_work, said_of_work),
)


def is_complete(user: Any) -> bool:
    """Whether all is there that an application needs."""
    return all(step.is_done(user) for step in STEPS)
