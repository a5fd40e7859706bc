"""What a body may hold: the fields that are named, and no others."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError


class Strict:
    """Mixed into a serializer: a field that is unknown or only read is a 400 that names it."""

    fields: Any

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = {name for name, field in self.fields.items() if not field.read_only}
            unknown = sorted(str(name) for name in data if name not in known)
            if unknown:
                raise ValidationError({name: [ErrorDetail(_("Unknown field."), "unknown_field")] for name in unknown})
        return super().to_internal_value(data)  # type: ignore[misc]


class StrictSerializer(Strict, serializers.Serializer):
    """The body of a write."""


class StrictModelSerializer(Strict, serializers.ModelSerializer):
    """The body of a write to one row; `fields` are named one by one."""


class ProblemErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457 problem details."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="For programs: what kind of problem it is.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """`errors` is declared here, since every serializer has an attribute of that name."""
        about = "By field, dotted where fields are nested."
        errors = serializers.DictField(child=ProblemErrorSerializer(many=True), required=False, help_text=about)
        return super().get_fields() | {"errors": errors}
