"""Which documents prove a criterion, or a relation: one or more files each, and the page images officers look at."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from .enums import EvidenceState, Mime
from .names import download_name
from .problems import what_to_do
from .querysets import EvidenceFileQuerySet, EvidencePageQuerySet, EvidenceQuerySet

OF_A_CRITERION = models.Q(application__isnull=False, criterion__isnull=False, member__isnull=True)
OF_A_RELATION = models.Q(application__isnull=True, criterion__isnull=True, member__isnull=False)


class Evidence(models.Model):
    """One document for one criterion of one application, or (`member`) for the relation of somebody of a family;
    several photos make one document."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence", verbose_name=_("owner")
    )
    # both or neither (`evidence_proves_one`): who asks for documents of an application may rely on them
    application: Any = models.ForeignKey("accounts.Application", models.CASCADE, null=True, related_name="evidence")
    criterion: Any = models.ForeignKey(
        "policies.Criterion", models.PROTECT, null=True, related_name="+", verbose_name=_("criterion")
    )
    member = models.ForeignKey("accounts.FamilyMember", models.CASCADE, null=True, related_name="proofs")
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EvidenceState, default=EvidenceState.RECEIVED)
    problem = models.CharField(_("problem"), max_length=40, blank=True, help_text=_("A code, for example locked_pdf."))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    lease = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)

    objects: ClassVar[Any] = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("application_id", "id")
        constraints = (models.CheckConstraint(condition=OF_A_CRITERION | OF_A_RELATION, name="evidence_proves_one"),)
        indexes = (
            models.Index(fields=("id",), condition=models.Q(state=EvidenceState.RECEIVED), name="evidence_waiting"),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def name(self) -> str:
        """What people call it: its title, else what the sender called the first file."""
        first = next(iter(self.files.all()), None)
        return self.title or (first.name if first else "") or _t("Document")

    @property
    def pages(self) -> list["EvidencePage"]:
        """The page images made so far, in reading order (`with_pages()` fetches them for many rows at once)."""
        return [page for file in self.files.all() for page in file.pages.all()]

    @property
    def pages_expected(self) -> int:
        return sum(file.pages_expected for file in self.files.all())

    @property
    def pages_total(self) -> int:
        """All pages that were sent; beyond `pages_expected` they are in the original only."""
        return sum(file.pages_total for file in self.files.all())

    @property
    def is_photos(self) -> bool:
        """Photos only, so that another photo may be a further page of it."""
        return all(file.mime == Mime.JPEG for file in self.files.all())

    @property
    def what_to_do(self) -> str:
        """For a document that cannot be read: what is wrong and what to do."""
        return what_to_do(self.problem) if self.problem else ""


class EvidenceFile(models.Model):
    """One file as it was sent; a photo re-encoded and shrunk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    original = models.FileField(_("file"), unique=True)
    name = models.CharField(_("name given by the sender"), max_length=120, blank=True)
    mime = models.CharField(_("type"), max_length=40, choices=Mime)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))
    pages_total = models.PositiveIntegerField(_("pages"), default=1)

    objects: ClassVar[Any] = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ("evidence_id", "order", "id")

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def download_name(self) -> str:
        return download_name(self.name, self.mime)

    @property
    def pages_expected(self) -> int:
        """How many of its pages become images."""
        return min(self.pages_total, settings.EVIDENCE_MAX_PAGES)


class EvidencePage(models.Model):
    """One page image, made by the worker."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="pages", db_index=False)
    number = models.PositiveSmallIntegerField(_("page of the file"))
    image = models.FileField(_("image"), unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    objects: ClassVar[Any] = EvidencePageQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence page")
        verbose_name_plural = _("evidence pages")
        ordering = ("file_id", "number")
        constraints = (models.UniqueConstraint(fields=("file", "number"), name="evidence_page_once"),)

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def download_name(self) -> str:
        """Its place among the pages of the file; how it is called where a person takes everything away."""
        return f"page-{self.number}.jpg"
