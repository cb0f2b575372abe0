"""What a page says of its term to programs: a block of data, which no browser runs."""

from __future__ import annotations

import json

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from glossary.models import ConceptVersion, LanguageEntry

register = template.Library()
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # nothing in it can end the block


@register.simple_tag
def defined_term(version: ConceptVersion, entry: LanguageEntry | None) -> SafeString:
    """The term as schema.org has it: https://schema.org/DefinedTerm."""
    if entry is None:
        return SafeString("")
    base, code = settings.BASE_URL, version.concept.code
    said = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"{base}/id/{code}",
        "url": f"{base}{version.concept.get_absolute_url()}",
        "name": entry.name,
        "alternateName": [one.text for one in entry.designations.all() if one.status == "admitted"],
        "description": entry.definition,
        "termCode": code,
        "inLanguage": entry.language,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": f"{base}/glossary/", "name": _("Glossary")},
    }
    data = json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data.translate(HARMLESS)))
