"""What counts as "the same body": fields by name and files by content, whatever order they came in."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile


def comparable(data: Any, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The posted data (a QueryDict with files, or JSON) as a plain dict that can be digested."""
    if hasattr(data, "lists"):
        return {name: [_value(item) for item in items] for name, items in data.lists() if name not in without}
    if isinstance(data, dict):
        return {name: value for name, value in data.items() if name not in without}
    return {"": data}


def _value(item: Any) -> Any:
    if not isinstance(item, UploadedFile):
        return item
    digest = hashlib.sha256()
    for chunk in item.chunks():
        digest.update(chunk)
    item.seek(0)
    return {"name": item.name, "sha256": digest.hexdigest()}
