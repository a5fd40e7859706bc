"""How the OpenAPI document is derived from the views: problems, the Idempotency-Key, who may call, closed bodies."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny

from portal.api import refusals
from portal.api.authentication import CHALLENGE
from portal.api.permissions import PARTNER_SCOPE, IsPartner
from portal.api.problems import MEDIA_TYPE
from portal.api.serializers import ProblemSerializer
from portal.idempotency.api import HEADER, PATTERN, IdempotentWrites

HEADERS = {
    "401": {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}, "example": CHALLENGE}},
    "429": {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 0}, "example": 5}},
}
_PARTNERS = "partnerOAuth2"


class ApiSchema(AutoSchema):
    """Declares for each operation what every one of them may answer."""

    def get_override_parameters(self) -> list[Any]:
        if self.method not in refusals.WRITES or not isinstance(self.view, IdempotentWrites):
            return []
        about = "The same key with the same body gets the same answer and acts once; with another body 422."
        required = self.view.idempotency_required
        key = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": PATTERN}
        return [OpenApiParameter(HEADER, key, OpenApiParameter.HEADER, required=required, description=about)]

    def get_auth(self) -> list[dict[str, Any]]:
        permissions = self.view.get_permissions()
        if any(isinstance(permission, AllowAny) for permission in permissions):
            return []
        for_partners = any(isinstance(permission, IsPartner) for permission in permissions)
        return [rule for rule in super().get_auth() if (_PARTNERS in rule) == for_partners]

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        """What it answers, and what it may be refused with."""
        bodies = super()._get_response_bodies(direction)
        refused = refusals.of_call(self.view, self.method, self.path, self._sent())
        return bodies | {status: self._problem(status, found) for status, found in refused.items()}

    def _sent(self) -> Any:
        """The serializer of the body, None where none is sent."""
        given = self.get_request_serializer() if self.method in refusals.WRITES else None
        found = next(iter(given.values())) if isinstance(given, dict) else given
        return found() if isinstance(found, type) else found

    def _problem(self, status: str, found: dict[str, Any]) -> dict[str, Any]:
        component = self.resolve_serializer(ProblemSerializer, "response")
        examples = {name: {"value": body} for name, body in found.items()}
        said = {"description": refusals.ABOUT[status], "headers": HEADERS.get(status)}
        return {name: value for name, value in said.items() if value} | {
            "content": {MEDIA_TYPE: {"schema": component.ref, "examples": examples}}
        }


class StrictBodies(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A body whose serializer refuses unknown fields says so."""

    target_class = "portal.api.serializers.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return schema | {"additionalProperties": False} if direction == "request" else schema


class PartnerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "portal.api.authentication.PartnerToken"
    name = _PARTNERS

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        return {_PARTNERS: [PARTNER_SCOPE]}

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {PARTNER_SCOPE: "Check cards and record uses for this partner's services."}
        grant = {"tokenUrl": "/identity/o/api/token", "scopes": scopes}
        return {"type": "oauth2", "flows": {"clientCredentials": grant}}


class AppSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "portal.api.authentication.AppSession"
    name = "appSession"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
