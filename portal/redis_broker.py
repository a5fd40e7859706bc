"""The broker on Redis, whose worker outlives the loss of its connection whatever was underway.

Kombu puts what nobody acknowledged back into its queue when it closes a connection. Celery closes one that broke after
it has let go of the address (`on_connection_error_after_connected`), so that putting back ends in an error and the
worker with it. Nothing has to be put back here: the broker carries hints (`portal.broker`), and whatever it loses a
sweeper finds again.
"""

from kombu.transport import redis


class QoS(redis.QoS):
    restore_at_shutdown = False


class Channel(redis.Channel):
    QoS = QoS


class Transport(redis.Transport):
    Channel = Channel
