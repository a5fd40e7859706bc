"""How does the portal say that one file cannot be taken?"""

from django.utils.translation import gettext as _

from portal.workflow.engine import Refusal

from .problems import what_to_do


class BadFile(Refusal):
    """One file was refused; `name` is what its sender calls it. The other files of the form are not concerned."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code, what_to_do(code))
        self.name = name


def said(bad: BadFile) -> str:
    """For a page that speaks of several files."""
    return _("“%(name)s”: %(problem)s") % {"name": bad.name or _("File without a name"), "problem": bad.message}
