"""Puts a page of a draft together: text, terms, translations, voices, changes; always the same few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, FilteredRelation, Q
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from consultations.addresses import addresses
from consultations.corrected import Correction, corrections_of
from consultations.lines import Line, beside
from consultations.models import Clause, ClauseLineage, ClauseTranslation, Comment, Draft, Round
from consultations.models.drafts import TranslationStatus
from consultations.outline import Place
from consultations.terms import Moved, Terms
from portal.differences import redline
from portal.members.languages import Words
from portal.members.models import StakeholderGroup
from portal.signs import SIGNS

FIRST_COMMENTS = 3


@dataclass
class Shown:
    """A clause as the reader sees it; what a template asks of every clause is made ready here."""

    clause: Clause
    label: str
    heading: str
    body: SafeString
    language: str
    translation: ClauseTranslation | None = None
    is_outdated: bool = False
    address: str = ""
    say: str = ""  # the address of the form
    is_context: bool = False  # a restricted round does not ask about it
    count: int = 0
    tally: list[tuple[str, str, int]] = field(default_factory=list)  # sign and name of each group, and its comments
    comments: list[Line] = field(default_factory=list)
    change: Change | None = None
    corrections: list[Correction] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)  # terms in it that are not what they were

    @cached_property
    def number(self) -> str:
        """As it stands in the margin: of 4.2 (1) only (1), since 4.2 stands above it."""
        return self.clause.number.rpartition(" ")[2].rstrip(".") if not self.clause.heading else self.label

    @property
    def level(self) -> int:
        """Of its heading: 2 for a part, 3 and 4 below."""
        return min(self.clause.depth + 1, 4)

    @property
    def css(self) -> str:
        """What kind of clause it is, for the stylesheet."""
        kind = " clause-item" if not self.clause.heading else " clause-long" if len(self.number) > 5 else ""
        return kind if self.body else f"{kind} clause-bare"

    @property
    def doubt(self) -> bool:
        """Whether the reader is told how far the translation can be trusted."""
        return bool(self.translation) and (self.translation.status != TranslationStatus.REVIEWED or self.is_outdated)

    @property
    def has_more(self) -> bool:
        """More was said than is shown."""
        return self.count > len(self.comments)


@dataclass
class Change:
    """What the clause was in the draft before."""

    kind: str
    words: str
    before: Clause | None
    redline: SafeString | None
    old_heading: str = ""


def outline_of(draft: Draft, *, in_source: bool = False) -> list[Place]:
    """Every clause as a light row, its heading in the reader's language where it is translated; one query."""
    asked = draft.language if in_source else get_language() or draft.language
    spoken = FilteredRelation("translations", condition=Q(translations__language=asked))
    rows = Clause.objects.filter(draft=draft).annotate(spoken=spoken).order_by("position")
    names = ("pk", "key", "number", "heading", "depth", "parent_id", "spoken__heading")
    places = []
    for *place, heading in rows.values_list(*names):
        one = Place(*place, language=draft.language)
        is_translated = bool(heading) and asked != draft.language
        places.append(one._replace(heading=heading, language=asked) if is_translated else one)
    return places


def tallies(clauses: Sequence[int]) -> dict[int, dict[int, int]]:
    """Published comments by clause and group; one query, counted by the database."""
    rows = Comment.objects.published().filter(clause__in=clauses).order_by()
    found: dict[int, dict[int, int]] = {}
    for clause, group, count in rows.values_list("clause", "submission__group").annotate(n=Count("pk")):
        found.setdefault(clause, {})[group] = count
    return found


def shown(
    round: Round,
    places: Sequence[Place],
    *,
    in_source: bool = False,
    compares: bool = True,
    versions: Sequence[Draft] = (),
    terms_now: bool = False,
) -> list[Shown]:
    """The clauses of one page with all that stands beside them; six queries, however much was said.

    ``compares``: the reader may see the draft before; ``versions``: the minor versions with corrections;
    ``terms_now``: terms lead to what is agreed now, not to what was agreed when the draft was fixed.
    """
    draft: Any = round.draft
    ids = [place.pk for place in places]
    clauses = list(Clause.objects.filter(pk__in=ids).order_by("position"))
    for clause in clauses:
        clause.draft = draft
    translations = {} if in_source else translations_of(draft, ids)
    changes = changes_of(draft, ids) if compares else {}
    corrections = corrections_of(versions, clauses)
    to_clause, to_form = addresses("clause", round.slug), addresses("comment-on", round.slug)
    terms = Terms(draft, terms_now)
    told = [worded(clause, translations.get(clause.pk), draft.language, terms) for clause in clauses]
    for one, clause in zip(told, clauses, strict=True):
        one.change, one.corrections = changes.get(clause.pk), corrections.get(clause.key, [])
        one.address, one.say = to_clause(clause.key), to_form(clause.key)
    hear(told, ids)
    silence(told)
    return told


def hear(told: list[Shown], ids: list[int]) -> None:
    """What was said of each clause: how much by which group, and the first of it."""
    groups = {group.pk: group for group in StakeholderGroup.objects.all()}
    names = {pk: (f"g-{group.code}", group.words.text) for pk, group in groups.items() if f"g-{group.code}" in SIGNS}
    counts, comments = tallies(ids), beside(ids, groups, each=FIRST_COMMENTS)
    for one in told:
        said = counts.get(one.clause.pk, {})
        one.count = sum(said.values())
        one.tally = [(*names[pk], n) for pk, n in sorted(said.items(), key=lambda pair: -pair[1])]
        one.comments = comments.get(one.clause.pk, [])


def silence(told: Sequence[Shown]) -> None:
    """Below a section that is new all is new, and is not told again."""
    new = {one.clause.pk for one in told if one.change and one.change.before is None}
    for one in told:
        if one.clause.pk in new and (one.clause.parent_id in new or not one.clause.heading):
            one.change = None


def translations_of(draft: Draft, ids: Sequence[int]) -> dict[int, ClauseTranslation]:
    """In the reader's language, where that is not the draft's own."""
    language = get_language() or draft.language
    if language == draft.language:
        return {}
    rows = ClauseTranslation.objects.filter(clause__in=ids, language=language)
    return {row.clause_id: row for row in rows}


def headings_of(draft: Draft, clauses: Iterable[Clause]) -> dict[int, Words]:
    """Headings for the reader, of clauses of one draft; one query, or none in the draft's own language."""
    own = {clause.pk: clause for clause in clauses}
    spoken = {pk: Words(clause.heading, draft.language) for pk, clause in own.items()}
    for pk, row in translations_of(draft, list(own)).items():
        if row.heading:
            spoken[pk] = Words(row.heading, row.language)
    return spoken


def worded(clause: Clause, translation: ClauseTranslation | None, source: str, terms: Terms) -> Shown:
    """Its words in one language, the terms in them linked once a section."""
    language = translation.language if translation else source
    linked, moved = terms.link(clause, translation.body if translation else clause.body, language)
    return Shown(
        clause=clause,
        label=clause.label,
        heading=(translation.heading if translation and translation.heading else clause.heading),
        body=linked,
        language=language,
        translation=translation,
        is_outdated=bool(translation and translation.is_outdated(clause)),
        moved=moved,
    )


def changes_of(draft: Draft, ids: Sequence[int]) -> dict[int, Change]:
    """What is new or says something else than in the draft before; of what stayed nothing is told. One query."""
    if draft.previous_id is None:
        return {}
    rows: Any = ClauseLineage.objects.filter(after__in=ids).select_related("before", "after")
    befores: dict[int, list[Any]] = {}
    for row in rows.order_by("before__position", "pk"):
        befores.setdefault(row.after_id, []).append(row)
    found: dict[int, Change] = {}
    for pk, links in befores.items():
        row, before, after = links[0], links[0].before, links[0].after
        old = "\n".join(link.before.text for link in links if link.before is not None)
        has_words = before is not None and old != after.text
        line = redline(old, after.text) if has_words else None
        renamed = before.heading if before is not None and before.heading != after.heading else ""
        if before is None or has_words or renamed:
            found[pk] = Change(row.kind, row.get_kind_display(), before, line, renamed)
    return found


def gone_since(draft: Draft) -> list[Clause]:
    """What stood in the draft before and stands in this one no more; one query."""
    links = ClauseLineage.objects.filter(before__draft=draft.previous_id, after=None).select_related("before")
    return [link.before for link in links.order_by("before__position") if link.before is not None]


def languages_of(draft: Draft) -> list[dict[str, Any]]:
    """Which translations there are and how many clauses are by machine; one query."""
    rows = ClauseTranslation.objects.filter(clause__draft=draft).order_by()
    found: dict[str, dict[str, Any]] = {}
    for language, status, count in rows.values_list("language", "status").annotate(n=Count("pk")):
        entry = found.setdefault(language, {"code": language, "machine": 0})
        if status == "machine":
            entry["machine"] = count
    return [found[language] for language in sorted(found)]
