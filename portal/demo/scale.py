"""A made-up alliance of any size, for measuring. Rows are written in bulk, since an action for each would take hours.

What it makes is shaped like the real thing (agreed terms, a frozen draft, an announced round, sent submissions,
answers, decisions with sealed words) and means nothing.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from consultations.actions.drafts import import_draft
from consultations.actions.rounds import announce, create_round
from consultations.clauses import ClauseRow
from consultations.models import Comment, Disposition, Draft, Identity, Round, Standard, Submission
from glossary import state
from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry
from governance.models import Body, Decision
from portal import clock
from portal.demo.scale_decisions import make_decisions
from portal.demo.scale_words import Filler
from portal.members.models import Sector, StakeholderGroup, User
from search.actions import rebuild
from search.models import SearchEntry

DOMAIN = "made up"
STANDARD = "SCALE"
BATCH = 1000
LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    terms: int = 200
    clauses: int = 400
    comments: int = 1000
    submissions: int = 200
    answered: int = 50  # percent of the comments
    decisions: int = 20
    entries: int = 0  # more search entries than the rows above give
    seed: int = 1


def holds_something_else() -> bool:
    """Whether anybody's work stands in this database: made-up rows must never stand among it."""
    return (
        Concept.objects.exclude(domain=DOMAIN).exists()
        or Standard.objects.exclude(code__startswith=STANDARD).exists()
        or Body.objects.exclude(slug__startswith="scale").exists()
    )


@transaction.atomic
def load(size: Size) -> dict[str, int]:
    """One more made-up alliance beside those that are there; says how many rows it made."""
    filler, by = Filler(size.seed), maker("maker")
    make_terms(count=size.terms, filler=filler, by=by)
    if size.clauses:
        round = make_round(clauses=size.clauses, filler=filler, by=by)
        submissions = make_submissions(round=round, count=size.submissions, filler=filler)
        comments = make_comments(round=round, submissions=submissions, count=size.comments, filler=filler)
        answered = comments[: len(comments) * size.answered // 100]
        make_answers(comments=answered, filler=filler, by=by, agreed_by=maker("checker"))
    make_decisions(count=size.decisions, filler=filler, by=by)
    make_entries(count=size.entries, filler=filler)
    rebuild(keep={"scale"})
    return counts()


def counts() -> dict[str, int]:
    """What there is, by kind."""
    kinds: dict[str, Any] = {"terms": Concept, "comments": Comment, "submissions": Submission, "decisions": Decision}
    found = {name: model.objects.count() for name, model in kinds.items()}
    found["clauses"] = sum(draft.clauses.count() for draft in Draft.objects.all())
    return found | {"answered": Disposition.objects.count(), "entries": SearchEntry.objects.count()}


def maker(name: str) -> User:
    """Who is said to have done it: one proposes, another agrees."""
    known = {"display_name": f"Scale {name}"}
    user, made = User.objects.get_or_create(email=f"{name}@scale.example.org", defaults=known)
    if made:
        user.join_secretariat()
    return user


def in_bulk(rows: Iterable[Any]) -> list[Any]:
    """Written and handed back with their keys."""
    every = list(rows)
    return type(every[0])._default_manager.bulk_create(every, batch_size=BATCH) if every else []


# -- glossary ------------------------------------------------------------------------------------------------------


def make_terms(*, count: int, filler: Filler, by: User) -> None:
    """Agreed terms in three languages. An agreed version takes no more words, so it is agreed at the end."""
    first = Concept.objects.count() + 1
    concepts = in_bulk(Concept(code=f"RS-{first + n:05}", domain=DOMAIN) for n in range(count))
    versions = in_bulk(ConceptVersion(concept=concept, number=1, author=by) for concept in concepts)
    pairs = [(version, language) for version in versions for language in LANGUAGES]
    entries = in_bulk(
        LanguageEntry(
            version=version,
            language=language,
            definition=filler.sentence(25, language),
            translation_state="agreed",
        )
        for version, language in pairs
    )
    in_bulk(
        Designation(
            entry=entry, text=f"{filler.name(2, entry.language)} {n}", matching="never" if n > 300 else "normal"
        )
        for n, entry in enumerate(entries)
    )
    agreed = {"status": "agreed", "agreed_at": clock.now(), "agreed_by": by, "decision_number": "SCALE-1"}
    keys = [version.pk for version in versions]
    first = StakeholderGroup.objects.first()
    for start in range(0, len(keys), BATCH):
        rows = ConceptVersion.objects.filter(pk__in=keys[start : start + BATCH])
        rows.update(status="under_review", review_opened_at=clock.now())
        in_bulk(Agreement(version=version, group=first, value="agree") for version in versions[start : start + BATCH])
        rows.update(**agreed, content_sha256=hashlib.sha256(DOMAIN.encode()).hexdigest())
    state.move_on()


# -- consultations -------------------------------------------------------------------------------------------------


def make_round(*, clauses: int, filler: Filler, by: User) -> Round:
    """A draft of so many clauses under an open round, by the real actions: they take a constant number of steps."""
    number = Draft.objects.filter(standard__code=STANDARD).count() + 1
    rows = [
        ClauseRow(key=f"c{n}", number=f"{n // 20 + 1}.{n % 20 + 1}", heading=filler.name(3), body=paragraph(filler))
        for n in range(clauses)
    ]
    name = "Made-up standard"
    draft = import_draft(by=by, standard=STANDARD, label=f"D{number}", rows=rows, title=name, standard_title=name)
    now = clock.now()
    round = create_round(
        by=by,
        slug=f"scale-{number}",
        title=f"Made-up round {number}",
        lede=filler.sentence(),
        purpose=filler.sentence(),
        opens_at=now - timedelta(days=30),
        closes_at=now + timedelta(days=60),
        draft=draft,
        profile="light",
        waiver="Made up for measuring.",
        contact_email="scale@example.org",
        synopsis_due_on=(now + timedelta(days=90)).date(),
    )
    with clock.set_to(now - timedelta(days=31)):  # announced before it opens, as its guards ask
        announce(by=by, round=round)
    return round


def paragraph(filler: Filler) -> str:
    return f"<p>{filler.sentence(40)}</p>"


def make_submissions(*, round: Round, count: int, filler: Filler) -> list[Submission]:
    """Sent and published, each with the row that says who."""
    groups, sectors = list(StakeholderGroup.objects.all()), list(Sector.objects.all())
    submissions = in_bulk(
        Submission(
            round=round,
            number=n + 1,
            idempotency_key=uuid.uuid5(uuid.NAMESPACE_OID, f"scale {round.pk} {n}"),
            receipt_sha256=hashlib.sha256(f"{round.pk} {n}".encode()).hexdigest(),
            pin_sha256=hashlib.sha256(b"0").hexdigest(),
            content="{}",
            content_sha256=hashlib.sha256(b"{}").hexdigest(),
            group=groups[n % len(groups)],
            sector=sectors[n % len(sectors)],
            language=("en", "en", "fr", "es")[n % 4],
            confidentiality="name" if n % 2 else "withheld",
            consent="1",
            screening="published",
        )
        for n in range(count)
    )
    in_bulk(Identity(submission=sent, name=f"{filler.words(2).title()}") for sent in submissions)
    return submissions


def make_comments(*, round: Round, submissions: list[Submission], count: int, filler: Filler) -> list[Comment]:
    """Spread over the clauses, more on the first ones, as it is in life."""
    clauses = list(round.draft.clauses.order_by("position")) if round.draft else []
    if not submissions:
        return []
    spread = [submissions[n % len(submissions)] for n in range(count)]
    return in_bulk(
        Comment(
            submission=sent,
            round=round,
            number=n + 1,
            clause=clauses[min(int(filler.random.expovariate(5) * len(clauses)), len(clauses) - 1)],
            kind=("ge", "te", "ed")[n % 3],
            language=sent.language,
            body=filler.sentence(40, sent.language),
            proposed_change=filler.sentence(12, sent.language),
        )
        for n, sent in enumerate(spread)
    )


def make_answers(*, comments: list[Comment], filler: Filler, by: User, agreed_by: User) -> None:
    """Proposed by one, agreed by another, published."""
    now, values = clock.now(), ("accepted", "partly", "noted", "not_accepted")
    in_bulk(
        Disposition(
            comment=comment,
            value=values[n % len(values)],
            reason=filler.sentence(),
            proposed_by=by,
            agreed_at=now,
            agreed_by=agreed_by,
            published_at=now,
        )
        for n, comment in enumerate(comments)
    )


# -- search --------------------------------------------------------------------------------------------------------


def make_entries(*, count: int, filler: Filler) -> None:
    """Entries without a row behind them, to see how search grows."""
    first = (SearchEntry.objects.filter(model="scale").aggregate(last=Max(F("object_id")))["last"] or 0) + 1
    now = clock.now()
    for start in range(0, count, BATCH):
        in_bulk(
            SearchEntry(
                key=f"scale:{n}",
                model="scale",
                object_id=n,
                kind=("clause", "comment", "term", "decision")[n % 4],
                language=(language := LANGUAGES[n % 3]),
                date=now.date(),
                year=now.year,
                url=f"/consultations/scale/{n}/",
                title=filler.name(5, language),
                body=filler.sentence(60, language),
                checksum="scale",
            )
            for n in range(first + start, first + min(start + BATCH, count))
        )
