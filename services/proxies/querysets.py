"""Which proxies are a holder's, and which still show a card?"""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Proxy  # noqa: F401 - named in a string below


class Proxies(QuerySet["Proxy"]):
    def named_by(self, user: Any) -> "Proxies":
        """Every one that the holder ever named, be it for one of the family, the newest first."""
        return self.filter(card__talent=user).select_related("card__member").order_by("-id")

    def good(self, now: "datetime") -> "Proxies":
        """Neither over nor ended; whether the card stands is another question."""
        return self.filter(ended_at=None, expires_at__gt=now)
