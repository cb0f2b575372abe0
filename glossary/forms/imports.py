"""A file of terms, to be looked at before anything of it is taken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from glossary.formats.files import FORMATS
from portal.files.limits import MAX_FILE


class FileForm(forms.Form):
    """Which file; its format is seen from what stands in it, unless somebody knows better."""

    file = forms.FileField(
        label=_("File"), help_text=_("SKOS (Turtle, RDF/XML, JSON-LD), TBX, CSV, Excel or YAML, up to 25 MB.")
    )
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[("", _("as it is found to be")), *((form.name, form.title) for form in FORMATS.values())],
    )

    def clean_file(self):
        """Not larger than what is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("It is larger than 25 MB. Split it into several files."))
        return file
