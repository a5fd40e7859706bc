"""How pressing twice stays safe: the key of a write is committed together with its effect."""

from portal.idempotency.once import KeyReused, once

__all__ = ["KeyReused", "once"]
