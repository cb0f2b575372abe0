"""Where terms are used: read from the index, in the transaction in which a text or the glossary changes.

A text that is fixed (a draft people are asked about, a published decision) uses the version that was in force on that
day; a page follows what is agreed. Which texts a changed term touches is looked for by its own names; those texts are
then read anew with all names, since a longer name may now stand where a shorter one was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from consultations.models import Draft, Question, Round
from glossary.asking import EVERY, Asked
from glossary.matching import find, plant
from glossary.models import ConceptVersion
from glossary.models.concepts import place_of
from glossary.tries import names_of, trie_for
from governance.models import Decision, TradeOff
from search.models import SearchEntry, TermUse

KINDS = ("clause", "page", "decision", "trade-off", "consultation")
LOOKED_FOR = Asked(scope=EVERY)
BATCH = 200
FIXED: dict[str, tuple[Any, str]] = {
    "consultations.draft": (Draft, "frozen_at"),
    "consultations.round": (Round, "announced_at"),
    "governance.decision": (Decision, "published_at"),
    "governance.tradeoff": (TradeOff, "published_at"),
}
Passage = tuple[SearchEntry, Question | None, str]


def note(entries: Iterable[SearchEntry]) -> None:
    """Writes down anew which terms these texts use; a handful of queries, however many texts."""
    wanted = [entry for entry in entries if entry.kind in KINDS]
    if not wanted:
        return
    TermUse.objects.filter(entry__in=[entry.pk for entry in wanted]).delete()
    fixed = instants(wanted)
    found = [(*passage[:2], words_in(passage[2], passage[0].language)) for passage in passages(wanted)]
    versions = Versions({concept for _entry, _question, words in found for concept in words})
    rows = []
    for entry, question, words in found:
        instant = fixed.get((entry.model, entry.object_id))
        for concept, said in words.items():
            thing = f"question:{question.pk}" if question else entry.key.rpartition(":")[0]
            use = TermUse(entry=entry, question=question, concept_id=concept, words=said[:240], thing=thing)
            use.version_id, use.fixed_at = versions.at(concept, instant), instant
            rows.append(use)
    TermUse.objects.bulk_create(rows, batch_size=500)


def follow(concepts: Iterable[int]) -> None:
    """After a change of these terms: every text that uses one of them, or did."""
    wanted = list(concepts)
    touched = set(TermUse.objects.filter(concept__in=wanted).values_list("entry", flat=True))
    texts = SearchEntry.objects.standing().filter(kind__in=KINDS)
    for language in texts.order_by().values_list("language", flat=True).distinct():
        root = plant(names_of(wanted, language), language)
        rows = texts.filter(language=language).exclude(pk__in=touched).values_list("pk", "title", "body")
        for pk, title, body in rows.iterator(chunk_size=500) if root.below else ():
            if next(find(f"{body}.\n{title}", root, language, LOOKED_FOR.allows), None):
                touched.add(pk)
    note_all(sorted(touched))


def rebuild() -> None:
    """Everything anew."""
    note_all(list(SearchEntry.objects.standing().filter(kind__in=KINDS).values_list("pk", flat=True)))


def note_all(pks: Sequence[int]) -> None:
    """A batch at a time."""
    for start in range(0, len(pks), BATCH):
        note(SearchEntry.objects.standing().filter(pk__in=pks[start : start + BATCH]))


def words_in(text: str, language: str) -> dict[int, str]:
    """Concept → the first form in which it stands there."""
    told: dict[int, str] = {}
    for hit in find(text, trie_for(language, LOOKED_FOR), language, LOOKED_FOR.allows):
        told.setdefault(hit.name.concept, text[hit.start : hit.end])
    return told


def passages(entries: Sequence[SearchEntry]) -> Iterator[Passage]:
    """The texts of the entries; a round's questions each by itself."""
    asked = questions_of({entry.object_id for entry in entries if entry.kind == "consultation"})
    for entry in entries:
        text = f"{entry.body}.\n{entry.title}"
        for question, said in asked.get((entry.object_id, entry.language), ()) if entry.kind == "consultation" else ():
            text = text.replace(said.strip(), "", 1)
            yield entry, question, said
        yield entry, None, text


def questions_of(rounds: set[int]) -> dict[tuple[int, str], list[tuple[Question, str]]]:
    """By round and language; no query where there is no round."""
    told: dict[tuple[int, str], list[tuple[Question, str]]] = defaultdict(list)
    rows = Question.objects.filter(round__in=rounds).prefetch_related("translations") if rounds else ()
    for question in rows:
        told[question.round_id, question.language].append((question, question.text))
        for translation in question.translations.all():
            told[question.round_id, translation.language].append((question, translation.text))
    return told


def instants(entries: Sequence[SearchEntry]) -> dict[tuple[str, int], datetime]:
    """When each source was fixed; one query a kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids[entry.model].add(entry.object_id)
    return {
        (label, pk): instant
        for label, (model, name) in FIXED.items()
        if ids[label]
        for pk, instant in model.objects.filter(pk__in=ids[label]).values_list("pk", name)
        if instant is not None
    }


class Versions:
    """The versions of some concepts: which was in force when, and which one stands; one query."""

    def __init__(self, concepts: set[int]) -> None:
        self.agreed: dict[int, list[tuple[datetime, datetime | None, int]]] = defaultdict(list)
        best: dict[int, tuple[tuple[int, bool, int], int]] = {}
        rows = ConceptVersion.objects.filter(concept__in=concepts).exclude(status="rejected").order_by("number")
        names = ("concept", "pk", "number", "status", "agreed_at", "concept__withdrawn_at")
        for concept, pk, number, status, agreed_at, withdrawn_at in rows.values_list(*names) if concepts else ():
            rank = (place_of(status, agreed_at, number), pk)
            best[concept] = min(best.get(concept, rank), rank)
            if agreed_at is not None:
                self.agreed[concept].append((agreed_at, withdrawn_at, pk))
        self.standing = {concept: rank[1] for concept, rank in best.items()}

    def at(self, concept: int, instant: datetime | None) -> int | None:
        """The version a text fixed at that instant uses; None where nothing was agreed then."""
        if instant is None:
            return self.standing.get(concept)
        held = [
            pk for since, until, pk in self.agreed[concept] if since <= instant and not (until and until <= instant)
        ]
        return held[-1] if held else None
