"""What does a talent fill in to add evidence?"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from policies.catalogue.models import Criterion

if TYPE_CHECKING:
    from ..accreditation.models import Application

ACCEPT = "application/pdf,image/jpeg,image/png,image/heic,image/heif,.pdf,.jpg,.jpeg,.png,.heic,.heif"


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[File]:
        """All files of that name: the page offers the camera and the shelf as two inputs."""
        return files.getlist(name)


class ManyFilesField(forms.Field):
    """Files in the order they were chosen; what is in them is judged later, one by one."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT})

    def clean(self, value: list[File]) -> list[File]:
        if not value and self.required:
            raise ValidationError(_("Choose a file or take a photo."), "file_missing")
        return value


class FilesForm(forms.Form):
    file = ManyFilesField(
        label=_("Files"),
        help_text=_("PDF, JPEG, PNG or HEIC. Several photos chosen together become one document."),
    )


class EvidenceForm(FilesForm):
    """Files for one of the criteria that the application has chosen."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), to_field_name="slug", widget=forms.HiddenInput)
    field_order = ("criterion", "file")

    def __init__(self, application: "Application", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criterion: Any = self.fields["criterion"]
        criterion.queryset = Criterion.objects.filter(application=application)
