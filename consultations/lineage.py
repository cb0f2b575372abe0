"""What each clause of a draft was in the draft before: proposed by key and likeness, never by the printed number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consultations.keys import LIKE, likeness
from consultations.models import Clause, ClauseLineage

Kind = ClauseLineage.Kind
FEWEST = 6  # words: what is shorter stands in any text
GAIN = 0.02  # by which a part has to make the whole more like what it was
MANY = 250_000  # comparisons after which nothing more is guessed


@dataclass(frozen=True)
class Link:
    """One proposal."""

    before: Clause | None
    after: Clause | None
    kind: str


def proposed(before: Sequence[Clause], after: Sequence[Clause]) -> list[Link]:
    """Every clause of both drafts in at least one link."""
    partners = by_key(before, after)
    partners |= by_likeness(
        [clause for clause in before if clause not in set(partners.values())],
        [clause for clause in after if clause not in partners],
    )
    here, there = set(partners), set(partners.values())
    new = [clause for clause in after if clause not in here]
    gone = [clause for clause in before if clause not in there]
    came = {old: clause for clause, old in partners.items()}
    parts = parts_of(came, new) if len(new) * len(came) <= MANY else {}
    merged = parts_of(partners, gone) if len(gone) * len(partners) <= MANY else {}
    moved = moved_among(partners)
    links = [Link(old, clause, kind_of(old, clause, clause in moved)) for clause, old in partners.items()]
    links = [relinked(link, set(parts.values()), set(merged.values())) for link in links]
    links += [
        Link(parts[clause], clause, Kind.SPLIT) if clause in parts else Link(None, clause, Kind.NEW) for clause in new
    ]
    links += [Link(old, merged[old], Kind.MERGED) if old in merged else Link(old, None, Kind.GONE) for old in gone]
    return links


def relinked(link: Link, split: set[Clause], merged: set[Clause]) -> Link:
    """Of a clause that was split or took another in, the part with its key is split or merged as well."""
    if link.before in split:
        return Link(link.before, link.after, Kind.SPLIT)
    return Link(link.before, link.after, Kind.MERGED) if link.after in merged else link


def by_key(before: Iterable[Clause], after: Iterable[Clause]) -> dict[Clause, Clause]:
    """New clause → the old one with its permanent key."""
    old = {clause.key: clause for clause in before}
    return {clause: old[clause.key] for clause in after if clause.key in old}


def by_likeness(before: Sequence[Clause], after: Sequence[Clause]) -> dict[Clause, Clause]:
    """New clause → the old one it is most like, each once."""
    if len(before) * len(after) > MANY:
        return {}
    scores = [
        (likeness(words_of(clause), words_of(old)), clause.position, old.position, clause, old)
        for clause in after
        for old in before
    ]
    found: dict[Clause, Clause] = {}
    taken: set[Clause] = set()
    for score, _place, _old_place, clause, old in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score >= LIKE and clause not in found and old not in taken:
            found[clause] = old
            taken.add(old)
    return found


def words_of(clause: Clause) -> str:
    """Heading and text."""
    return f"{clause.heading} {clause.text}".strip()


def kind_of(old: Clause, new: Clause, is_moved: bool) -> str:
    """Of one clause that stayed one."""
    if (old.text_sha256, old.is_normative, old.level) != (new.text_sha256, new.is_normative, new.level):
        return Kind.EDITED
    return Kind.MOVED if is_moved else Kind.SAME


def moved_among(partners: dict[Clause, Clause]) -> set[Clause]:
    """Those that stand below another parent, or in another order among those that stayed with theirs."""
    came = {old.pk: clause.pk for clause, old in partners.items()}
    stayed: dict[int | None, list[Clause]] = {}
    moved = set()
    for clause in sorted(partners, key=lambda each: each.position):
        was_below = came.get(partners[clause].parent_id) if partners[clause].parent_id else None
        if was_below != clause.parent_id and (clause.parent_id or partners[clause].parent_id):
            moved.add(clause)
        else:
            stayed.setdefault(clause.parent_id, []).append(clause)
    for siblings in stayed.values():
        kept = longest_rise([partners[clause].position for clause in siblings])
        moved |= {clause for place, clause in enumerate(siblings) if place not in kept}
    return moved


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Places of a longest increasing subsequence: the fewest others have to be said to have moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    found: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def parts_of(wholes: dict[Clause, Clause], loose: Sequence[Clause]) -> dict[Clause, Clause]:
    """Loose clause → the whole it is a part of: with it, the whole is more like what is left of it than without.

    ``wholes`` pairs each whole with what is left of it on the other side.
    """
    words = {clause: clause.text.split() for clause in (*wholes, *wholes.values(), *loose)}
    bags = {clause: set(words[clause]) for clause in (*wholes, *loose)}
    pieces = {whole: [left] for whole, left in wholes.items()}
    found: dict[Clause, Clause] = {}
    for part in loose:
        if len(words[part]) < FEWEST:
            continue
        near = [whole for whole in wholes if len(bags[part] & bags[whole]) >= LIKE * len(bags[part])]
        best = max(near, key=lambda whole: len(bags[part] & bags[whole]), default=None)
        if best is None:
            continue
        together = sorted([*pieces[best], part], key=lambda clause: clause.position)
        score = ratio(words[best], [word for clause in together for word in words[clause]])
        if score >= LIKE and score > ratio(words[best], [w for clause in pieces[best] for w in words[clause]]) + GAIN:
            pieces[best] = together
            found[part] = best
    return found


def ratio(one: Sequence[str], other: Sequence[str]) -> float:
    """Likeness of two texts, word by word."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
