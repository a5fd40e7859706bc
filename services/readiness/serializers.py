"""How does the API say where a service can be used? As the page of the places does."""

from rest_framework import serializers

from .states import ASK_LIAISON, READY


class ContactAnswer(serializers.Serializer):
    name = serializers.CharField()
    phone = serializers.CharField()
    when = serializers.CharField(help_text="On which days and at which hours; may be empty.")


class PlaceAnswer(serializers.Serializer):
    """One partner that honours the service; written from a `Place`."""

    partner = serializers.CharField(source="partner.name")
    kind = serializers.CharField(source="partner.kind")
    city = serializers.CharField(source="partner.city.name")
    address = serializers.CharField(source="partner.address")
    latitude = serializers.CharField(source="partner.latitude", allow_null=True)
    longitude = serializers.CharField(source="partner.longitude", allow_null=True)
    is_open = serializers.BooleanField(
        source="opening.is_open", default=None, allow_null=True, help_text="Null where the weekly hours are not known."
    )
    hours_today = serializers.CharField(
        source="opening.today",
        default=None,
        allow_null=True,
        help_text="As is_open; empty where it stays closed today.",
    )
    opens_at = serializers.DateTimeField(
        source="opening.next_at", default=None, allow_null=True, help_text="When it opens next, where it is closed."
    )
    hours = serializers.CharField(source="partner.hours", help_text="In the partner's own words; may be empty.")
    readiness = serializers.ChoiceField(
        source="state.code", choices=[READY, ASK_LIAISON], help_text="ask_liaison: ring the contact before you go."
    )
    contact = ContactAnswer(allow_null=True)
