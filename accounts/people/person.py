"""What an account knows of the person behind it, without a query more than is asked for."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from .consents import NOTICES
from .steps import is_complete


class Person:
    """Mixed into the account."""

    if TYPE_CHECKING:
        profile: Any
        identity_documents: Any
        consents: Any

    @property
    def own_profile(self) -> Any:
        """The profile, or an empty unsaved one where nothing was filled in yet."""
        try:
            return self.profile
        except ObjectDoesNotExist:
            return type(self).profile.related.related_model(user=self)

    @property
    def identity_document(self) -> Any:
        """The document the person is known by now, or None."""
        return self.identity_documents.filter(replaced_at__isnull=True).first()

    @property
    def has_complete_profile(self) -> bool:
        """Whether all is there that an application needs."""
        return is_complete(self)

    def has_consented(self, purpose: str) -> bool:
        """Whether a consent to the text of today is in force."""
        version = NOTICES[purpose].version
        return self.consents.filter(purpose=purpose, version=version, withdrawn_at__isnull=True).exists()

    def has_withdrawn(self, purpose: str) -> bool:
        """Whether a consent was given and none is in force any more; never asked is not withdrawn."""
        return bool(self.consents.withdrawn(timezone.now()).filter(purpose=purpose).exists())

    def has_decided(self, purpose: str) -> bool:
        """Whether the text of today was answered: agreed to, or the consent withdrawn for good."""
        return self.has_consented(purpose) or self.has_withdrawn(purpose)
