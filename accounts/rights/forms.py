"""What is asked before an account is deleted: the word, typed by hand."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = ("注销账号", "delete my account")


class DeletionForm(forms.Form):
    """Either language's word will do: some read the page in one and type in the other."""

    word = forms.CharField(
        label=gettext_lazy("Type the words to confirm"),
        max_length=40,
        help_text=gettext_lazy("Type: delete my account"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_word(self) -> str:
        word = " ".join(self.cleaned_data["word"].lower().split())
        if word not in WORDS:
            raise forms.ValidationError(_("These are not the words. Nothing has been deleted."))
        return word
