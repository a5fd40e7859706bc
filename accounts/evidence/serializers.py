"""What an application of the API sends as evidence, and what it is answered (CONTRACT.md)."""

from rest_framework import serializers

from policies.catalogue.models import Criterion
from portal.api.serializers import StrictSerializer

from .enums import EvidenceState, Mime

MOST_FILES = 20


class EvidenceUpload(StrictSerializer):
    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=None),
        allow_empty=False,
        max_length=MOST_FILES,
        help_text="A PDF, JPEG, PNG or HEIC, known by its content. Several make one document, in their order.",
    )
    criterion = serializers.SlugRelatedField(
        slug_field="slug", queryset=Criterion.objects.all(), help_text="The short name of a criterion you have chosen."
    )


class FileAnswer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField(source="download_name")
    type = serializers.ChoiceField(choices=Mime.values, source="mime")
    size_bytes = serializers.IntegerField(help_text="As it is kept: photos are made smaller.")
    sha256 = serializers.CharField(help_text="Of the file as it is kept.")
    pages = serializers.IntegerField(source="pages_total")


class EvidenceAnswer(serializers.Serializer):
    """One document; fetch the rows `with_pages()`."""

    id = serializers.UUIDField(source="public_id")
    criterion = serializers.CharField(source="criterion.slug")
    state = serializers.ChoiceField(choices=EvidenceState.values)
    problem = serializers.CharField(help_text="Why it cannot be read; empty otherwise.")
    received_at = serializers.DateTimeField(source="created_at")
    files = FileAnswer(many=True, source="files.all")
