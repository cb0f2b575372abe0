"""Terms linked in a page of a draft: 40 clauses, 2,000 agreed terms; cold as after a start, then as after that."""

import statistics
import time
from collections.abc import Callable, Iterator

from django.db import transaction

from glossary import inflection, linking, state, tries
from glossary.linking import link_terms
from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry
from portal import clock
from portal.demo.scale import in_bulk, maker
from portal.demo.scale_words import Filler, vocabulary
from portal.members.models import StakeholderGroup

CLAUSES, TERMS, TIMES = 40, 2_000, 10
WARM, COLD = 15, 400  # milliseconds


def report() -> Iterator[str]:
    """A line cold, a line once the glossary has changed, a line warm; no term stays."""
    with transaction.atomic():
        names = make_terms()
        clauses = texts(names)
        links = sum(html.count('<a class="term"') for html in linked(clauses))
        assert links > CLAUSES
        size = sum(map(len, clauses))
        yield f"linking {CLAUSES} clauses, {TERMS} terms: {links} links in {size:,} characters"
        yield line("  cold, as after a start", [timed(clauses, forget) for _ in range(TIMES)], COLD)
        yield line("  after a change of the glossary", [timed(clauses, state.move_on) for _ in range(TIMES)], COLD)
        yield line("  warm", [timed(clauses, lambda: None) for _ in range(TIMES)], WARM)
        transaction.set_rollback(True)
    forget()


def make_terms() -> list[str]:
    """Names of two words, as uneven as those of a language; each concept is agreed."""
    words, by = vocabulary("en"), maker("maker")
    names = [f"{words[n % 97]} {words[100 + n]}" for n in range(TERMS)]
    concepts = in_bulk(Concept(code=f"BENCH-{n:05}") for n in range(TERMS))
    versions = in_bulk(ConceptVersion(concept=concept, number=1, author=by) for concept in concepts)
    entries = in_bulk(LanguageEntry(version=version, language="en", definition="what it means") for version in versions)
    in_bulk(Designation(entry=entry, text=name) for entry, name in zip(entries, names, strict=True))
    rows = ConceptVersion.objects.filter(pk__in=[version.pk for version in versions])
    rows.update(status="under_review", review_opened_at=clock.now())
    first = StakeholderGroup.objects.earliest("position")
    in_bulk(Agreement(version=version, group=first, value="agree") for version in versions)
    agreed = {"status": "agreed", "agreed_at": clock.now(), "agreed_by": by, "decision_number": "B-1"}
    rows.update(**agreed, content_sha256="0" * 64)
    state.move_on()
    return names


def texts(names: list[str]) -> list[str]:
    """Clauses of four paragraphs; every second one names a term."""
    filler = Filler(7)
    said = [f"<p>{filler.sentence(40, 'en')} {names[n * 11 % TERMS] if n % 2 else ''}.</p>" for n in range(CLAUSES * 4)]
    return ["".join(said[n : n + 4]) for n in range(0, len(said), 4)]


def linked(clauses: list[str]) -> list[str]:
    """As the reader does it, within one request."""
    state.remember()
    try:
        return [str(link_terms(html, language="en")) for html in clauses]
    finally:
        state.forget()


def forget() -> None:
    """What a process has read and stemmed so far."""
    tries.forget()
    for kept in (linking.read, inflection.key_of, inflection.number_free):
        kept.cache_clear()


def timed(clauses: list[str], before: Callable[[], object]) -> float:
    """Milliseconds of one page."""
    before()
    began = time.perf_counter()
    linked(clauses)
    return (time.perf_counter() - began) * 1000


def line(name: str, times: list[float], target: int) -> str:
    median = statistics.median(times)
    says = "holds" if median <= target else "MISSED"
    return f"{name:<38}{min(times):8.1f} {median:8.1f} {'':>8} {'':>5} {'':>8} {'':>7}  {says:<7} {target} ms"
