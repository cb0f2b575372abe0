"""Frozen rows refuse every path the database knows, raw SQL included."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from governance.models import Option, Position, Seat
from portal import clock, triggers
from portal.apps import KEPT
from portal.models import SealedWords
from portal.triggers import frozen
from tests.factories import group
from tests.portal import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(secretary) -> dict[str, tuple[models.Model, str]]:
    """One frozen row of three kinds, each with a field that would be worth forging."""
    page = records.published(records.decision(number="SC-2026-014", by=secretary), by=secretary)
    seat = Seat.objects.create(body=records.body(), group=group(), starts_on=clock.today())
    position = Position.objects.create(
        decision=records.decision(number="SC-2026-015", by=secretary),
        seat=seat,
        group=seat.group,
        value="support",
        taken_by=secretary,
    )
    return {
        "sealed words": (SealedWords.objects.get(page=page), "body"),
        "position": (position, "comment"),
        "decision": (page.record, "number"),
    }


def quoted(row: models.Model) -> str:
    return connection.ops.quote_name(row._meta.db_table)


def execute(sql: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def save(row: models.Model, field: str) -> None:
    setattr(row, field, "forged")
    row.save()


def bulk_update(row: models.Model, field: str) -> None:
    setattr(row, field, "forged")
    type(row)._base_manager.bulk_update([row], [field])


def upsert(row: models.Model, field: str) -> None:
    setattr(row, field, "forged")
    unique = ["id"]
    type(row)._base_manager.bulk_create([row], update_conflicts=True, unique_fields=unique, update_fields=[field])


def replace(row: models.Model, field: str) -> None:
    """SQLite's INSERT OR REPLACE deletes in silence unless recursive triggers are on."""
    if connection.vendor != "sqlite":
        raise IntegrityError("only SQLite knows it")
    columns = ", ".join(f'"{f.column}"' for f in row._meta.concrete_fields)
    execute(f"INSERT OR REPLACE INTO {quoted(row)} ({columns}) SELECT {columns} FROM {quoted(row)} WHERE id = {row.pk}")


def truncate(row: models.Model, field: str) -> None:
    """Row triggers do not see it; only PostgreSQL knows it. Rows of the same transaction are checked first."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows TRUNCATE")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"TRUNCATE {quoted(row)} CASCADE")


PATHS: dict[str, Callable[[models.Model, str], Any]] = {
    "save": save,
    "update": lambda row, field: type(row)._base_manager.filter(pk=row.pk).update(**{field: "forged"}),
    "bulk_update": bulk_update,
    "upsert": upsert,
    "raw update": lambda row, field: execute(f"UPDATE {quoted(row)} SET {field} = 'forged' WHERE id = %s", [row.pk]),
    "raw delete": lambda row, field: execute(f"DELETE FROM {quoted(row)} WHERE id = %s", [row.pk]),
    "_raw_delete": lambda row, field: type(row)._base_manager.filter(pk=row.pk)._raw_delete("default"),
    "insert or replace": replace,
    "truncate": truncate,
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["sealed words", "position", "decision"])
def test_a_frozen_row_refuses(rows, kind: str, path: str):
    row, field = rows[kind]
    before = type(row)._base_manager.filter(pk=row.pk).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PATHS[path](row, field)
    assert type(row)._base_manager.filter(pk=row.pk).values().get() == before


def test_what_is_named_editable_moves_on(rows):
    decision, _field = rows["decision"]
    decision.state = "superseded"
    decision.save()
    decision.refresh_from_db()
    assert decision.state == "superseded"


def test_what_is_not_frozen_yet_may_change(secretary):
    decision = records.decision(number="SC-2026-020", by=secretary)
    Option.objects.create(decision=decision, titles={"en": "No action"}, is_baseline=True)
    decision.number = "SC-2026-021"
    decision.save()
    decision.options.all().delete()
    assert not Option.objects.filter(decision=decision).exists()


def test_a_second_page_in_the_same_language_is_refused(rows, secretary):
    decision, _field = rows["decision"]
    with pytest.raises(IntegrityError), transaction.atomic():
        records.page_of(decision, slug="twin")


def test_every_declared_trigger_is_in_the_catalogue_and_nothing_else():
    assert triggers.missing() == set()


def test_names_are_unique_and_short_enough_for_both_databases():
    for vendor in ("sqlite", "postgresql"):
        names = [trigger.name for trigger in triggers.declared(vendor)]
        assert len(names) == len(set(names))
        assert max(map(len, names)) <= 63


def test_every_frozen_model_says_what_may_still_change():
    for config in apps.get_app_configs():
        for trigger in getattr(config, "triggers", list)():
            assert trigger.message
            assert trigger.event in ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


def test_a_migration_with_nothing_to_do_leaves_them():
    call_command("migrate", verbosity=0)
    assert triggers.missing() == set()


def test_what_a_hand_took_away_is_missed():
    name = f"{triggers.PREFIX}portal_sealedwords_delete"
    execute(f'DROP TRIGGER "{name}"' + (" ON portal_sealedwords" if connection.vendor == "postgresql" else ""))
    assert name in {found[0] for found in triggers.missing()}


def test_the_kept_columns_of_a_page_exist():
    columns = {field.column for field in apps.get_model("wagtailcore", "Page")._meta.concrete_fields}
    assert set(KEPT) <= columns


def test_frozen_covers_every_column():
    update = next(t for t in frozen(SealedWords) if t.event == "UPDATE")
    assert all(f'"{field.column}"' in update.when for field in SealedWords._meta.concrete_fields)
    assert json.dumps(update.when)
