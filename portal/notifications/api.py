"""`me/notifications/`: a talent's own messages, newest first, in the language the caller asks for."""

from typing import ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from portal.api.permissions import IsTalent
from portal.api.views import ApiListView
from portal.signed_in import account_of

from .models import InboxMessage
from .reading import Reading, read


class NotificationAnswer(serializers.Serializer):
    id = serializers.UUIDField()
    subject = serializers.CharField()
    text = serializers.CharField(help_text="Plain text; paragraphs are parted by an empty line.")
    url = serializers.CharField(help_text="A path on this site where to go on; empty where there is nothing to do.")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, message: InboxMessage) -> dict[str, object]:
        words: Reading = read(message)
        said = {"id": words.id, "subject": words.subject, "text": "\n\n".join(words.paragraphs), "url": words.url}
        moments = {"created_at": message.created_at, "read_at": message.read_at}
        return super().to_representation(said | moments)


class Notifications(ApiListView):
    """What the talent was told; opening a message on the site marks it read, this call does not."""

    permission_classes = (IsTalent,)
    serializer_class = NotificationAnswer
    ordering: ClassVar = ("-pk",)

    def get_queryset(self) -> QuerySet[InboxMessage]:
        return InboxMessage.objects.visible_to(account_of(self.request))
