"""tsvector: every row by the rules of its own language, so that a stop word of one is still a word of another."""

from __future__ import annotations

from search.engines.skeleton import Match
from search.query import Query, to_tsquery
from search.structures import CONFIGURATIONS

NAME = "postgresql"
EACH = "jsonb_array_elements_text(hit.{field}) AS item(value)"
LANGUAGE = "split_part(e.language, '-', 1)"


def match(query: Query) -> Match | None:
    """Constants, not a joined query: the planner then combines the index once a language."""
    asked = {code: to_tsquery(query, code) for code in [*CONFIGURATIONS, "simple"]}
    if asked["simple"] is None:
        return None
    ask = {code: f"to_tsquery('public.portal_{code}', %(asked_{code})s)" for code in asked}
    known = ", ".join(f"'{code}'" for code in CONFIGURATIONS)
    ways = [f"({LANGUAGE} = '{code}' AND e.tsv @@ {ask[code]})" for code in CONFIGURATIONS]
    ways.append(f"({LANGUAGE} NOT IN ({known}) AND e.tsv @@ {ask['simple']})")
    cases = " ".join(f"WHEN '{code}' THEN {ask[code]}" for code in CONFIGURATIONS)
    return Match(
        source="search_searchentry e",
        condition="(" + " OR ".join(ways) + ")",
        rank=f"ts_rank('{{0.1, 0.2, 0.5, 1.0}}', e.tsv, CASE {LANGUAGE} {cases} ELSE {ask['simple']} END)",
        parameters={f"asked_{code}": text for code, text in asked.items()},
    )


def title_match(query: Query) -> Match | None:
    """The same in titles and other names only: their words carry the weights A and B."""
    found = match(query)
    if found:
        found.condition = (
            found.condition.replace("e.tsv @@", "ts_filter(e.tsv, '{a,b}') @@") + f" AND {found.condition}"
        )
    return found
