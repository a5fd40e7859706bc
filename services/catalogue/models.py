"""The tables of the service catalogue: areas, services, and what each tier gets."""

from services.catalogue.entitlements import Entitlement
from services.catalogue.offers import Area, Service

__all__ = ["Area", "Entitlement", "Service"]
