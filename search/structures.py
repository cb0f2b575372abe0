"""What each database needs beside the table: FTS5 with its triggers, or text search configurations and a GIN index.

SQLite's AlterField makes the table anew and drops its triggers in silence, so they are made again after every
migration. On PostgreSQL every name carries its schema, else a dump would not restore.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLE = "search_searchentry"
CONFIGURATIONS = {"en": "english", "fr": "french", "es": "spanish"}
WORDS = ("title", "keywords", "body", "language")
COLUMNS = ", ".join(WORDS)
REMOVE = (
    f"INSERT INTO search_fts(search_fts, rowid, {COLUMNS}) "
    f"VALUES ('delete', old.id, {', '.join(f'old.{name}' for name in WORDS)});"
)
ADD = f"INSERT INTO search_fts(rowid, {COLUMNS}) VALUES (new.id, {', '.join(f'new.{name}' for name in WORDS)});"

FTS_TABLE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5({COLUMNS}, content='{TABLE}', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3 4')"
)
FTS_WEIGHTS = "INSERT INTO search_fts(search_fts, rank) VALUES ('rank', 'bm25(8.0, 4.0, 1.0, 0.0)')"
FTS_TRIGGERS = {
    "search_fts_insert": f"CREATE TRIGGER search_fts_insert AFTER INSERT ON {TABLE} BEGIN {ADD} END",
    "search_fts_delete": f"CREATE TRIGGER search_fts_delete AFTER DELETE ON {TABLE} BEGIN {REMOVE} END",
    "search_fts_update": (
        f"CREATE TRIGGER search_fts_update AFTER UPDATE OF {COLUMNS} ON {TABLE} BEGIN {REMOVE} {ADD} END"
    ),
}
# The parser of PostgreSQL reads "RS-0042" as a word and a negative number, "a/b" as a path, "3.4" as a version: what
# joins words becomes a space first, so that both databases and the query see the same words.
JOINERS = "-–—‑/_.@:''’&+#~<>=%"
SPACES = " " * (len(JOINERS) - 1)
TOKENS = ("asciiword", "word", "numword", "asciihword", "hword", "hword_asciipart", "hword_part")
# The end of a title and the beginning of the text are no exact words: a sign that nobody can look for stands between.
GAP = " || $$'|':1$$::tsvector || "


def configurations() -> list[str]:
    """Stemming by language behind ``unaccent``; ``portal_simple`` for every other language.

    No word is too common to be kept: else "-not" would rule nothing out, and no exact words hold a "the".
    """
    sql = ["CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public"]
    for code, name in {**CONFIGURATIONS, "simple": "simple"}.items():
        stem = "pg_catalog.simple" if name == "simple" else f"public.portal_{code}_stem"
        if name != "simple":
            sql.append(f"CREATE TEXT SEARCH DICTIONARY {stem} (TEMPLATE = pg_catalog.snowball, Language = {name})")
        sql += [
            f"CREATE TEXT SEARCH CONFIGURATION public.portal_{code} (COPY = pg_catalog.{name})",
            f"ALTER TEXT SEARCH CONFIGURATION public.portal_{code} "
            f"ALTER MAPPING FOR {', '.join(TOKENS)} WITH public.unaccent, {stem}",
        ]
    return sql


def vector(configuration: str) -> str:
    """The weighted words of a row: title, then other names, then text."""

    def weighted(column: str, mark: str) -> str:
        parted = f"translate({column}, '{JOINERS}', '{SPACES}')"
        return f"setweight(to_tsvector('public.portal_{configuration}', {parted}), '{mark}')"

    return GAP.join([weighted("title", "A"), weighted("keywords", "B"), weighted("body", "D")])


def generated_column() -> str:
    """Kept by the database itself, whichever way a row is written."""
    cases = " ".join(f"WHEN '{code}' THEN {vector(code)}" for code in CONFIGURATIONS)
    return (
        f"ALTER TABLE public.{TABLE} ADD COLUMN tsv tsvector GENERATED ALWAYS AS "
        f"(CASE split_part(language, '-', 1) {cases} ELSE {vector('simple')} END) STORED"
    )


def renewal(vendor: str) -> list[str]:
    """The words of every row indexed anew, where they are kept otherwise than they were."""
    return [] if vendor == "sqlite" else [*undo(vendor), *statements(vendor)]


def statements(vendor: str) -> list[str]:
    """All that the migration makes."""
    if vendor == "sqlite":
        return [FTS_TABLE, FTS_WEIGHTS, *FTS_TRIGGERS.values()]
    return [*configurations(), generated_column(), f"CREATE INDEX search_tsv ON public.{TABLE} USING gin (tsv)"]


def undo(vendor: str) -> list[str]:
    """All that migrating back removes."""
    if vendor == "sqlite":
        return [*(f"DROP TRIGGER IF EXISTS {name}" for name in FTS_TRIGGERS), "DROP TABLE IF EXISTS search_fts"]
    names = [*CONFIGURATIONS, "simple"]
    column = f"ALTER TABLE public.{TABLE} DROP COLUMN IF EXISTS tsv"
    return [
        column,
        *(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS public.portal_{name}" for name in names),
        *(f"DROP TEXT SEARCH DICTIONARY IF EXISTS public.portal_{name}_stem" for name in CONFIGURATIONS),
    ]


def missing(using: str = "default") -> set[str]:
    """What a crashed migrate, a restore or a hand took away; asked by a test and by /readyz."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search_fts_%' AND type = 'trigger'")
            return {name for name, _sql in set(FTS_TRIGGERS.items()) ^ set(cursor.fetchall())}
        cursor.execute("SELECT to_regclass('public.search_tsv')")
        return set() if cursor.fetchone()[0] else {"search_tsv"}


def restore(*, using: str = "default", **kwargs: Any) -> None:
    """After a migration: triggers that were dropped come back, and the words written without them are indexed."""
    connection = connections[using]
    if connection.vendor != "sqlite" or "search_fts" not in connection.introspection.table_names():
        return
    if not missing(using):
        return
    with connection.cursor() as cursor:
        for name, sql in FTS_TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(sql)
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
