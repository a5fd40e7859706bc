"""What a partner's system sends and gets (CONTRACT.md)."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from portal.api.serializers import StrictSerializer

from ..catalogue.family import WHOSE
from ..requests.enums import Stage
from .enums import Outcome, Reason, Verdict


class CheckRequest(StrictSerializer):
    code = serializers.CharField(max_length=300, help_text="The bare code or this site's verify address, in any case.")
    service = serializers.CharField(max_length=80, help_text="The short name of the service.")

    def validate_service(self, slug: str) -> str:
        return slug.strip()


class Holder(serializers.Serializer):
    name_masked = serializers.CharField()
    tier = serializers.CharField()
    relation = serializers.ChoiceField(choices=WHOSE)
    photo_url = serializers.URLField(
        allow_null=True,
        help_text="Where the holder's photo is fetched with the same token, for 15 minutes; null where there is none, "
        "and where a proxy's phone was shown.",
    )
    id_tail = serializers.CharField(allow_null=True)


class Grant(serializers.Serializer):
    left = serializers.IntegerField(allow_null=True, help_text="Null where the service is not counted.")
    companions = serializers.IntegerField()


class CheckAnswer(serializers.Serializer):
    id = serializers.UUIDField()
    verdict = serializers.ChoiceField(choices=Verdict.values)
    reason = serializers.ChoiceField(choices=Reason.values)
    holder = Holder(allow_null=True)
    entitlement = Grant(allow_null=True)
    instructions = serializers.ListField(child=serializers.CharField())
    checked_at = serializers.DateTimeField()


class UseRequest(StrictSerializer):
    check = serializers.UUIDField(help_text="The id of the check.")
    outcome = serializers.ChoiceField(choices=Outcome.values)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    companions_used = serializers.IntegerField(min_value=0, max_value=99, required=False, default=0)
    has_seen_identity = serializers.BooleanField(
        required=False,
        default=False,
        help_text="True where an identity document was seen. Needed to serve after the check of an offline code, a "
        "printed card or a card on a proxy's phone; without it 409 with `identity_not_seen`.",
    )
    stage = serializers.ChoiceField(
        choices=Stage.choices,
        required=False,
        default="",
        help_text="The school stage of the child. Needed to serve where the catalogue counts for each child and stage, "
        "and then the code is of the child's own card; without them 409 with `stage_missing` or `child_not_named`.",
    )


class UseAnswer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    check = serializers.UUIDField(source="check_made.public_id")
    outcome = serializers.ChoiceField(choices=Outcome.values)
    counted = serializers.IntegerField()
    companions_used = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


def unknown_service() -> serializers.ValidationError:
    return serializers.ValidationError({"service": [ErrorDetail(str(_("There is no such service.")), "unknown")]})


def unknown_check() -> serializers.ValidationError:
    return serializers.ValidationError({"check": [ErrorDetail(str(_("There is no such check.")), "unknown")]})
