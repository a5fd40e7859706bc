"""Through which door does a message leave? One courier a channel, all with the same three words for failure."""

from dataclasses import dataclass
from typing import Protocol

from portal.notifications.enums import Channel


@dataclass(frozen=True)
class Envelope:
    """What a courier is given. `key` is the same at every try, so that a provider can know a repetition."""

    address: str
    subject: str
    body: str
    key: str


class Unreachable(Exception):
    """The provider does not answer, or refuses us altogether: nobody's message can leave now."""


class Later(Exception):
    """The provider refuses this message for the time being."""


class Rejected(Exception):
    """The provider will never take this message."""


class Courier(Protocol):
    def send(self, envelope: Envelope) -> None:
        """Returns once the provider has taken it; else raises one of the three. Their text names no address."""

    def close(self) -> None:
        """Ends what `send` opened."""


def courier_for(channel: str) -> Courier:
    from .email import EmailCourier
    from .sms import sms_courier

    return EmailCourier() if channel == Channel.EMAIL else sms_courier()
