"""Do both sides of the drain's benchmark say the same to the provider, which is also what makes them comparable?"""

from benchmarks.inside import fanout
from portal.models import OutboxMessage
from portal.notifications.compose import compose
from tests.factories import UserFactory, outgoing


def test_bare_loop_gives_the_provider_what_the_portal_gives_it():
    reader = UserFactory.build(pk=1, phone="+8613800000001", phone_verified_at="2026-01-01T00:00Z", language="zh-hans")
    row = OutboxMessage(key="k", channel="sms", template="signin_code", user=reader, context=fanout.CONTEXT)

    ours = compose(outgoing(row))

    assert fanout.said(reader.phone, fanout.CONTEXT, ours.key) == ours
