"""Through which door does a message leave? One courier a channel, all with the same words for failure."""

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


class Unanswered(Unreachable):
    """The provider fell silent after it was given the message: it may have it."""


class Later(Exception):
    """The provider refuses this message for the time being."""


class Rejected(Exception):
    """The provider will never take this message."""


class Courier(Protocol):
    def send(self, envelope: Envelope) -> None:
        """Returns once the provider has taken it; else raises one of these. Their text names no address."""

    def close(self) -> None:
        """Ends what `send` opened."""


def knows_repetitions(channel: str) -> bool:
    """Whether the provider of this channel drops what comes again under the same key; mail servers do not."""
    return bool(getattr(courier_class(channel), "knows_repetitions", False))


def courier_for(channel: str) -> Courier:
    return courier_class(channel)()


def courier_class(channel: str) -> type[Courier]:
    from .email import EmailCourier
    from .sms import sms_courier

    return EmailCourier if channel == Channel.EMAIL else sms_courier()
