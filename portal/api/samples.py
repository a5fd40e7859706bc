"""How does each body look for which a view gives no example of its own? Put together field by field."""

from dataclasses import dataclass
from typing import Any

from portal.api.sample_values import DAY, MOMENT, VALUES

JSON, FORM = "application/json", "multipart/form-data"
BY_FORMAT = {"date": DAY, "date-time": MOMENT, "uuid": VALUES["id"]}
BODY = "(body)"
KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
Schema = dict[str, Any]


def fill(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """A hook of drf-spectacular: an example for each body of JSON or of a form that has none yet."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for body in [operation.get("requestBody", {}), *operation["responses"].values()]:
                _fill_body(body, Sampler(operation["operationId"], result["components"]["schemas"]))
    return result


def _fill_body(body: Schema, sampler: "Sampler") -> None:
    for media, said in body.get("content", {}).items():
        if media in (JSON, FORM) and not said.get("examples"):
            said["examples"] = {"example": {"value": sampler.body(said["schema"])}}


@dataclass(frozen=True)
class Sampler:
    """For one operation."""

    operation: str
    schemas: dict[str, Schema]

    def body(self, schema: Schema) -> Any:
        return self.value(schema, name=BODY)

    def value(self, schema: Schema, *, name: str = "", owners: tuple[str, ...] = ()) -> Any:
        """What fits `schema`, which is that of the field `name` of a component; `owners` may have their own for it."""
        for known in [*(f"{owner}.{name}" for owner in owners), name]:
            if known in VALUES and self._fits(VALUES[known], schema):
                return VALUES[known]
        target, found = self._resolved(schema)
        if found.get("type") == "object":
            owners = (self.operation, target) if name == BODY else (target,)
            fields = found.get("properties", {}).items()
            return {field: self.value(about, name=field, owners=owners) for field, about in fields}
        if found.get("type") == "array":
            return [self.value(found["items"])]
        return _plain(found, name)

    def _resolved(self, schema: Schema) -> tuple[str, Schema]:
        """`(component, schema)` behind references and wrappers of a single one."""
        for wrapper in ("allOf", "oneOf", "anyOf"):
            if wrapper in schema:
                return self._resolved(schema[wrapper][0])
        target = schema.get("$ref", "").rsplit("/", 1)[-1]
        return target, self.schemas[target] if target else schema

    def _fits(self, value: Any, schema: Schema) -> bool:
        """As far as the same name is used for different things: of the type, and one of the choices."""
        _target, found = self._resolved(schema)
        if value is None:
            return bool(schema.get("nullable"))
        if "enum" in found:
            return value in found["enum"]
        is_plain = found.get("type") != "array" or "$ref" not in found["items"]
        return type(value) is KINDS.get(found.get("type", "")) and (is_plain or not value)


def _plain(schema: Schema, name: str) -> Any:
    if options := [value for value in schema.get("enum", ()) if value]:
        return options[0]
    known = {"boolean": False, "integer": 0, "string": BY_FORMAT.get(schema.get("format", ""), name)}
    return known[schema["type"]]
