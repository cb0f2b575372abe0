"""Proposals of members: which terms are there already, and what the words become at the desk."""

from __future__ import annotations

from dataclasses import replace

from glossary.content import words_of
from glossary.inflection import fold
from glossary.models import ConceptVersion, TermProposal
from glossary.names import Heading, names_in
from glossary.words import Entry, Name, is_address

MOST = 8


def alike(name: str, language: str) -> list[Heading]:
    """Terms whose name holds the words, or whose words are held in the name; the nearest first."""
    asked = fold(name).strip()
    words = set(asked.split())
    if len(asked) < 2:
        return []
    found: list[tuple[int, str, Heading]] = []
    for heading in names_in(language).headings:
        known = fold(heading.words.text)
        shared = len(words & set(known.split()))
        if known == asked:
            found.append((0, known, heading))
        elif asked in known or known in asked:
            found.append((1, known, heading))
        elif shared and shared * 2 >= len(words):
            found.append((3 - min(shared, 2), known, heading))
    return [heading for _rank, _known, heading in sorted(found, key=lambda one: one[:2])[:MOST]]


def words_asked_for(proposal: TermProposal, before: ConceptVersion | None) -> list[Entry]:
    """A new term in one language; of a term that is there all languages, with the one that was asked for changed."""
    url = proposal.source_url if is_address(proposal.source_url) else ""
    sources = [
        {"citation": proposal.source or ("" if url else proposal.source_url), "url": url, "relation": "modified"}
    ]
    cited = sources if proposal.source or proposal.source_url else []
    asked = Entry(proposal.language, proposal.definition, sources=cited, names=(Name(proposal.name),))
    if before is None:
        return [asked]
    entries = {entry.language: entry for entry in words_of(before)}
    old = entries.get(proposal.language)
    if old is not None:
        others = [name for name in old.names if name.text != proposal.name]
        kept = [replace(name, status="admitted") if name.status == "preferred" else name for name in others]
        same = [name for name in old.names if name.text == proposal.name]
        first = replace(same[0], status="preferred") if same else Name(proposal.name)
        state = old.translation_state if old.translation_state == "source" else "draft"
        asked = replace(
            old,
            definition=proposal.definition,
            names=(first, *kept),
            sources=[*old.sources, *cited],
            translation_state=state,
        )
    return list((entries | {proposal.language: asked}).values())
