"""Marks and words on the pages of the glossary itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from glossary import citing
from glossary.asking import AGREED, Asked
from glossary.coverage import STATES
from glossary.linking import link_terms as linked
from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry, Sounding
from glossary.names import names_in
from portal.members.languages import Words
from portal.templatetags.house import sign, spoken, status

register = template.Library()

SIGN_OF_STATUS = {
    "proposed": "s-proposed",
    "under_review": "s-review",
    "agreed": "s-agreed",
    "superseded": "s-superseded",
    "withdrawn": "s-withdrawn",
    "rejected": "s-rejected",
}
SIGN_OF_STATE = {
    "source": "s-agreed",
    "draft": "s-proposed",
    "reviewed": "s-agreed",
    "agreed": "s-agreed",
    "outdated": "s-review",
    "waiting": "s-review",
    "missing": "s-rejected",
}
SIGN_OF_POSITION = {
    "agree": "p-support",
    "reservation": "p-reserve",
    "object": "p-object",
    "abstain": "p-abstain",
    "absent": "p-silent",
}
KIND_OF_RELATION = {
    "broader": _("Broader"),
    "narrower": _("Narrower"),
    "part_of": _("Part of"),
    "related": _("Related"),
    "contrast": _("Not to be confused with"),
}


PARTS_OF_ENTRY = {"names": _("Names"), "definition": _("Definition"), "notes": _("Notes"), "examples": _("Examples")}
RELATION_TO_SOURCE = {"identical": _("taken over word for word"), "modified": _("modified")}


@register.filter
def relation_to_source(relation: str) -> str:
    """How near our words are to those of the source."""
    return str(RELATION_TO_SOURCE.get(relation, relation))


@register.simple_tag(takes_context=True)
def version_status(context: Context, of: str) -> SafeString:
    """``{% version_status version.status %}``: word and shape."""
    return status(context, SIGN_OF_STATUS[of], ConceptVersion.Status(of).label)


@register.simple_tag(takes_context=True)
def translation_state(context: Context, entry: LanguageEntry) -> SafeString:
    """How far a translation can be relied on: word and shape."""
    return status(context, SIGN_OF_STATE[entry.translation_state], entry.get_translation_state_display())


@register.simple_tag(takes_context=True)
def coverage_state(context: Context, state: str) -> SafeString:
    """The same for a language in which perhaps nothing is written."""
    return status(context, SIGN_OF_STATE.get(state, "s-superseded"), STATES[state])


@register.simple_tag
def coverage_label(state: str) -> str:
    """The word alone."""
    text = str(STATES[state])
    return text[:1].upper() + text[1:]


@register.filter
def of_row(rows: dict[int, Any], key: int) -> Any:
    """What stands in a table beside one version."""
    return rows[key]


@register.simple_tag
def name_details(name: Designation) -> str:
    """Kind, part of speech, gender, place, and what it is short for, in words; nothing of what is usual."""
    said = [name.get_kind_display()] if name.kind != Designation.Kind.FULL else []
    said += [name.get_part_of_speech_display()] if name.part_of_speech else []
    said += [name.get_gender_display()] if name.gender else []
    said += [_("said in %(place)s") % {"place": name.region}] if name.region else []
    return ", ".join(map(str, said))


@register.simple_tag
def full_form(name: Designation, names: Iterable[Designation]) -> str:
    """What a name is short for."""
    return next((one.text for one in names if one.pk == name.short_for_id), "") if name.short_for_id else ""


@register.simple_tag
def short_forms(name: Designation, names: Iterable[Designation]) -> list[str]:
    """The other way round; what is only looked up is not told."""
    return [one.text for one in names if one.short_for_id == name.pk and one.status != Designation.Status.LOOKUP]


@register.simple_tag
def part_of_entry(part: str) -> str:
    """What a translator looks at."""
    return str(PARTS_OF_ENTRY[part])


@register.simple_tag(takes_context=True)
def agreement_sign(context: Context, agreement: Agreement) -> SafeString:
    """The stroke of a position; it speaks for itself."""
    return sign(context, SIGN_OF_POSITION[agreement.value], agreement.get_value_display())


UNKNOWN_TO_DJANGO = {"zh": _("Chinese"), "lo": _("Lao"), "sw": _("Swahili"), "qu": _("Quechua"), "ay": _("Aymara")}
UNKNOWN_TO_DJANGO |= {"ln": _("Lingala"), "rw": _("Kinyarwanda"), "tl": _("Tagalog"), "am": _("Amharic")}


@register.filter
def language_name(code: str) -> str:
    """``fr`` → French, in the reader's language; a tag that nobody knows stays as it is."""
    for tag in (code, code.split("-")[0]):
        try:
            name = str(UNKNOWN_TO_DJANGO.get(tag) or get_language_info(tag)["name_translated"])
        except KeyError:
            continue
        return name if tag == code else f"{name} ({code})"
    return code


@register.simple_tag
def shown_in(language: str, asked: str = "") -> str:
    """“shown in English”, where that is not what was asked for: a silent fallback misleads."""
    if language == (asked or get_language()):
        return ""
    return str(_("shown in %(language)s")) % {"language": language_name(language)}


@register.filter
def relation_kind(kind: str) -> str:
    """The word for a kind of relation."""
    return str(KIND_OF_RELATION[kind])


@register.simple_tag
def link_terms(html: str, language: str, seen: set[int] | None = None, own: int | None = None) -> SafeString:
    """``{% link_terms clause.body clause.language seen %}``: agreed terms as links."""
    return linked(html, language=language, seen=seen, own=own)


@register.simple_tag(takes_context=True)
def prose(context: Context, blocks: Iterable[Any], language: str, terms: str = AGREED) -> SafeString:
    """A text block by block, each term a link at its first mention below a heading, in the language of the words."""
    asked, seen, said = Asked(scope=terms), set[int](), []
    for block in blocks:
        if block.block_type == "heading":
            seen = set()
        said.append(linked(str(block.render(context=context.flatten())), language=language, seen=seen, asked=asked))
    return mark_safe("".join(said))


@register.simple_tag
def version_label(version: ConceptVersion) -> str:
    """“Version 3, agreed”, in words alone: a fragment carries no drawings."""
    return str(_("Version %(number)s, %(status)s")) % {
        "number": version.number,
        "status": version.get_status_display(),
    }


@register.simple_tag(takes_context=True)
def sounding_sign(context: Context, value: str) -> SafeString:
    """The stroke of a sounding; a dotted one where nobody has answered."""
    label = Sounding.Value(value).label if value else _("no answer yet")
    return sign(context, SIGN_OF_POSITION[value or "absent"], label)


@register.simple_tag(takes_context=True)
def citation(context: Context, version: ConceptVersion, name: str) -> SafeString:
    """For a footnote."""
    address = f"{context['base_url']}{version.get_absolute_url()}"
    return named(context, citing.line(version, name, context["alliance"].name, address), name)


@register.simple_tag(takes_context=True)
def citation_bibtex(context: Context, version: ConceptVersion, name: str) -> SafeString:
    """For a bibliography."""
    address = f"{context['base_url']}{version.get_absolute_url()}"
    return named(context, citing.bibtex(version, name, context["alliance"].name, address), citing.escaped(name))


def named(context: Context, text: str, name: str) -> SafeString:
    """The term's name, the first time it stands there, in its own language."""
    before, called, after = text.partition(name)
    entry = context.get("entry")
    return format_html("{}{}{}", before, spoken(Words(called, entry.language)) if entry else called, after)


@register.simple_tag
def version_change(version: ConceptVersion) -> str:
    """“Change of meaning”, to begin a sentence with."""
    text = str(version.get_change_class_display())
    return text[:1].upper() + text[1:]


@register.simple_tag
def decision_link(number: str) -> SafeString:
    """A decision by its number; the glossary knows no more of it."""
    try:
        address = reverse("governance:decision", args=[number])
    except NoReverseMatch:
        return format_html('<span class="nowrap">{}</span>', number)
    return format_html('<a class="nowrap" href="{}">{}</a>', address, number)


@register.filter
def concept_name(concept: Concept) -> Words:
    """What another concept is called, from memory."""
    found = names_in(get_language() or "en").by_concept.get(concept.pk)
    return found.words if found else Words(concept.code, get_language() or "en")


@register.simple_tag
def entry_word(which: str, language: str) -> str:
    """“Note.” or “Example.” in the language of the entry, so that one paragraph speaks one language."""
    with override(language):
        return str(_("Note.")) if which == "note" else str(_("Example."))
