"""Comments on their way out: what a reader may see of a round, as the rows that every export format writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from consultations.cosigners import told_numbers, true_numbers
from consultations.formats.form_spreadsheet import write_spreadsheet
from consultations.formats.form_text import write_csv, write_json
from consultations.formats.form_word import write_word
from consultations.intakes import places_in
from consultations.matching import Places
from consultations.models import Attachment, Clause, Comment, Disposition, IntakeRow, Round, Submission
from consultations.said import tidy
from consultations.sheets import ExportedComment, FormHead, observation_of, observed
from consultations.titles import title_of
from consultations.told_sessions import session_of
from consultations.voice import Cell, small_cells, voice_of
from portal import clock
from portal.members.viewer import Viewer

AT_ONCE = 500
SESSION = ("submission__session_record__session__group", "submission__session_record__session__organisation")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class Chosen:
    """Which comments are wanted; everything may be left open."""

    group: str = ""
    clause: str = ""
    kind: str = ""
    disposition: str = ""
    words: str = ""

    def of(self, rows: QuerySet[Comment], *, published: bool) -> QuerySet[Comment]:
        """The comments that fit; an answer that the reader may not see yet chooses nothing."""
        if self.group:
            rows = rows.filter(submission__group__code=self.group)
        if self.clause:
            rows = rows.filter(Q(clause__number__iexact=self.clause) | Q(clause__key=self.clause))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.disposition:
            rows = rows.filter(pk__in=answers(published).filter(value=self.disposition).values("comment"))
        for word in tidy(self.words).split()[:8]:
            rows = rows.filter(Q(body__icontains=word) | Q(proposed_change__icontains=word))
        return rows


def answers(published: bool) -> QuerySet[Disposition]:
    """The answers a reader may see: everybody the published ones, the secretariat those that stand."""
    return Disposition.objects.published() if published else Disposition.objects.current()


def comments_of(round: Round, viewer: Viewer, chosen: Chosen, *, as_public: bool) -> QuerySet[Comment]:
    """What the viewer may see of a round, clause by clause, the document as a whole first."""
    rows = Comment.objects.visible_to(viewer).standing_there().filter(round=round)
    rows = chosen.of(rows.published() if as_public else rows, published=as_public)
    about = ("clause", "submission__group", "submission__sector", "submission__organisation", *SESSION)
    rows = rows.select_related(*about).defer("submission__content", "clause__body", "clause__text")
    return rows.order_by(F("clause__position").asc(nulls_first=True), "number")


def exported(round: Round, viewer: Viewer, chosen: Chosen, *, as_public: bool = False) -> Iterator[ExportedComment]:
    """The rows, a few hundred in memory at a time however many; ``as_public`` leaves out what only the desk sees."""
    as_public = as_public or not viewer.is_secretariat
    teller = Teller(round, is_public=as_public)
    rows = comments_of(round, viewer, chosen, as_public=as_public).iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        yield from teller.tell_all(some)


@dataclass(frozen=True)
class Answered:
    """What an export tells of an answer."""

    value: str
    reason: str
    about: str


class Teller:
    """Tells a comment to the public, or to the secretariat, which also sees what was withheld."""

    def __init__(self, round: Round, *, is_public: bool) -> None:
        self.round, self.is_public = round, is_public
        self.places: Places = places_in(round.draft_id)
        self.small: set[Cell] = small_cells(round) if is_public else set()

    def tell_all(self, comments: list[Comment]) -> Iterator[ExportedComment]:
        """Some comments with their answers and with what their file said: three queries, and nothing is kept."""
        keys = [comment.pk for comment in comments]
        told = ("comment", "value", "reason", "duplicate_of__number", "duplicate_of__round__number")
        rows = answers(self.is_public).filter(comment__in=keys).values_list(*told)
        given = {
            pk: Answered(value, reason, f"R{round}-{number:04d}" if number else "")
            for pk, value, reason, number, round in rows
        }
        files = IntakeRow.objects.filter(comment__in=keys).values_list("comment", "reference", "observation")
        written = {pk: (reference, observation) for pk, reference, observation in files}
        files = self.files(keys)
        cosigned = (told_numbers if self.is_public else true_numbers)(keys)
        for comment in comments:
            comment.round = self.round
            Submission.identity.related.set_cached_value(comment.submission, None)  # no export names a person
            row = self.tell(comment, given.get(comment.pk), *written.get(comment.pk, ("", "")))
            yield replace(row, cosigned=cosigned.get(comment.pk, 0), files=files.get(comment.pk, ""))

    def files(self, comments: list[int]) -> dict[int, str]:
        """What came with these comments, by name and fingerprint, as far as the reader may know of it."""
        rows = Attachment.objects.published() if self.is_public else Attachment.objects.all()
        found: dict[int, str] = {}
        for pk, name, sha256 in rows.kept().filter(comment__in=comments).values_list("comment", "name", "sha256"):
            found[pk] = "\n".join(filter(None, [found.get(pk), f"{name} {sha256}"]))
        return found

    def tell(self, comment: Comment, answer: Answered | None, reference: str, observation: str) -> ExportedComment:
        """One comment as a row; the number and the remarks of its file are its sender's own, so not for everybody."""
        submission = comment.submission
        organisation, sector = self.voice(submission)
        value, reason, printed = self.answer(answer, "" if self.is_public else observation)
        session = told_in(submission)
        mb = reference if not self.is_public or submission.is_named else ""
        return ExportedComment(
            ref=comment.ref,
            mb=mb
            or f"{organisation or submission.group.words.text} {comment.ref}" + (f" ({session})" if session else ""),
            organisation=organisation,
            group=submission.group.code,
            sector=sector,
            line=comment.line,
            clause=self.number(comment.clause),
            clause_key=comment.clause.key if comment.clause else "",
            element=comment.element,
            type=comment.kind,
            comment=comment.body,
            proposed_change=comment.proposed_change,
            justification=comment.justification,
            confidentiality="committee" if comment.committee_only else submission.confidentiality,
            status=submission.screening,
            disposition=value,
            reason=reason,
            quote=comment.quote,
            change_mode=comment.change_mode,
            language=comment.language,
            observations=printed,
            session=session,
        )

    def voice(self, submission: Submission) -> tuple[str, str]:
        """Organisation and code of the sector, as far as the reader may know them."""
        if not self.is_public:
            organisation = submission.organisation.name if submission.organisation else submission.organisation_name
            return organisation, submission.sector.code if submission.sector else ""
        voice = voice_of(submission, self.small)
        return voice.organisation, voice.sector.code if voice.sector else ""

    def number(self, clause: Clause | None) -> str:
        """What the form's third column says: the number where it leads back to the clause, else the key."""
        if clause is None:
            return ""
        found = self.places.called(clause.number) if clause.number else None
        return clause.number.rstrip(".") if found and found.pk == clause.pk else clause.key

    def answer(self, answer: Answered | None, observation: str) -> tuple[str, str, str]:
        """Value, reason, and both as printed: ours, else what stood in the sender's own column 8."""
        if answer is None:
            return (*observed(observation), observation)
        return answer.value, answer.reason, observation_of(answer.value, answer.reason, answer.about)


def told_in(submission: Submission) -> str:
    """The session in which it was said, in a few words; empty for any other."""
    session = session_of(submission)
    return session.in_short if session else ""


def head_of(round: Round) -> FormHead:
    """What stands above the form."""
    draft = round.draft
    document = f"{draft.standard.code} {draft.label}" if draft else ""
    return FormHead(round.local(clock.now()).date().isoformat(), document, str(title_of(round).text))


def written(round: Round, viewer: Viewer, form: str, chosen: Chosen, *, as_public: bool = False) -> Iterator[bytes]:
    """The bytes of the export, piece by piece."""
    rows = exported(round, viewer, chosen, as_public=as_public)
    writers: dict[str, Callable[[Iterable[ExportedComment]], Iterator[bytes]]] = {
        "docx": lambda comments: write_word(comments, head_of(round)),
        "xlsx": write_spreadsheet,
        "csv": write_csv,
        "json": write_json,
    }
    return writers[form](rows)


def file_name(round: Round, form: str) -> str:
    """What a downloaded file is called."""
    return f"comments-{round.slug}-{timezone.localdate(clock.now()).isoformat()}.{form}"
