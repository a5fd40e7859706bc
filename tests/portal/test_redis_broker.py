"""Does a worker outlive the loss of Redis while work that it took is underway?"""

import contextlib
import logging

import pytest
from kombu import Connection, Queue

from tests.harness.redis_server import redis_to_kill

pytestmark = [pytest.mark.redis, pytest.mark.slow]

OURS, KOMBUS = "portal.redis_broker:Transport", "kombu.transport.redis:Transport"


@contextlib.contextmanager
def redis_lost_with_work_underway(folder, transport):
    """The connection that a worker has let go of, and the message it had not acknowledged."""
    with redis_to_kill(folder) as server:
        connection = Connection(server.url, transport=transport)
        channels = connection.default_channel, connection.channel()
        queues = [Queue(f"work{number}", channel=channel) for number, channel in enumerate(channels)]
        for queue in queues:
            queue.declare()
        connection.Producer().publish("a task", routing_key="work0")
        message = queues[0].get()
        for queue in queues:
            connection.Consumer(queue, channel=queue.channel).consume()
            queue.channel.connection.cycle._register_BRPOP(queue.channel)  # it waits for more
        server.kill()
        with contextlib.suppress(Exception):
            connection.collect(socket_timeout=1)  # as `Consumer.on_connection_error_after_connected`
        try:
            yield connection, message
        finally:
            channels[0].qos.restore_at_shutdown = False  # else Kombu tries again when the tests end


def test_connection_is_given_up_and_the_worker_goes_on(tmp_path):
    with redis_lost_with_work_underway(tmp_path, OURS) as (connection, _message):
        connection.close()


def test_with_kombus_own_transport_the_worker_ends(tmp_path):
    underway = redis_lost_with_work_underway(tmp_path, KOMBUS)
    with underway as (connection, _message), pytest.raises(AttributeError, match="hostname"):
        connection.close()


def acknowledge_late(folder, transport):
    """A task ends when its connection is closed; the worker speaks with Redis by another one long since."""
    with redis_lost_with_work_underway(folder, transport) as (connection, message):
        channel, errors = message.channel, connection.connection_errors
        channel.qos.restore_at_shutdown = False
        channel.close()
        message.ack_log_error(logging.getLogger("celery.worker"), errors)


def test_acknowledgement_that_comes_too_late_is_written_into_the_log(tmp_path, caplog):
    acknowledge_late(tmp_path, OURS)
    assert "Couldn't ack" in caplog.text


def test_with_kombus_own_transport_the_worker_ends_by_a_late_acknowledgement(tmp_path):
    with pytest.raises(AttributeError, match="client"):
        acknowledge_late(tmp_path, KOMBUS)


def test_celery_uses_it():
    assert Connection("redis://localhost").transport_cls == "redis"
    assert Connection("redis://localhost").get_transport_cls().__module__ == "portal.redis_broker"
    assert Connection("rediss://localhost").get_transport_cls().__module__ == "portal.redis_broker"
