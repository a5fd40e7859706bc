"""Who a person is to the portal: account, profile, identity documents and consents."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.crypto.blind_index import blind_index
from portal.crypto.fields import EncryptedTextField
from portal.search_column import SearchColumn

from .enums import Degree, DocumentKind, Purpose, SkillGrade, Title
from .person import Person
from .querysets import Consents, IdentityDocuments, People
from .standing import Standing


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Standing, Person, AbstractBaseUser, PermissionsMixin):
    """An account that signs in by e-mail or telephone; what it may do comes from its memberships."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("With country code, for example +8613800000000."),
    )
    phone_verified_at = models.DateTimeField(_("telephone verified at"), null=True, blank=True)
    phone_claimed = models.CharField(
        _("telephone not yet verified"),
        max_length=20,
        blank=True,
        help_text=_("Signs nobody in and keeps the number from nobody until its code is entered."),
    )
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)
    erased_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = UserManager.from_queryset(People)()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                name="user_phone_is_verified",
                condition=Q(phone__isnull=True, phone_verified_at__isnull=True)
                | Q(phone__isnull=False, phone_verified_at__isnull=False),
                violation_error_message=_("A telephone is kept only once it is verified."),
            )
        ]

    def __str__(self) -> str:
        return self.email


class Profile(models.Model):
    """What a talent says of themselves; the application and the card read it from here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    name = models.CharField(_("name"), max_length=100, blank=True, help_text=_("As in the identity document."))
    search = SearchColumn("name")
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    country = models.CharField(_("nationality"), max_length=2, blank=True)
    degree = models.CharField(_("degree"), max_length=20, choices=Degree, blank=True)
    title = models.CharField(_("professional title"), max_length=20, choices=Title, blank=True)
    skill_grade = models.CharField(_("skill grade"), max_length=20, choices=SkillGrade, blank=True)
    employer_name = models.CharField(_("employer"), max_length=200, blank=True)
    city = models.ForeignKey(
        "policies.Authority",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city of work"),
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.name or str(self.user)


class IdentityDocument(models.Model):
    """One document a person was known by; a renewed one replaces the old row, which is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identity_documents")
    kind = models.CharField(_("kind of document"), max_length=20, choices=DocumentKind)
    country = models.CharField(_("issuing country"), max_length=2, default="CN")
    number = EncryptedTextField(_("document number"))
    number_index = models.CharField(max_length=64, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects: ClassVar[Any] = IdentityDocuments.as_manager()

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        constraints = [
            models.UniqueConstraint(
                name="identity_number_is_held_once",
                fields=["number_index"],
                violation_error_message=_("This number is already recorded with another account."),
            ),
            models.UniqueConstraint(
                name="identity_one_current_document",
                fields=["user"],
                condition=Q(replaced_at__isnull=True),
                violation_error_message=_("A person has one current identity document."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @staticmethod
    def index_of(kind: str, country: str, number: str) -> str:
        """What finds a number again without reading it."""
        return blind_index(f"{kind}:{country}:{number}", "identity_number")


class Consent(models.Model):
    """That a person agreed to one purpose in one version of its text, and until when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects: ClassVar[Any] = Consents.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [
            # Every check asks for these, and few have any: all consents of a holder are not read for it.
            models.Index(fields=["user"], name="consent_withdrawn", condition=Q(withdrawn_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="consent_one_in_force",
                fields=["user", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message=_("This consent is already given."),
            ),
            models.CheckConstraint(
                name="consent_ends_after_it_began",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message=_("A consent ends after it was given."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
