"""Words for the made-up alliance, as unevenly spread as those of a language: a few everywhere, most hardly ever."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

MANY = 3000  # words in a language
MIDDLE = 150  # rank of a word that about one text in thirty has; the first of ``FIELD`` stands in every fifth

SMALL = {  # what no text does without, most frequent first
    "en": "the of and to in a that is for be as are with by on or it not an this from which at have has was will must",
    "fr": "de la le et les des en un une du que est pour dans qui par sur au ne plus se sont ou avec ce il aux doit",
    "es": "de la que el en y los se del las un por con no una para es al lo como más o este sus ha son sobre debe",
}
FIELD = {  # what this alliance speaks of
    "en": "mine site water ore trader buyer worker union community river dust tunnel audit risk record payment "
    "cooperative smelter refinery supplier contract origin child safety grievance remedy land forest elder season",
    "fr": "mine site eau minerai négociant acheteur travailleur syndicat communauté rivière poussière galerie audit "
    "risque registre paiement coopérative fonderie raffinerie fournisseur contrat origine enfant sécurité plainte",
    "es": "mina sitio agua mineral comerciante comprador trabajador sindicato comunidad río polvo túnel auditoría "
    "riesgo registro pago cooperativa fundición refinería proveedor contrato origen niñez seguridad queja reparación",
}


class Sounds(NamedTuple):
    """What syllables and endings of a language are made of."""

    onsets: str
    vowels: str
    ends: str


SOUNDS = {
    "en": Sounds("b br c ch d dr f gr h l m n p pr r s sh st t th tr w", "a e i o u ea ou", "er ing ement iness y ed"),
    "fr": Sounds("b bl c ch d f g gr j l m n p pl r s t tr v", "a e é i o u ou ai", "age ation eur ement ette ir"),
    "es": Sounds("b br c ch d f g gr j l ll m n p pl r s t tr v", "a e i o u ie ue", "ado ación amiento ura illa ar"),
}


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """The words of a language, most frequent first; no seed changes them, so that a measured word stays the same."""
    words = dict.fromkeys(f"{SMALL[language]} {FIELD[language]}".split())
    random, sounds = Random(f"words of {language}"), SOUNDS[language]  # noqa: S311 -- nothing here is secret
    onsets, vowels, ends = sounds.onsets.split(), sounds.vowels.split(), sounds.ends.split()
    while len(words) < MANY:
        syllables = [random.choice(onsets) + random.choice(vowels) for _ in range(random.choice((1, 1, 2)))]
        words["".join(syllables) + random.choice(onsets) + random.choice(ends)] = None
    return tuple(words)


@cache
def shares(first: int) -> list[float]:
    """After Zipf: the word of rank ``n`` comes as often as one over ``n``; summed up, from a first rank on."""
    return list(accumulate(1 / rank for rank in range(first + 1, MANY + 1)))


class Filler:
    """The same texts for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 -- nothing here is secret

    def words(self, count: int, language: str = "en") -> str:
        """As they come in running text."""
        return " ".join(self.random.choices(vocabulary(language), cum_weights=shares(0), k=count))

    def name(self, count: int, language: str = "en") -> str:
        """As in a title: without the small words."""
        first = len(SMALL[language].split())
        return " ".join(self.random.choices(vocabulary(language)[first:], cum_weights=shares(first), k=count))

    def sentence(self, count: int = 18, language: str = "en") -> str:
        return f"{self.words(count, language).capitalize()}."
