"""What can go wrong on the way to a partner's system, in words that name no address."""


class Undelivered(Exception):
    """It did not arrive, or was not accepted; it may be later."""


class Unreachable(Undelivered):
    """Nobody is there, or nobody speaks: other events for the same endpoint need not be tried just now."""
