"""What the values of a field are called, for the reader; and which value somebody means who types a name of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models import F, Value
from django.utils.translation import gettext, override

from governance.models import Body
from portal.members.countries import table
from portal.members.models import Sector, StakeholderGroup
from search.fields import LONGEST
from search.models import SearchEntry
from search.statuses import ANY
from search.words import STEMMERS, stem, words

Stored = dict[str, dict[str, dict[str, str]]]  # field → code → names by language
Names = dict[str, list[str]]  # code → what it is called, in any language


@cache
def of_kinds() -> Names:
    """In every language of the interface."""
    return in_every_language(lambda: SearchEntry.Kind.choices)


@cache
def of_states() -> Names:
    """In every language of the interface."""
    return in_every_language(lambda: ((value, said) for value, (_sign, said) in ANY.items()))


@cache
def of_languages() -> Names:
    """In the languages of the interface, and in their own."""
    spoken = {code: about for code, about in LANG_INFO.items() if "name" in about}
    known = in_every_language(lambda: ((code, gettext(about["name"])) for code, about in spoken.items()))
    return {code: [*names, spoken[code]["name_local"]] for code, names in known.items()}


def in_every_language(choices: Callable[[], Iterable[tuple[object, object]]]) -> Names:
    """Read once for each."""
    known: Names = defaultdict(list)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, name in choices():
                known[str(code)].append(str(name))
    return dict(known)


def of_rows(model: type[StakeholderGroup] | type[Sector]) -> Names:
    """As the alliance calls them."""
    return {code: list(names.values()) for code, names in model.objects.values_list("code", "names")}


def of_bodies() -> Names:
    """By name, and by what the numbers of their decisions begin with."""
    rows = Body.objects.values_list("slug", "prefix", "names")
    return {slug: [prefix, *names.values()] for slug, prefix, names in rows}


INFLECTED = ("kind", "status", "group", "sector", "body")
KNOWN: dict[str, Callable[[], Names]] = {
    "kind": of_kinds,
    "status": of_states,
    "language": of_languages,
    "country": lambda: {code: list(names) for code, names in table().items()},
    "group": lambda: of_rows(StakeholderGroup),
    "sector": lambda: of_rows(Sector),
    "body": of_bodies,
}


def codes(field: str, typed: str) -> list[str]:
    """By code, by name, else by words of a name; what nothing is called stays, and finds nothing."""
    names, asked = KNOWN[field]() if field in KNOWN else {}, words(typed)
    as_code = [code for code in names if words(code) == asked]
    named = [code for code, said in names.items() if any(words(name) == asked for name in said)]
    languages = ("", *STEMMERS) if field in INFLECTED else ("",)
    found = as_code or named or [code for code, said in names.items() if holds(said, asked, languages)]
    return found or [typed[:LONGEST]]


def holds(names: list[str], asked: tuple[str, ...], languages: tuple[str, ...]) -> bool:
    """Whether every word stands in one of the names, by the rules of one of the languages."""
    return any(
        {stem(word, language) for word in asked} <= {stem(word, language) for word in words(name)}
        for language in languages
        for name in names
    )


def meant(typed: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The filters that somebody typed, as codes."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for field, value in typed:
        chosen[field] += [code for code in codes(field, value) if code not in chosen[field]]
    return dict(chosen)


def of_sectors_and_bodies() -> Stored:
    """Both in one query: names by language, by code, by field."""
    sectors = Sector.objects.order_by().values_list(Value("sector"), F("code"), F("names"))
    bodies = Body.objects.order_by().values_list(Value("body"), F("slug"), F("names"))
    known: Stored = {"sector": {}, "body": {}}
    for field, code, names in sectors.union(bodies, all=True):
        known[field][code] = names
    return known
