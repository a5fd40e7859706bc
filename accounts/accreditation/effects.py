"""What else happens when an application takes a step; called by the engine inside its transaction."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from portal.workflow.engine import Refusal

from . import rules

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Application


def begin_round(application: "Application", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """A submission opens the next round and returns the case to the officer who knows it."""
    application.round += 1
    application.save(update_fields=["round"])


def take(application: "Application", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Whoever accepts a case nobody has works on it."""
    if application.officer_id is None:
        application.officer = by
        application.save(update_fields=["officer"])


def release(application: "Application", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """A forwarded case lies with the province, at nobody's table yet."""
    application.officer = None
    application.save(update_fields=["officer"])


def hand_over(application: "Application", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """`data["to"]` is the colleague; refused unless the colleague could act on the case.

    Raises `Refusal("not_a_colleague")`.
    """
    colleague = data.get("to")
    if colleague is None or colleague == by or not rules.is_responsible(colleague, application).ok:
        raise Refusal("not_a_colleague", _("Choose a colleague of the office at whose table the case lies."))
    application.officer = colleague
    application.save(update_fields=["officer"])
