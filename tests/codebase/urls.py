"""Every view the site answers, by the name the access table knows it by."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def views() -> Iterator[tuple[str, str, Any]]:
    """`(view name, address pattern, callback)` of each pattern; a view without a name has the one Django gives it."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, address: str, namespace: str) -> Iterator[tuple[str, str, Any]]:
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = pattern.name or pattern.lookup_str
            yield f"{namespace}:{name}" if namespace else name, here, pattern.callback
        else:
            yield from _below(pattern, here, ":".join(filter(None, [namespace, pattern.namespace])))
