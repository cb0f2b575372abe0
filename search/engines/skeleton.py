"""One SQL for both databases: hits, total and facets in one pass, with permission inside.

What a reader may not see is never in ``hit``, so no total, facet, snippet or suggestion can tell of it. A facet leaves
its own filter out, so that a second box of it can be ticked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.db import connection

from search.engines.inquiry import Found
from search.fields import FACETS, SEVERAL, SINGLE

# Thousands of hits differ in a few hundred ways only: total and facets count these, not the hits once more for each.
ALIKE = 'kind, language, status, year, "group", sector, body, country'
CELLS = f"cell AS MATERIALIZED (SELECT {ALIKE}, count(*) AS number FROM hit GROUP BY {ALIKE})"
BEST, NEWEST = "score DESC, id", "date DESC, score DESC, id"
HITS = "CAST(coalesce(sum(number), 0) AS bigint)"


@dataclass
class Match:
    """How one database matches and ranks."""

    source: str
    condition: str
    rank: str
    parameters: dict[str, Any] = field(default_factory=dict)


class Asked:
    """Collects SQL and its named parameters."""

    def __init__(
        self,
        engine: ModuleType,
        match: Match,
        filters: dict[str, list[str]],
        tokens: list[str] | None,
        order: str = BEST,
    ) -> None:
        self.engine, self.match, self.filters = engine, match, {k: v for k, v in filters.items() if v}
        self.order = order
        self.parameters = dict(match.parameters)
        self.audience = "" if tokens is None else f" AND e.audience IN ({self.several('audience', tokens)})"

    def several(self, name: str, values: list[Any]) -> str:
        """Placeholders for a list; each value travels as a parameter."""
        self.parameters |= {f"{name}_{number}": value for number, value in enumerate(values)}
        return ", ".join(f"%({name}_{number})s" for number in range(len(values)))

    def hits(self, language: str) -> str:
        """Every row that matches and that the reader may see; their own language comes a little sooner."""
        self.parameters |= {"reader": language}
        rank = f"({self.match.rank}) * (CASE WHEN e.language = %(reader)s THEN 1.3 ELSE 1.0 END)"
        return (
            'WITH hit AS MATERIALIZED (SELECT e.id, e.kind, e.language, e.status, e.year, e.groups AS "group", '
            f"e.sectors AS sector, e.of_body AS body, e.country, e.date, {rank} AS score FROM {self.match.source} "
            f"WHERE {self.match.condition} AND NOT e.deleted{self.audience}), {CELLS}"
        )

    def where(self, but: str = "") -> str:
        """The reader's filters, all but one."""
        conditions = ["1 = 1"]
        for name, values in self.filters.items():
            if name == but:
                continue
            marks = self.several(name, list(values))
            each = self.engine.EACH.format(field=f'"{name}"')
            several = f"EXISTS (SELECT 1 FROM {each} WHERE item.value IN ({marks}))"
            conditions.append(several if name in SEVERAL else f"CAST({name} AS text) IN ({marks})")
        return " AND ".join(conditions)

    def facet(self, name: str) -> str:
        """How many of each value there would be."""
        if name in SINGLE:
            return (
                f"SELECT '{name}', CAST({name} AS text), {HITS} FROM cell AS hit "
                f"WHERE {self.where(but=name)} GROUP BY CAST({name} AS text)"
            )
        each = self.engine.EACH.format(field=f'"{name}"')
        return (
            f"SELECT '{name}', CAST(item.value AS text), {HITS} FROM cell AS hit CROSS JOIN {each} "
            f"WHERE {self.where(but=name)} GROUP BY CAST(item.value AS text)"
        )

    def best(self, offset: int, size: int) -> str:
        """One page of hits, each with its place."""
        self.parameters |= {"size": size, "offset": offset}
        return (
            f"SELECT 'hit', CAST(id AS text), row_number() OVER (ORDER BY {self.order}) FROM (SELECT id, date, score "
            f"FROM hit WHERE {self.where()} ORDER BY {self.order} LIMIT %(size)s OFFSET %(offset)s) best"
        )


def ask(
    engine: ModuleType,
    match: Match | None,
    *,
    tokens: list[str] | None,
    filters: dict[str, list[str]],
    language: str,
    offset: int = 0,
    size: int = 20,
    facets: tuple[str, ...] = FACETS,
    is_by_date: bool = False,
) -> Found:
    """``tokens`` are the audience rules the reader satisfies; None is the secretariat, which sees all."""
    if match is None:
        return Found()
    asked = Asked(engine, match, filters, tokens, NEWEST if is_by_date else BEST)
    parts = [asked.best(offset, size), f"SELECT 'total', '', {HITS} FROM cell AS hit WHERE {asked.where()}"]
    parts += [asked.facet(name) for name in facets]
    sql = asked.hits(language) + " " + " UNION ALL ".join(parts)
    found = Found(facets={name: {} for name in facets})
    ranked = []
    with connection.cursor() as cursor:
        cursor.execute(sql, asked.parameters)
        for what, value, number in cursor.fetchall():
            if what == "hit":
                ranked.append((number, int(value)))
            elif what == "total":
                found.total = number
            elif value:
                found.facets[what][value] = number
    found.ids = [key for _place, key in sorted(ranked)]
    return found
