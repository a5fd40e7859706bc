"""What must a request for each service say? The room of requests enters its schemas here; the API shows them."""

from typing import Any

ANSWERS: dict[str, dict[str, Any]] = {}
"""By slug of the service: a JSON schema (draft 2020-12) of `answers` in `POST me/requests/`."""


def register_answers(slug: str, schema: dict[str, Any]) -> None:
    """`schema` describes one object; properties carry `title` and `description` in English."""
    ANSWERS[slug] = schema


def answers_of(slug: str) -> dict[str, Any] | None:
    """None for services that cannot be requested here."""
    return ANSWERS.get(slug)
