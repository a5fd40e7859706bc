"""What a person's details look like to an application, and what it may change."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from policies.authorities.enums import Level
from policies.models import Authority
from portal.api.serializers import StrictSerializer
from portal.masking import mask_id

from .countries import country_codes
from .enums import Degree, DocumentKind, SkillGrade, Title
from .models import IdentityDocument
from .numbers import normalise_number


class NumberField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        return normalise_number(super().to_internal_value(data))


class IdentityAnswer(serializers.ModelSerializer):
    number_masked = serializers.SerializerMethodField()

    class Meta:
        model = IdentityDocument
        fields = ("kind", "country", "number_masked", "valid_until")

    def get_number_masked(self, document: IdentityDocument) -> str:
        return mask_id(document.number)


class IdentityChange(StrictSerializer):
    """The document a person has now; a renewed one replaces it. `country` is needed for a foreigner's document."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    country = serializers.ChoiceField(choices=country_codes(), required=False)
    number = NumberField(max_length=60)
    valid_until = serializers.DateField(required=False, allow_null=True)
    consent = serializers.BooleanField(help_text="True: the person agrees to the notice on the identity document.")


class MeAnswer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    email = serializers.EmailField()
    phone = serializers.CharField(allow_null=True)
    language = serializers.CharField()
    name = serializers.CharField(source="own_profile.name")
    birth_date = serializers.DateField(source="own_profile.birth_date", allow_null=True)
    country = serializers.CharField(source="own_profile.country")
    degree = serializers.CharField(source="own_profile.degree")
    title = serializers.CharField(source="own_profile.title")
    skill_grade = serializers.CharField(source="own_profile.skill_grade")
    employer_name = serializers.CharField(source="own_profile.employer_name")
    city = serializers.CharField(source="own_profile.city.slug", allow_null=True)
    identity = IdentityAnswer(source="identity_document", allow_null=True)
    is_complete = serializers.BooleanField(source="has_complete_profile", help_text="An application can be sent in.")


class MeChange(StrictSerializer):
    """Only what is sent is changed. E-mail and telephone change with a code, under `/_allauth/app/v1/`."""

    name = serializers.CharField(max_length=100, required=False)
    birth_date = serializers.DateField(required=False)
    degree = serializers.ChoiceField(choices=Degree.choices, required=False)
    title = serializers.ChoiceField(choices=Title.choices, required=False)
    skill_grade = serializers.ChoiceField(choices=SkillGrade.choices, required=False, allow_blank=True)
    employer_name = serializers.CharField(max_length=200, required=False)
    city = serializers.SlugRelatedField(
        slug_field="slug", queryset=Authority.objects.filter(level=Level.CITY), required=False
    )
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    identity = IdentityChange(required=False)
