"""What a page says of its term to programs: a block of data, which no browser runs."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from glossary.models import ConceptVersion, LanguageEntry, Release
from portal.templatetags.linked_data import block

register = template.Library()


@register.simple_tag
def defined_term(version: ConceptVersion, entry: LanguageEntry | None) -> SafeString:
    """The term as schema.org has it: https://schema.org/DefinedTerm."""
    if entry is None:
        return SafeString("")
    base, code = settings.BASE_URL, version.concept.code
    return block(
        {
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
    )


@register.simple_tag
def dataset(release: Release) -> SafeString:
    """A release as schema.org has it, with the files that can be fetched: https://schema.org/Dataset."""
    base = settings.BASE_URL
    files = [
        {
            "@type": "DataDownload",
            "contentUrl": f"{base}{file.get_absolute_url()}",
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in release.files.all()
    ]
    return block(
        {
            "@type": "Dataset",
            "@id": f"{base}/glossary/releases/{release.label}/",
            "url": f"{base}{release.get_absolute_url()}",
            "name": release.title,
            "description": release.introduction or _("Every term in force, with what has changed, and files to keep."),
            "version": release.label,
            "datePublished": release.published_at.isoformat() if release.published_at else "",
            "inLanguage": release.language,
            "distribution": files,
        }
    )
