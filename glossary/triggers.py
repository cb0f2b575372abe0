"""What no path may do to an agreed version, raw SQL included."""

from dataclasses import replace

from portal.triggers import Trigger, frozen

HELD = "'agreed', 'superseded', 'withdrawn'"


def status_of(version: str) -> str:
    """SQL for the status of the version whose id stands in ``version``."""
    return f"(SELECT v.status FROM glossary_conceptversion v WHERE v.id = {version})"  # noqa: S608


def status_by_entry(entry: str) -> str:
    """The same, one level further down."""
    joined = "glossary_conceptversion v JOIN glossary_languageentry e ON e.version_id = v.id"
    return f"(SELECT v.status FROM {joined} WHERE e.id = {entry})"  # noqa: S608


def held(model, *, column: str, status, editable: tuple[str, ...] = ()) -> list[Trigger]:
    """Rows of an agreed version: none changed, none taken away, none added, none moved in from elsewhere."""
    before, after = (f"{status(f'{side}.{column}')} IN ({HELD})" for side in ("OLD", "NEW"))
    message = f"{model._meta.label} is frozen"
    rows = frozen(model, when=before, editable=editable)
    moved_in = f"({after} AND OLD.{column} IS DISTINCT FROM NEW.{column})"
    return [
        *(replace(row, when=f"({row.when}) OR {moved_in}") if row.event == "UPDATE" else row for row in rows),
        Trigger(model._meta.db_table, "INSERT", after, message),
    ]


def versions() -> list[Trigger]:
    """Content for ever; the status only moves on: agreed, then superseded or withdrawn."""
    from glossary.models import ConceptVersion

    back = f"(OLD.status IN ({HELD}) AND NEW.status NOT IN ({HELD}))"
    again = "(OLD.status IN ('superseded', 'withdrawn') AND NEW.status <> OLD.status)"
    rows = frozen(ConceptVersion, when=f"OLD.status IN ({HELD})", editable=("status", "closed_at", "review_on"))
    return [replace(row, when=f"({row.when}) OR {back} OR {again}") if row.event == "UPDATE" else row for row in rows]


def every() -> list[Trigger]:
    """All of this room."""
    from glossary.models import Agreement, Concept, Designation, LanguageEntry, Mapping, Relation

    open_fields = ("domain", "withdrawn_at", "withdrawn_by", "withdrawal_reason", "replaced_by")
    return [
        *frozen(Concept, editable=open_fields),  # a code is for ever, and so is its concept
        *versions(),
        *held(LanguageEntry, column="version_id", status=status_of, editable=("translation_state",)),
        *held(Designation, column="entry_id", status=status_by_entry),
        *held(Relation, column="version_id", status=status_of),
        *held(Mapping, column="version_id", status=status_of),
        *frozen(Agreement),
        Trigger(
            Agreement._meta.db_table,
            "INSERT",
            f"{status_of('NEW.version_id')} IN ({HELD})",
            "glossary.Agreement is frozen",
        ),
    ]
