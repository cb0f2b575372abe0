"""Triggers that refuse to change frozen rows: one declaration, two dialects.

An AppConfig declares its own in ``triggers()``; PortalConfig drops them before a migration and makes them again after
it, since SQLite's AlterField drops them in silence.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models

PREFIX = "frozen_"
CATALOGUE = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 7) = 'frozen_'",
    "postgresql": "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND substr(t.tgname, 1, 7) = 'frozen_'",
}


@dataclass(frozen=True)
class Trigger:
    """One refusal: the table, the event, the condition, and what the writer is told."""

    table: str
    event: str  # INSERT, UPDATE, DELETE or TRUNCATE (PostgreSQL; row triggers do not see it)
    when: str  # SQL over OLD and NEW that both databases read; it may look into other tables
    message: str
    part: str = ""  # tells two refusals of one event apart, each with words of its own

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.event.lower()}{self.part and '_'}{self.part}"

    def source(self, vendor: str) -> str:
        """What the catalogue keeps of it."""
        message = self.message.replace("'", "''")
        if vendor == "sqlite":
            return (
                f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW '
                f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return (
            f"BEGIN IF {self.when} THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
            f"MESSAGE = '{message}'; END IF; RETURN {'OLD' if self.event == 'DELETE' else 'NEW'}; END"
        )

    def create(self, vendor: str) -> str:
        if vendor == "sqlite":
            return self.source(vendor)
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $${self.source(vendor)}$$; '
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH {each} '
            f'EXECUTE FUNCTION "{self.name}"()'
        )


def frozen(model: type[models.Model], *, when: str = "true", editable: tuple[str, ...] = ()) -> list[Trigger]:
    """Once ``when`` holds for the old row: no delete, and no change of any field but ``editable``."""
    table, message = model._meta.db_table, f"{model._meta.label} is frozen"
    columns = [field.column for field in model._meta.local_concrete_fields if field.name not in editable]
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    return [
        Trigger(table, "UPDATE", f"({when}) AND ({changed})", message),
        Trigger(table, "DELETE", when, message),
        Trigger(table, "TRUNCATE", "true", message),
    ]


def unless(
    model: type[models.Model],
    excuse: str,
    *,
    words: tuple[str, ...],
    editable: tuple[str, ...] = (),
    when: str = "true",
) -> list[Trigger]:
    """Frozen, but for its words while the excuse holds: the old ones are kept elsewhere, or are being taken out."""
    others = tuple(f.name for f in model._meta.local_concrete_fields if f.name not in words)
    always, *rest = frozen(model, when=when, editable=(*editable, *words))
    while_excused = frozen(model, when=when, editable=others)[0]
    refused = f"({always.when}) OR (NOT ({excuse}) AND ({while_excused.when}))"
    return [Trigger(always.table, always.event, refused, always.message), *rest]


def one_page_a_language(page: type[models.Model]) -> Trigger:
    """A record has one page in a language: a copy would be a second set of words for the same facts."""
    table = page._meta.db_table
    twin = (  # the table's name comes from our own model
        f"EXISTS (SELECT 1 FROM {table} d JOIN wagtailcore_page p ON p.id = d.page_ptr_id "  # noqa: S608
        "JOIN wagtailcore_page n ON n.id = NEW.page_ptr_id "
        "WHERE d.record_id = NEW.record_id AND p.locale_id = n.locale_id AND d.page_ptr_id <> NEW.page_ptr_id)"
    )
    return Trigger(table, "INSERT", twin, "This record has its page in this language")


def declared(vendor: str) -> list[Trigger]:
    every = [trigger for config in apps.get_app_configs() for trigger in getattr(config, "triggers", list)()]
    return [trigger for trigger in every if vendor == "postgresql" or trigger.event != "TRUNCATE"]


def in_catalogue(using: str = "default") -> set[tuple[str, str, str]]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor])
        return set(cursor.fetchall())


def missing(using: str = "default") -> set[tuple[str, str, str]]:
    """What a crashed migrate, a restore or a hand took away or changed; asked by a test and by /readyz."""
    vendor = connections[using].vendor
    return {(t.name, t.table, t.source(vendor)) for t in declared(vendor)} ^ in_catalogue(using)


def drop_all(*, using: str = "default", plan: Any = True, **kwargs: Any) -> None:
    if not plan:  # pre_migrate with nothing to do
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, _table, _source in in_catalogue(using):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE')  # its trigger goes with it


def create_all(*, using: str = "default", **kwargs: Any) -> None:
    connection = connections[using]
    drop_all(using=using)
    tables = set(connection.introspection.table_names())  # part of them only while migrating backwards
    with connection.cursor() as cursor:
        for trigger in declared(connection.vendor):
            if trigger.table in tables:
                cursor.execute(trigger.create(connection.vendor))
