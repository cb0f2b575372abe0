"""What can be said against the words of a term before people do: graded, shown beside the field, never in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from glossary.inflection import key_of
from glossary.words import Entry

ERROR, WARNING, HINT = "error", "warning", "hint"
LEVELS = {
    ERROR: pgettext_lazy("a remark on a term", "to be mended"),
    WARNING: pgettext_lazy("a remark on a term", "to be looked at"),
    HINT: pgettext_lazy("a remark on a term", "a matter of style"),
}
WORD = re.compile(r"\w+")
SENTENCES = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\betc)[.!?]\s+(?=[A-ZÀ-ÖØ-Þ¿¡])")
SEE = re.compile(r"(?i)^(see( also)?|voir( aussi)?|véase|ver)\s+\S[^.;]{0,80}\.?$")
ARTICLE = {"en": r"(a|an|the)\s", "fr": r"(le|la|les|un|une|des)\s|l['’]", "es": r"(el|la|los|las|un|una|unos|unas)\s"}
COPULA = {
    "en": r"(is|are|was|refers? to|means?|denotes?|describes?)\b",
    "fr": r"(est|sont|désigne(nt)?|signifie(nt)?|se réfère(nt)? à)\b",
    "es": r"(es|son|se refieren? a|significan?|designan?)\b",
}
REQUIREMENT = {
    "en": r"\b(shall|must|should|is required to|are required to)\b",
    "fr": r"\b(doit|doivent|devra|devront|devrait|devraient)\b",
    "es": r"\b(debe|deben|deberá|deberán|debería|deberían)\b",
}
TWO = {
    "en": r"\b(as well as|and also|and/or|and the (resulting|substantive)?\s*(outcomes?|results?|products?))\b",
    "fr": r"\b(ainsi que|et aussi|et/ou|et (le|la|les) résultats?)\b",
    "es": r"\b(así como|y también|y/o|y (el|los) resultados?)\b",
}
GARBLED = re.compile(r"Ã[\x80-\xbf©¨ª±³¡­º]|â€[\x80-\xbf™œ“”¦]|\ufffd")


@dataclass(frozen=True)
class Remark:
    """One thing, how much it weighs, and in which field of which language."""

    level: str
    field: str
    language: str
    text: str

    @property
    def weight(self) -> object:
        """In words."""
        return LEVELS[self.level]


def keys_in(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, number and gender aside."""
    return tuple(key_of(word.casefold(), language) for word in WORD.findall(text))


def stands_in(name: Sequence[str], text: Sequence[str]) -> bool:
    """The words of a name side by side."""
    return bool(name) and any(
        text[place : place + len(name)] == tuple(name) for place in range(len(text) - len(name) + 1)
    )


def matches(patterns: Mapping[str, str], text: str, language: str, *, start: bool = False) -> bool:
    """A pattern of the language, if it has one."""
    pattern = patterns.get(language.partition("-")[0])
    if pattern is None:
        return False
    look = re.match if start else re.search
    return look(pattern, text, re.IGNORECASE) is not None


def remarks_on(entry: Entry) -> list[Remark]:
    """What the words of one language show by themselves."""
    return [Remark(level, field, entry.language, text) for level, field, text in found_in(entry)]


def found_in(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Level, field and words of each remark."""
    definition, language = entry.definition.strip(), entry.language
    if GARBLED.search(" ".join([definition, *(name.text for name in entry.names)])):
        yield WARNING, "definition", _("Some letters look as if they had been saved in the wrong encoding.")
    if any(name.status == "deprecated" for name in entry.names) and not entry.preferred:
        yield WARNING, "names", _("A name is to be avoided, but none is preferred in its place.")
    if not definition:
        return
    if SEE.match(definition):
        yield ERROR, "definition", _("It only points at another term. Say what this one means.")
        return
    words = keys_in(definition, language)
    for name in entry.names:
        if name.status in ("preferred", "admitted") and stands_in(keys_in(name.text, language), words):
            message = _("It explains “%(name)s” by its own name.")
            yield WARNING, "definition", message % {"name": name.text}
            break
    yield from forms_of(definition, entry.preferred, language)


def forms_of(definition: str, name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """What can be seen from how a definition is built."""
    if SENTENCES.search(definition):
        yield WARNING, "definition", _("It has several sentences. One says what it is; put the others into notes.")
    bare = re.sub(ARTICLE.get(language.partition("-")[0], r"(?!)"), "", definition, count=1, flags=re.IGNORECASE)
    rest = bare[len(name) :].lstrip(" ,") if name and bare.casefold().startswith(name.casefold()) else definition
    if matches(COPULA, rest, language, start=True):
        yield (
            WARNING,
            "definition",
            _("It begins like a sentence (“… is a …”), and could not stand in place of the term."),
        )
    if matches(REQUIREMENT, definition, language):
        yield WARNING, "definition", _("It requires something. A definition says what a thing is; clauses require.")
    if matches(TWO, definition, language):
        yield WARNING, "definition", _("It seems to define two things at once. Each may need a term of its own.")
    if matches(ARTICLE, definition, language, start=True):
        yield HINT, "definition", _("It begins with an article.")
    if definition.endswith(".") and not SENTENCES.search(definition):
        yield HINT, "definition", _("It ends with a full stop.")


class Explained:
    """Which terms each definition of one language leans on: who leans on himself through others, explains nothing."""

    def __init__(self, names: Iterable[tuple[int, str]], definitions: Mapping[int, str], language: str) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for concept, name in names:
            keys = keys_in(name, language)
            if keys:
                self.by_first.setdefault(keys[0], []).append((keys, concept))
        self.words = {concept: keys_in(text, language) for concept, text in definitions.items()}
        self.leans: dict[int, set[int]] = {}

    def leans_on(self, concept: int) -> set[int]:
        """Other concepts whose names stand in the definition."""
        known = self.leans.get(concept)
        if known is None:
            words = self.words.get(concept, ())
            known = {
                other
                for place, word in enumerate(words)
                for keys, other in self.by_first.get(word, ())
                if other != concept and words[place : place + len(keys)] == keys
            }
            self.leans[concept] = known
        return known

    def circle(self, start: int) -> list[int]:
        """The shortest way from a definition back to the term it defines; empty where there is none."""
        ways: dict[int, list[int]] = {start: [start]}
        ahead = [start]
        for here in ahead:
            if len(ways[here]) > 4:
                continue
            for other in sorted(self.leans_on(here)):
                if other == start:
                    return [*ways[here], start]
                if other not in ways:
                    ways[other] = [*ways[here], other]
                    ahead.append(other)
        return []


CIRCULAR = gettext_lazy("It explains itself in a circle: %(way)s.")
