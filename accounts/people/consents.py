"""Which consents there are: what each is for, on which legal ground, in which version of its text."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import Purpose


@dataclass(frozen=True)
class Notice:
    """What a person agrees to; a new version asks again."""

    purpose: Purpose
    version: str
    text: Any
    basis: Any
    after_withdrawal: Any
    can_be_withdrawn: bool = True


NOTICES: dict[str, Notice] = {
    notice.purpose: notice
    for notice in (
        Notice(
            Purpose.TERMS,
            "2026-11",
            _("Your e-mail, telephone and profile are kept so that you can apply, hold a card and use services."),
            _("Personal Information Protection Law, article 13(2): needed for the contract you enter."),
            _("Needed as long as you have an account."),
            can_be_withdrawn=False,
        ),
        Notice(
            Purpose.IDENTITY,
            "2026-11",
            _(
                "The number of your identity document is kept encrypted. It tells who you are when you apply; the "
                "officer of your case may look at it, and each look is recorded and shown to you."
            ),
            _("Personal Information Protection Law, articles 13(1) and 29: your separate consent."),
            _("Nobody can look at the number any more, and you cannot send in a new application."),
        ),
        Notice(
            Purpose.HEALTH,
            "2026-11",
            _(
                "Each use of a medical service is recorded with hospital and time, without diagnosis. You see it; an "
                "officer sees it only within your own complaint, your employer never."
            ),
            _("Personal Information Protection Law, articles 13(1) and 29: your separate consent."),
            _("Hospitals can no longer serve you by the card. What was recorded stays visible to you."),
        ),
        Notice(
            Purpose.CHILDREN,
            "2026-11",
            _("The name and birth date of your child are given to the school or the education bureau that decides."),
            _("Personal Information Protection Law, articles 13(1), 29 and 31: consent of a parent or guardian."),
            _("You cannot ask for a school place until you agree again."),
        ),
        Notice(
            Purpose.FAMILY,
            "2026-11",
            _(
                "Name, birth date and document number of your child are kept for its family card, the number "
                "encrypted. A counter to which the card is shown sees the masked name and the last two characters."
            ),
            _("Personal Information Protection Law, articles 13(1), 29 and 31: consent of a parent or guardian."),
            _("You cannot ask for a child's card until you agree again. A card that is there you end on its page."),
        ),
    )
}
