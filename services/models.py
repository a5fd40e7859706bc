"""The tables of `services`, room by room."""

from services.catalogue.models import Area, Entitlement, Service

__all__ = ["Area", "Entitlement", "Service"]
