"""tsvector: every row by the rules of its own language, so that a stem of one is no stem of another."""

from __future__ import annotations

from search.engines.skeleton import Match
from search.query import Part, Query
from search.structures import CONFIGURATIONS
from search.words import base, completions, words

NAME = "postgresql"
EACH = "jsonb_array_elements_text(hit.{field}) AS item(value)"
LANGUAGE = "split_part(e.language, '-', 1)"


class Asked:
    """The SQL of one query in one language; every word travels as a parameter."""

    def __init__(self, query: Query, code: str, parameters: dict[str, str]) -> None:
        self.code, self.language, self.parameters = code, base(code), parameters
        wanted = [self.part(part) for part in query.wanted]
        self.sql = "(" + " && ".join([*wanted, *(f"!! {self.part(part)}" for part in query.unwanted)]) + ")"

    def tsquery(self, code: str, text: str) -> str:
        """Text holds words and our own signs only; they are stemmed by the rules of the language."""
        name = f"asked_{len(self.parameters)}"
        self.parameters[name] = text
        return f"to_tsquery('public.portal_{code}', %({name})s)"

    def part(self, part: Part) -> str:
        """In every way that counts as finding it."""
        ways = [self.beginning(part) if part.is_prefix else self.tsquery(self.code, joined(part))]
        if whole := [phrase(words(synonym.text)) for synonym in part.synonyms]:
            ways.append(self.tsquery(self.code, " | ".join(f"({way})" for way in whole if way)))
        ways += map(self.part, part.others)
        return "(" + " || ".join(ways) + ")"

    def beginning(self, part: Part) -> str:
        """As it is written: a stem begins many words more. Whole words where their stem is shorter."""
        *before, last = part.words
        begins = self.tsquery("simple", f"{last}:*")
        if before:
            begins = f"({self.tsquery(self.code, phrase(tuple(before)))} <-> {begins})"
        whole = [phrase((*before, word)) for word in completions(last, self.language)]
        return begins + (f" || {self.tsquery(self.code, ' | '.join(f'({way})' for way in whole))}" if whole else "")


def phrase(found: tuple[str, ...]) -> str:
    """One after the other."""
    return " <-> ".join(found)


def joined(part: Part) -> str:
    """Exact words, or words that may stand apart."""
    return phrase(part.words) if part.is_phrase else " & ".join(part.words)


def match(query: Query) -> Match | None:
    """Constants, not a joined query: the planner then combines the index once a language."""
    if not query.wanted:
        return None
    parameters: dict[str, str] = {}
    ask = {code: Asked(query, code, parameters).sql for code in [*CONFIGURATIONS, "simple"]}
    known = ", ".join(f"'{code}'" for code in CONFIGURATIONS)
    ways = [f"({LANGUAGE} = '{code}' AND e.tsv @@ {ask[code]})" for code in CONFIGURATIONS]
    ways.append(f"({LANGUAGE} NOT IN ({known}) AND e.tsv @@ {ask['simple']})")
    cases = " ".join(f"WHEN '{code}' THEN {ask[code]}" for code in CONFIGURATIONS)
    return Match(
        source="search_searchentry e",
        condition="(" + " OR ".join(ways) + ")",
        rank=f"ts_rank('{{0.1, 0.2, 0.5, 1.0}}', e.tsv, CASE {LANGUAGE} {cases} ELSE {ask['simple']} END)",
        parameters=dict(parameters),
    )


def title_match(query: Query) -> Match | None:
    """The same in titles and other names only: their words carry the weights A and B."""
    found = match(query)
    if found:
        found.condition = (
            found.condition.replace("e.tsv @@", "ts_filter(e.tsv, '{a,b}') @@") + f" AND {found.condition}"
        )
    return found
