"""What `answers` of `POST me/requests/` hold, as JSON schema (draft 2020-12), for the service's page in the API."""

from typing import Any

from ..catalogue.answers import register_answers
from .agreement import FIELD
from .enums import Stage
from .rules import HOME_SUBSIDY, SCHOOL_PLACE

SCHEMAS: dict[str, dict[str, Any]] = {
    SCHOOL_PLACE: {
        "type": "object",
        "additionalProperties": False,
        "required": ["child_name", "child_birth_date", "stage", "wanted_school"],
        "properties": {
            "child_name": {"type": "string", "minLength": 1, "maxLength": 60, "title": "Child's name"},
            "child_birth_date": {"type": "string", "format": "date", "title": "Child's birth date"},
            "stage": {"type": "string", "enum": list(Stage.values), "title": "Stage"},
            "wanted_school": {"type": "string", "title": "Wanted school", "description": "The school's short name."},
            FIELD: {
                "type": "boolean",
                "title": "Consent of a parent or guardian",
                "description": "True gives the consent to pass the child's name and birth date to the school or the "
                "education bureau, also after it was withdrawn; a withdrawn consent is refused without it.",
            },
        },
    },
    HOME_SUBSIDY: {
        "type": "object",
        "additionalProperties": False,
        "required": ["home_address", "contract_number", "purchased_on", "price_yuan"],
        "properties": {
            "home_address": {"type": "string", "minLength": 1, "maxLength": 200, "title": "Address of the home"},
            "contract_number": {"type": "string", "minLength": 1, "maxLength": 60, "title": "Contract number"},
            "purchased_on": {"type": "string", "format": "date", "title": "Bought on"},
            "price_yuan": {"type": "string", "pattern": r"^\d{1,10}(\.\d{1,2})?$", "title": "Price in yuan"},
        },
    },
}


def register() -> None:
    """Called when the app is ready."""
    for slug, schema in SCHEMAS.items():
        register_answers(slug, schema)
