"""Does a worker outlive the loss of Redis while work that it took is underway?"""

import contextlib

import pytest
from kombu import Connection, Queue

from tests.harness.redis_server import redis_to_kill

pytestmark = [pytest.mark.redis, pytest.mark.slow]


def lose_redis_with_work_underway(folder, transport):
    """What a worker does then (`Consumer.on_connection_error_after_connected`), with one task not acknowledged."""
    with redis_to_kill(folder) as server:
        connection = Connection(server.url, transport=transport)
        channels = connection.default_channel, connection.channel()
        queues = [Queue(f"work{number}", channel=channel) for number, channel in enumerate(channels)]
        for queue in queues:
            queue.declare()
        connection.Producer().publish("a task", routing_key="work0")
        assert queues[0].get().body == b"a task"
        for queue in queues:
            connection.Consumer(queue, channel=queue.channel).consume()
            queue.channel.connection.cycle._register_BRPOP(queue.channel)  # it waits for more
        server.kill()
        with contextlib.suppress(Exception):
            connection.collect(socket_timeout=1)
        try:
            connection.close()
        finally:
            channels[0].qos.restore_at_shutdown = False  # else Kombu tries again when the tests end


def test_connection_is_given_up_and_the_worker_goes_on(tmp_path):
    lose_redis_with_work_underway(tmp_path, "portal.redis_broker:Transport")


def test_with_kombus_own_transport_the_worker_ends(tmp_path):
    with pytest.raises(AttributeError, match="hostname"):
        lose_redis_with_work_underway(tmp_path, "kombu.transport.redis:Transport")


def test_celery_uses_it():
    assert Connection("redis://localhost").transport_cls == "redis"
    assert Connection("redis://localhost").get_transport_cls().__module__ == "portal.redis_broker"
    assert Connection("rediss://localhost").get_transport_cls().__module__ == "portal.redis_broker"
