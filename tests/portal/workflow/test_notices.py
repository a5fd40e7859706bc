"""Is everyone whom the table names told, once, and nobody when the step was refused?"""

import pytest

from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow.engine import Refusal, perform


def test_take_tells_the_writer_in_the_inbox_and_by_mail(submitted, reader, writer):
    perform(submitted, "take", by=reader)

    inbox, mail = InboxMessage.objects.get(), OutboxMessage.objects.get()
    assert (inbox.user, inbox.template, inbox.context) == (writer, "paper_taken", {"pages": 3})
    assert (mail.user, mail.channel, mail.template, mail.context) == (writer, "email", "paper_taken", {"pages": 3})
    assert inbox.key == f"papers.paper:{submitted.public_id}:1:paper_taken:{writer.pk}:inbox"


def test_take_with_failing_effect_tells_nobody(submitted, reader):
    with pytest.raises(RuntimeError, match="the effect failed"):
        perform(submitted, "take", by=reader, data={"fail": True})

    assert (InboxMessage.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_take_refused_tells_nobody(paper, reader):
    with pytest.raises(Refusal):
        perform(paper, "take", by=reader)

    assert (InboxMessage.objects.count(), OutboxMessage.objects.count()) == (0, 0)
