"""What an author says of terms in the editor: *link this* is kept by the term's code, *not here* as a mark on words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler, LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, InlineStyleFeature
from wagtail.rich_text import LinkHandler

from glossary.inflection import fold
from glossary.models import Concept
from glossary.names import names_in

MOST = 12


class TermLinkHandler(LinkHandler):
    """``<a linktype="term" id="RS-0042">`` becomes a link to the term as agreed on the day it is read."""

    identifier = "term"

    @staticmethod
    def get_model() -> type[Concept]:
        """For Wagtail's index of references."""
        return Concept

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """A code is for ever; without one the words stand alone."""
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """No query: an address is made of the code."""
        return [tag_for(attrs.get("id", "")) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Any:
        """Tells Wagtail which concepts a page names."""
        for pk in Concept.objects.filter(code=attrs.get("id", "")).values_list("pk", flat=True):
            yield Concept, str(pk), "", ""


def tag_for(code: str) -> str:
    """The opening tag."""
    if not code or "/" in code:
        return "<a>"
    return format_html('<a class="term" href="{}" data-term="{}">', reverse("glossary:concept", args=[code]), code)


class TermElementHandler(LinkElementHandler):
    """From the database to the editor."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """The code, and the name shown in the editor's tooltip."""
        return {"code": attrs.get("id", ""), "url": reverse("glossary:concept", args=[attrs.get("id") or "-"])}


def term_element(props: dict[str, Any]) -> Any:
    """From the editor to the database."""
    return DOM.create_element("a", {"linktype": "term", "id": props.get("code")}, props["children"])


def register(features: Any) -> None:
    """Both marks, with their buttons."""
    features.register_link_type(TermLinkHandler)
    register_link(features)
    register_not_here(features)


def register_link(features: Any) -> None:
    """Link this."""
    link = {
        "type": "TERM",
        "icon": "link",
        "label": "¶",
        "description": _("Link this to a term"),
        "attributes": ["code", "url"],
        "address": reverse_lazy("terms-to-choose"),
        "question": _("Which term do these words name?"),
        "close": _("Close"),
        "nothing": _("No term is called that."),
    }
    files: dict[str, Any] = {"js": ["glossary/term-entity.js"], "css": {"all": ["glossary/term-entity.css"]}}
    features.register_editor_plugin("draftail", "term", EntityFeature(link, **files))
    rule = {
        "from_database_format": {'a[linktype="term"]': TermElementHandler("TERM")},
        "to_database_format": {"entity_decorators": {"TERM": term_element}},
    }
    features.register_converter_rule("contentstate", "term", rule)


def register_not_here(features: Any) -> None:
    """Not here."""
    not_here = {
        "type": "NOTERM",
        "icon": "cross",
        "description": _("No term here: never link these words"),
        "style": {"textDecoration": "underline wavy"},
    }
    features.register_editor_plugin("draftail", "no-term", InlineStyleFeature(not_here))
    rule = {
        "from_database_format": {"span[data-noterm]": InlineStyleElementHandler("NOTERM")},
        "to_database_format": {"style_map": {"NOTERM": {"element": "span", "props": {"data-noterm": "true"}}}},
    }
    features.register_converter_rule("contentstate", "no-term", rule)


@require_safe
def terms_to_choose(request: HttpRequest) -> JsonResponse:
    """The terms whose name holds the words, the nearest first; for the dialog of the editor."""
    asked = fold(request.GET.get("q", "").strip())
    names = names_in(get_language() or "en").headings
    found = [row for row in names if asked in fold(row.words.text) or asked == row.code.lower()]
    found.sort(key=lambda row: (row.status != "agreed", len(row.words.text)))
    chosen = [{"code": row.code, "name": row.words.text, "status": row.status} for row in found[:MOST]]
    return JsonResponse({"terms": chosen})
