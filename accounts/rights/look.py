"""How is a sealed case opened? By an auditor alone, each time with a row in its history."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append
from portal.workflow.engine import Refusal

from ..organisations.enums import Role
from .models import SealedCase, SealedPaper
from .papers import opened

if TYPE_CHECKING:
    from ..people.models import User


@transaction.atomic
def open_case(case: SealedCase, *, by: "User") -> dict[str, Any]:
    """What is in it. Raises `Refusal("not_allowed")`."""
    if not by.has_role(Role.AUDITOR):
        raise Refusal("not_allowed", _("Only an auditor opens a sealed case."))
    append(case, "opened", by=by)
    return case.content


def open_paper(paper: SealedPaper, *, by: "User") -> tuple[dict[str, Any], bytes]:
    """What the case says of the file, and the file. Raises `Refusal("not_allowed")`, `FileNotFoundError`."""
    content = open_case(paper.case, by=by)
    about = next(said for said in content["papers"] if said["file"] == paper.content.name)
    return about, opened(paper)
