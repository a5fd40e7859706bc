"""What of `accounts` officials see in the admin, room by room."""

from .accreditation import admin as accreditation
from .card import admin as card
from .family import admin as family
from .organisations import admin as organisations
from .people import admin as people
from .portrait import admin as portrait
from .rights import admin as rights

__all__ = ["accreditation", "card", "family", "organisations", "people", "portrait", "rights"]
