"""Found words in their sentence: everything is escaped first, then marked; the same on every engine."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query import Part, Query
from search.words import WORD, fold, stem, words

AROUND = 14  # words before and after
LONGEST = 20_000  # letters of a text that are looked at
START, END = "<mark>", "</mark>"


class Marker:
    """Knows which words of a text in one language were asked for."""

    def __init__(self, query: Query, language: str) -> None:
        self.language = language
        self.whole_words: set[str] = set()
        self.stems: set[str] = set()
        self.prefixes: tuple[str, ...] = ()
        self.phrases: list[tuple[str, ...]] = []
        for part in query.wanted:
            for way in part.ways:
                self.learn(way)
        self.beginnings = {word[:2] for word in [*self.whole_words, *self.stems]}

    def learn(self, part: Part) -> None:
        """A single word is known by its stem; several are marked together only, unless they were asked for apart."""
        sequences = [words(synonym.text) for synonym in part.synonyms]
        if part.is_prefix:
            self.prefixes += (part.words[-1],)
        if part.is_phrase:
            sequences.append(part.words)
        elif not part.is_prefix:
            sequences += [(word,) for word in part.words]
        for sequence in sequences:
            if len(sequence) == 1:
                self.whole_words.add(sequence[0])
                self.stems.add(stem(sequence[0], self.language))
            elif sequence:
                self.phrases.append(tuple(stem(word, self.language) for word in sequence))

    def is_asked(self, word: str) -> bool:
        """One word by itself."""
        if word in self.whole_words or (self.prefixes and word.startswith(self.prefixes)):
            return True
        return word[:2] in self.beginnings and stem(word, self.language) in self.stems

    def spans(self, text: str) -> tuple[list[tuple[int, int]], list[int]]:
        """Where every word stands, and which of them are to be marked."""
        places, folded = [], []
        for found in WORD.finditer(text):
            places.append(found.span())
            folded.append(fold(found.group()))
        marked = {number for number, word in enumerate(folded) if self.is_asked(word)}
        for phrase in self.phrases:
            for start, word in enumerate(folded):
                run = folded[start : start + len(phrase)]
                if word[:1] == phrase[0][:1] and tuple(stem(w, self.language) for w in run) == phrase:
                    marked |= set(range(start, start + len(phrase)))
        return places, sorted(marked)

    def whole(self, text: str) -> SafeString:
        """The whole text, marked."""
        places, marked = self.spans(text)
        return self.draw(text, places, marked, 0, len(text))

    def snippet(self, text: str) -> SafeString:
        """The passage around the place where most of the words stand together."""
        text = text[:LONGEST]
        places, marked = self.spans(text)
        if not places:
            return mark_safe("")
        centre = max(marked, key=lambda m: (sum(m <= other < m + AROUND for other in marked), -m), default=AROUND)
        first, last = max(0, centre - AROUND), min(len(places) - 1, centre + 2 * AROUND)
        start = 0 if first == 0 else places[first][0]
        end = len(text) if last == len(places) - 1 else places[last][1]
        inside = [number for number in marked if first <= number <= last]
        passage = self.draw(text, places, inside, start, end)
        return mark_safe(("… " if start else "") + passage + (" …" if end < len(text) else ""))

    def draw(self, text: str, places: list, marked: list[int], start: int, end: int) -> SafeString:
        """Neighbouring words share one mark."""
        out, at, number = [], start, 0
        while number < len(marked):
            last = number
            while last + 1 < len(marked) and marked[last + 1] == marked[last] + 1:
                last += 1
            left, right = places[marked[number]][0], places[marked[last]][1]
            out += [escape(text[at:left]), START, escape(text[left:right]), END]
            at, number = right, last + 1
        out.append(escape(text[at:end]))
        return mark_safe("".join(out))
