"""What is asked for a photo of a face, and what an officer says to have compared before it is shown anywhere."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from portal.workflow.dialog import DialogForm

from ..evidence.forms import ManyFilesField, ManyFilesInput

ACCEPT = "image/jpeg,image/png,image/heic,image/heif,.jpg,.jpeg,.png,.heic,.heif"


class PhotoField(ManyFilesField):
    """One photo: the page offers the camera and the shelf as two inputs."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT, "multiple": False})

    def clean(self, value: list[File]) -> list[File]:
        if len(value or ()) > 1:
            raise ValidationError(_("Send one photo: either from the camera or from your pictures."), "one_photo")
        return super().clean(value)


class PhotoForm(forms.Form):
    file = PhotoField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or HEIC. It is cut to the middle, three to four; where it was taken is removed."),
    )


class AcceptForm(DialogForm):
    """The officer compares; a photo of somebody else at a counter would be worse than none."""

    has_compared = forms.BooleanField(
        label=_(
            "The photo shows one face, from the front and clearly, and as far as the papers show it is this person."
        )
    )
