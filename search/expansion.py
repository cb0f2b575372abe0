"""What the glossary holds to be the same: a query for one agreed name also looks for the others, in every language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from glossary import state
from glossary.models import ConceptVersion, Designation
from portal.members.languages import Words
from search.query import Part, Query
from search.words import words


@dataclass
class Names:
    """Every name of an agreed term: what else the concept is called, and which concept it is."""

    others: dict[tuple[str, ...], tuple[Words, ...]] = field(default_factory=dict)
    concepts: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.concepts


MOST_SYNONYMS = 12
_kept: tuple[str, Names] = ("", Names())  # the state of the glossary, and its names


def agreed_names() -> Names:
    """Every name of an agreed term, and the other names of the same concept; agreed terms are public."""
    rows = (
        Designation.objects.filter(entry__version__status=ConceptVersion.Status.AGREED, entry__is_current=True)
        .order_by("entry__version__concept", "position", "pk")
        .values_list("entry__version__concept", "text", "entry__language", "status")
    )
    concepts: dict[int, list[tuple[Words, bool]]] = defaultdict(list)
    for concept, text, language, status in rows:
        concepts[concept].append((Words(text, language), status != Designation.Status.LOOKUP))
    names: dict[tuple[str, ...], dict[tuple[str, ...], Words]] = defaultdict(dict)
    known = Names()
    for concept, same in concepts.items():
        others = {words(name.text): name for name, is_shown in same if is_shown}
        for name, _is_shown in same:
            key = words(name.text)
            known.concepts.setdefault(key, concept)
            names[key] |= {other: name for other, name in others.items() if other and other != key}
    known.concepts.pop((), None)
    known.others = {key: tuple(others.values())[:MOST_SYNONYMS] for key, others in names.items() if key}
    return known


def names() -> Names:
    """The same, kept until a term changes."""
    global _kept
    now = state.key()
    if not now or _kept[0] != now:
        _kept = (now, agreed_names())
    return _kept[1]


def joined(run: tuple[Part, ...], known: Names) -> Part | None:
    """Several typed words that are one name become one part."""
    if any(part.is_negative or part.is_prefix or part.others for part in run):
        return None
    key = tuple(word for part in run for word in part.words)
    if key not in known:
        return None
    typed = " ".join(part.typed for part in run)
    return replace(
        run[0], words=key, typed=typed, is_phrase=len(run) == 1 and run[0].is_phrase, synonyms=known.others[key]
    )


def each_way(part: Part, known: Names) -> Part:
    """What stands on either side of OR is looked for under its other names as well."""
    first, *others = (joined((alone,), known) or alone for alone in (replace(way, others=()) for way in part.ways))
    return replace(first, others=tuple(others))


def expand(query: Query, known: Names) -> Query:
    """The longest names first; each is looked for as typed or under any of its other names."""
    parts, at = query.parts, 0
    longest = max(map(len, known.concepts), default=0)
    out: list[Part] = []
    while at < len(parts):
        for end in range(min(len(parts), at + longest), at, -1):
            part = joined(parts[at:end], known)
            if part:
                out.append(part)
                at = end
                break
        else:
            out.append(each_way(parts[at], known))
            at += 1
    return replace(query, parts=tuple(out))
