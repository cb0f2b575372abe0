"""A text in each language of the house, edited as one line a language instead of as JSON."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ByLanguageWidget(forms.MultiWidget):
    """One input for each language, each with its ``lang`` and the language as its label."""

    template_name = "members/widgets/by_language.html"

    def __init__(self, *, rows: int = 0, attrs: dict[str, Any] | None = None) -> None:
        kind = forms.Textarea if rows else forms.TextInput
        more = {"rows": rows} if rows else {}
        widgets = {code: kind(attrs={**more, "lang": code}) for code, _name in settings.LANGUAGES}
        super().__init__(widgets, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """Languages the house does not speak are kept by the field, not shown."""
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, (_code, language) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            part["language"] = language
        return context


class ByLanguageField(forms.MultiValueField):
    """``{"en": "…", "fr": "…"}``; the source language is asked for, the others may wait."""

    def __init__(self, *, rows: int = 0, required: bool = True, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False) for _code in settings.LANGUAGES]
        kwargs.setdefault("widget", ByLanguageWidget(rows=rows))
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, values: Sequence[str]) -> dict[str, str]:
        """Empty languages are left out: what is missing is shown in another language, marked."""
        codes = [code for code, _name in settings.LANGUAGES]
        texts = {code: text.strip() for code, text in zip(codes, values, strict=False) if text and text.strip()}
        if self.required and not texts.get(settings.LANGUAGE_CODE):
            raise ValidationError(_("At least the English text is needed."), code="required")
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as texts: MultiValueField would compare a dict with a list."""
        return self.widget.decompress(initial) != [text or "" for text in data or []]
