"""The broker on Redis, whose worker outlives the loss of its connection whatever was underway.

Kombu puts what nobody acknowledged back into its queue when it closes a connection. Celery closes one that broke after
it has let go of the address (`on_connection_error_after_connected`), so that putting back ends in an error and the
worker with it. So does the acknowledgement of a task that ends while the connection is away, since the worker sends it
by the connection that brought the task. Nothing has to be put back here, nor be acknowledged: the broker carries hints
(`portal.broker`), whatever it loses a sweeper finds again, and what comes twice is done once.
"""

from typing import Any

from kombu.transport import redis
from redis.exceptions import ConnectionError


class QoS(redis.QoS):
    restore_at_shutdown = False


class Channel(redis.Channel):
    QoS = QoS

    def _connparams(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Raises an error of the connection, as Celery expects of an acknowledgement, where the channel is closed."""
        if self.connection is None:
            raise ConnectionError("This channel is closed.")
        found: dict[str, Any] = super()._connparams(*args, **kwargs)  # type: ignore[no-untyped-call]
        return found


class Transport(redis.Transport):
    Channel = Channel
