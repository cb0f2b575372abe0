"""Rounds, responses and comments for the tests of voices: rows for what stands, actions for what is said."""

from datetime import timedelta

from consultations.actions.changing import begin_change
from consultations.actions.responses import Receipt, add_comment, begin_response, keep, submit, take_out
from consultations.models import Clause, Draft, Question, Round, Standard, Submission, UnsentResponse
from portal import clock
from tests.factories import UserFactory


def make_round(slug: str = "small-mines", *, opens: int = -10, closes: int = 20, clauses: int = 3, **facts) -> Round:
    """An announced round on a small draft; ``opens`` and ``closes`` in days from now."""
    by = UserFactory(is_staff=True)
    standard, _made = Standard.objects.get_or_create(code="SM", defaults={"titles": {"en": "Small mines"}})
    draft = Draft.objects.create(standard=standard, label=f"draft-{slug}"[:40], titles={"en": "Small mines"})
    for number in range(1, clauses + 1):
        text = f"A buyer shall visit the site {number} times a year."
        Clause.objects.create(
            draft=draft,
            key=f"c-{number}",
            number=f"4.{number}",
            position=number,
            heading=f"Visits {number}",
            body=f"<p>{text}</p>",
            text=text,
            text_sha256=f"{number:064d}",
        )
    now = clock.now()
    facts = {"announced_at": now + timedelta(days=opens - 1), "announced_by": by, **facts}
    return Round.objects.create(
        slug=slug,
        draft=draft,
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
        created_by=by,
        **facts,
    )


def clause_of(round: Round, number: int = 1) -> Clause:
    return round.draft.clauses.get(key=f"c-{number}")


def ask(round: Round, text: str = "What would a visit change?", *, groups=(), sectors=(), **facts) -> Question:
    """A question, put before the round is announced, as the trigger wants it."""
    question = Question.objects.create(round=round, text=text, position=round.questions.count() + 1, **facts)
    question.target_groups.set(groups)
    question.target_sectors.set(sectors)
    return question


def begun(round: Round, *, by=None, group: str = "asm", **words) -> UnsentResponse:
    """A response with a group and nothing else."""
    response = begin_response(round=round, by=by, language="en")
    keep(response=response, words={"group": group, **words})
    return response


def sent(round: Round, *bodies: str, by=None, group: str = "asm", clause: Clause | None = None, **how) -> Receipt:
    """A response that has been sent, with a comment for each body."""
    words = {name: how.pop(name) for name in ("sector", "country", "language", "answers") if name in how}
    response, place = begun(round, by=by, group=group, **words), how.pop("place", {})
    for body in bodies or ("Twenty-four months is one rainy season too few.",):
        add_comment(response=response, clause=clause, kind="ge", body=body, **place)
    if by is None:
        how = {"name": "Beatriz Choque", "email": "beatriz@example.org", **how}
    return submit(response=response, by=by, **how)


def changed(receipt: Receipt, body: str) -> Receipt:
    """The same response, changed by its sender: one comment in the place of all."""
    response = begin_change(**held(receipt))
    for comment in response.words["comments"]:
        take_out(response=response, comment=comment["id"])
    add_comment(response=response, clause=None, body=body)
    return submit(response=response, name="Beatriz Choque", email="beatriz@example.org")


def seen(submission: Submission) -> dict:
    """What the desk's page of a response says when it is opened now: its revision, and how far it was looked at."""
    now = Submission.objects.get(pk=submission.pk)
    return {"revision": now.revision, "was": now.screening}


def close(round: Round) -> Round:
    """The round, closed a minute ago."""
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    round.refresh_from_db()
    return round


def held(receipt: Receipt) -> dict:
    """What whoever holds the receipt shows, with the row as it is now."""
    submission = Submission.objects.get(pk=receipt.submission.pk)
    return {"submission": submission, "code": receipt.code, "pin": receipt.pin}
