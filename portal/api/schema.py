"""How the OpenAPI document is derived from the views: problems, the Idempotency-Key, who may call, closed bodies."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny

from portal.api.permissions import PARTNER_SCOPE, IsPartner
from portal.api.problems import MEDIA_TYPE, problem
from portal.api.serializers import ProblemSerializer
from portal.idempotency.api import HEADER, PATTERN, IdempotentWrites

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_PARTNERS = "partnerOAuth2"


class ApiSchema(AutoSchema):
    """Declares for each operation what every one of them may answer."""

    def get_override_parameters(self) -> list[Any]:
        if self.method not in _WRITES or not isinstance(self.view, IdempotentWrites):
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
        bodies = super()._get_response_bodies(direction)
        bodies |= {status: self._problem(about) for status, about in self._problems() if status not in bodies}
        if refusals := getattr(self.view, "refusals", ()):
            bodies["409"]["content"][MEDIA_TYPE]["examples"] = {
                code: {"value": problem(409, code, detail)} for code, detail in refusals
            }
        return bodies

    def _problem(self, about: str) -> dict[str, Any]:
        component = self.resolve_serializer(ProblemSerializer, "response")
        return {"description": about, "content": {MEDIA_TYPE: {"schema": component.ref}}}

    def _problems(self) -> list[tuple[str, str]]:
        is_open = any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())
        found = [("400", "What was sent cannot be accepted; `errors` says which fields.")]
        if not is_open:
            found += [("401", "No valid credentials."), ("403", "The wrong kind of caller.")]
        if "{" in self.path:
            found.append(("404", "No such object, or not yours."))
        if self.method in _WRITES and isinstance(self.view, IdempotentWrites):
            found += [("409", "Refused as things stand; `code` says why.")]
            found += [("422", "The Idempotency-Key came before with another body.")]
        return [*found, ("default", "Anything else.")]


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
