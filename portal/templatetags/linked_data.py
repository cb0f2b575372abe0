"""What a page says of itself to programs, in the words of schema.org: blocks of data, which no browser runs."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.foot import foot
from portal.members.languages import Words

register = template.Library()
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # nothing in it can end the block
AT_WORK = ("desk", "accounts", "receipts", "continue")


def block(said: dict[str, Any]) -> SafeString:
    """A block of data; what is empty is not said."""
    told = {"@context": "https://schema.org"} | {name: value for name, value in said.items() if value}
    data = json.dumps(told, ensure_ascii=False, default=str)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data.translate(HARMLESS)))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context, crumbs: list[tuple[Words | str, str]]) -> SafeString:
    """Where the page stands: https://schema.org/BreadcrumbList. Not where people work: nobody looks for that."""
    if context.get("section", "desk") in AT_WORK or not crumbs:
        return SafeString("")
    steps = [
        {"@type": "ListItem", "position": place, "name": str(words)}
        | ({"item": f"{settings.BASE_URL}{address}"} if address else {})
        for place, (words, address) in enumerate(crumbs, start=1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": steps})


@register.simple_tag(takes_context=True)
def website(context: Context) -> SafeString:
    """The site, who keeps it, and how it is searched: https://schema.org/WebSite."""
    base, keeper = settings.BASE_URL, foot()
    search = {"@type": "EntryPoint", "urlTemplate": f"{base}{reverse('search:results')}?q={{search_term_string}}"}
    return block(
        {
            "@type": "WebSite",
            "@id": f"{base}/",
            "url": f"{base}/{context['LANGUAGE_CODE']}/",
            "name": "Common Ground",
            "inLanguage": context["LANGUAGE_CODE"],
            "publisher": {"@type": "Organization", "name": keeper.name, "url": f"{base}/"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": search,
                "query-input": "required name=search_term_string",
            },
        }
    )


@register.simple_tag
def described(kind: str, address: str, name: Words | str, **said: Any) -> SafeString:
    """``{% described "Organization" body.get_absolute_url body.name %}``: any other thing, by the names given."""
    told = {key: str(value) if isinstance(value, Words) else value for key, value in said.items()}
    dates = {key: value.isoformat() for key, value in told.items() if hasattr(value, "isoformat")}
    language = {"inLanguage": name.language} if isinstance(name, Words) and kind != "Organization" else {}
    here = {"@type": kind, "url": f"{settings.BASE_URL}{address}", "name": str(name)}
    return block(here | language | told | dates)


@register.simple_tag
def consulted(round: Any, title: Words, lede: Words) -> SafeString:
    """A consultation is an event that is held on this site: https://schema.org/Event."""
    base, state = settings.BASE_URL, "EventCancelled" if round.cancelled_at else "EventScheduled"
    return block(
        {
            "@type": "Event",
            "url": f"{base}{round.get_absolute_url()}",
            "name": str(title),
            "description": str(lede),
            "inLanguage": title.language,
            "startDate": round.opens_at.isoformat(),
            "endDate": round.closes_at.isoformat(),
            "eventStatus": f"https://schema.org/{state}",
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "location": {"@type": "VirtualLocation", "url": f"{base}{round.get_absolute_url()}"},
            "organizer": {"@type": "Organization", "name": foot().name, "url": f"{base}/"},
        }
    )
