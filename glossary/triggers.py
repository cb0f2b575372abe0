"""What no path may do to a version that people were asked about, raw SQL included."""

from dataclasses import replace

from glossary.steps import STEPS
from portal.triggers import Trigger, frozen, unless

VERSION = "glossary.ConceptVersion"
HELD = "'agreed', 'superseded', 'withdrawn'"
ASKED = f"'under_review', 'rejected', {HELD}"  # everything but a proposal: its words stand still
OUTCOME = ("state", "outcome", "outcome_language", "settled_at", "settled_by", "version", "instead")
ANSWER = ("answer", "answer_language", "answered_at", "answered_by")
WORK = ("state", "failure", "published_at", "sha256")  # while the files of a release are written
SCREENING = ("state", "screened_at", "screened_by", "screening_reason")


ABOUT_TRANSLATION = ("translation_state", "is_current", "sha256", "source_words", "reviewed_at", "reviewed_by")
NEW_EDITION = (  # a translation of words that stand still, by a version that is asked about or in force
    "NEW.edition > 0 AND NEW.sha256 = '' AND EXISTS (SELECT 1 FROM glossary_conceptversion v WHERE v.id = "
    "NEW.version_id AND v.status IN ('under_review', 'agreed') AND v.source_language <> NEW.language)"
)
OF_NEW_EDITION = (
    "EXISTS (SELECT 1 FROM glossary_languageentry e WHERE e.id = NEW.entry_id AND e.edition > 0 AND e.sha256 = '')"
)


def status_of(version: str) -> str:
    """SQL for the status of the version whose id stands in ``version``."""
    return f"(SELECT v.status FROM glossary_conceptversion v WHERE v.id = {version})"  # noqa: S608


def status_by_entry(entry: str) -> str:
    """The same, one level further down."""
    joined = "glossary_conceptversion v JOIN glossary_languageentry e ON e.version_id = v.id"
    return f"(SELECT v.status FROM {joined} WHERE e.id = {entry})"  # noqa: S608


def held(model, *, column: str, status, editable: tuple[str, ...] = (), beside: str = "false") -> list[Trigger]:
    """Words that people were asked about: none changed, none taken away, none moved in from elsewhere, none added.

    But for what stands ``beside`` them and is no part of what was agreed.
    """
    before, after = (f"{status(f'{side}.{column}')} IN ({ASKED})" for side in ("OLD", "NEW"))
    message = f"{model._meta.label} is frozen"
    rows = frozen(model, when=before, editable=editable)
    moved_in = f"({after} AND OLD.{column} IS DISTINCT FROM NEW.{column})"
    return [
        *(replace(row, when=f"({row.when}) OR {moved_in}") if row.event == "UPDATE" else row for row in rows),
        Trigger(model._meta.db_table, "INSERT", f"{after} AND NOT ({beside})", message),
    ]


def languages() -> list[Trigger]:
    """What a version says in each language, and what stands beside it."""
    from glossary.models import Designation, LanguageEntry

    return [
        *held(LanguageEntry, column="version_id", status=status_of, editable=ABOUT_TRANSLATION, beside=NEW_EDITION),
        sealed_once(LanguageEntry._meta.db_table),
        *held(Designation, column="entry_id", status=status_by_entry, beside=OF_NEW_EDITION),
        *full_forms(Designation._meta.db_table),
    ]


def sealed_once(table: str) -> Trigger:
    """An edition takes its names before it is sealed, and nothing afterwards."""
    return Trigger(table, "UPDATE", "OLD.sha256 <> '' AND NEW.sha256 <> OLD.sha256", "It is sealed already", "sealed")


def full_forms(table: str) -> list[Trigger]:
    """A short form and the full one are names of one entry: the same version, the same language."""
    strange = f"SELECT 1 FROM {table} d WHERE d.id = NEW.short_for_id AND d.entry_id = NEW.entry_id"  # noqa: S608
    mine = f"SELECT 1 FROM {table} d WHERE d.short_for_id = NEW.id"  # noqa: S608
    when = f"NEW.short_for_id IS NOT NULL AND NOT EXISTS ({strange})"
    left = f"OLD.entry_id <> NEW.entry_id AND EXISTS ({mine})"
    message = "The full form is a name of another entry"
    return [
        Trigger(table, "INSERT", when, message, "full"),
        Trigger(table, "UPDATE", f"({when}) OR ({left})", message, "full"),
    ]


def versions() -> list[Trigger]:
    """Content for ever; the status only takes the steps of the table, each with what it needs."""
    from glossary.models import ConceptVersion

    rows = frozen(ConceptVersion, when=f"OLD.status IN ({HELD})", editable=("status", "closed_at", "review_on"))
    return [*rows, *beginnings(ConceptVersion._meta.db_table), *steps(ConceptVersion._meta.db_table)]


def beginnings(table: str) -> list[Trigger]:
    """Whatever writes it, a version begins as a proposal, and a later one says why."""
    return [
        Trigger(table, "INSERT", "NEW.status <> 'proposed'", "A version begins as a proposal", "proposed"),
        Trigger(table, "INSERT", "NEW.number > 1 AND trim(NEW.reason) = ''", "A change has a reason", "reason"),
    ]


def steps(table: str) -> list[Trigger]:
    """From state to state."""
    moved = "NEW.status <> OLD.status"
    known = " OR ".join(f"(OLD.status = '{step.before}' AND NEW.status = '{step.after}')" for step in STEPS)
    fixed = ("concept_id", "number", "change_class", "reason", "source_language", "author_id", "created_at")
    altered = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in fixed)
    names = "SELECT 1 FROM glossary_designation d WHERE d.entry_id = e.id AND d.status = 'preferred'"
    entries = "SELECT 1 FROM glossary_languageentry e WHERE e.version_id = NEW.id AND"
    source = f"{entries} e.language = NEW.source_language AND trim(e.definition) <> '' AND EXISTS ({names})"
    said = "SELECT 1 FROM glossary_agreement a WHERE a.version_id = NEW.id AND a.value <> 'absent'"
    incomplete = f"(NOT EXISTS ({source}) OR EXISTS ({entries} NOT EXISTS ({names})))"
    looked_at = f"{moved} AND NEW.status = 'under_review' AND {incomplete}"
    return [
        Trigger(table, "UPDATE", f"{moved} AND NOT ({known})", "A version does not take this step", "step"),
        Trigger(table, "UPDATE", f"OLD.status <> 'proposed' AND ({altered})", f"{VERSION} is frozen", "asked"),
        Trigger(table, "UPDATE", looked_at, "Its source is not complete, or a language has no preferred name", "words"),
        Trigger(
            table,
            "UPDATE",
            f"{moved} AND NEW.status = 'rejected' AND trim(NEW.closing_reason) = ''",
            "A rejection has a reason",
            "rejected",
        ),
        Trigger(
            table,
            "UPDATE",
            f"{moved} AND NEW.status = 'agreed' AND NOT EXISTS ({said})",
            "Nobody has taken a position on this version",
            "agreed",
        ),
    ]


def replacements(table: str) -> list[Trigger]:
    """Who follows them arrives at a term in use, so none is a circle."""
    gone = f"SELECT 1 FROM {table} c WHERE c.id = NEW.replaced_by_id AND c.withdrawn_at IS NOT NULL"  # noqa: S608
    renamed = "NEW.replaced_by_id IS DISTINCT FROM OLD.replaced_by_id"
    back = "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at"
    return [
        Trigger(table, "UPDATE", f"{renamed} AND EXISTS ({gone})", "The term in its place is withdrawn", "replaced"),
        Trigger(table, "UPDATE", back, "A term that was withdrawn stays so", "withdrawn"),
    ]


def every() -> list[Trigger]:
    """All of this room."""
    from glossary.models import (
        Agreement,
        Concept,
        Mapping,
        Reconfirmation,
        Relation,
        Sounding,
        VersionComment,
    )

    open_fields = ("domain", "withdrawn_at", "withdrawn_by", "withdrawal_reason", "replaced_by")
    return [
        *frozen(Concept, editable=open_fields),  # a code is for ever, and so is its concept
        *replacements(Concept._meta.db_table),
        *versions(),
        *languages(),
        *held(Relation, column="version_id", status=status_of),
        *held(Mapping, column="version_id", status=status_of),
        *said_under_review(Agreement),
        *said_under_review(Sounding),
        *frozen(Reconfirmation),
        *releases(),
        *proposals(),
        *answered_once(VersionComment, settled="answered_at", open_fields=ANSWER, always=SCREENING),
    ]


def proposals() -> list[Trigger]:
    """As they were sent and answered, but for words that are being taken out, in this transaction."""
    from glossary.models import ProposalRedaction, TermProposal
    from glossary.models.proposals import SAID

    table, redaction = TermProposal._meta.db_table, ProposalRedaction._meta.db_table
    taking = f"EXISTS (SELECT 1 FROM {redaction} x WHERE x.proposal_id = OLD.id AND x.closed_at IS NULL)"  # noqa: S608
    state = f"(SELECT p.state FROM {table} p WHERE p.id = NEW.proposal_id)"  # noqa: S608
    columns = [TermProposal._meta.get_field(name).column for name in OUTCOME if name != "outcome"]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    changed += f" OR (OLD.outcome IS DISTINCT FROM NEW.outcome AND NOT {taking})"
    message = f"{TermProposal._meta.label} is frozen"
    return [
        *unless(TermProposal, taking, words=SAID, editable=OUTCOME),
        Trigger(table, "UPDATE", f"OLD.settled_at IS NOT NULL AND ({changed})", message, "answered"),
        *frozen(ProposalRedaction, when="OLD.closed_at IS NOT NULL"),
        Trigger(redaction, "INSERT", f"{state} <> 'declined'", "Words are taken out of what was declined"),
    ]


def answered_once(model, *, settled: str, open_fields: tuple[str, ...], always: tuple[str, ...] = ()) -> list[Trigger]:
    """What somebody said stays as it was sent; what became of it is written once."""
    table, message = model._meta.db_table, f"{model._meta.label} is frozen"
    columns = [model._meta.get_field(name).column for name in open_fields]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    twice = f"OLD.{settled} IS NOT NULL AND ({changed})"
    return [*frozen(model, editable=(*open_fields, *always)), Trigger(table, "UPDATE", twice, message, "answered")]


def releases() -> list[Trigger]:
    """What a release is, what is in it, and its files."""
    from glossary.models import Release, ReleaseFile, ReleaseTerm

    return [*released(Release), *of_a_release(ReleaseTerm), *of_a_release(ReleaseFile)]


def released(model) -> list[Trigger]:
    """What a release was made of stands from the beginning; once its files are there, all of it."""
    fields = [field for field in model._meta.local_concrete_fields if field.name in WORK]
    changed = " OR ".join(f"OLD.{field.column} IS DISTINCT FROM NEW.{field.column}" for field in fields)
    done = f"OLD.published_at IS NOT NULL AND ({changed})"
    late = Trigger(model._meta.db_table, "UPDATE", done, f"{model._meta.label} is frozen", "published")
    return [*frozen(model, editable=WORK), late]


def of_a_release(model) -> list[Trigger]:
    """None changed or taken away, and none added to one that people have downloaded."""
    is_out = "(SELECT r.published_at FROM glossary_release r WHERE r.id = NEW.release_id) IS NOT NULL"
    return [*frozen(model), Trigger(model._meta.db_table, "INSERT", is_out, f"{model._meta.label} is frozen")]


def said_under_review(model) -> list[Trigger]:
    """Said of words that stood still, and for ever."""
    late = f"{status_of('NEW.version_id')} <> 'under_review'"
    return [*frozen(model), Trigger(model._meta.db_table, "INSERT", late, f"{model._meta.label} is frozen")]
