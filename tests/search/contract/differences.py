"""Where an engine finds more or less than it should, and why that is left so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """``more`` and ``less``: keys that this engine alone finds, or misses."""

    why: str
    more: str = ""
    less: str = ""


STEM_BEGINS = "FTS5 stems English only: elsewhere a word is looked for by the beginning of its stem, which others share"
SAME_STEM = "by the rules of French and Spanish, 'miner' has the stem of 'mine' and 'mina'"
WHOLE_FAMILY = "a beginning is completed to 'mining', whose English stem is that of 'mine'; 'min' begins like it, too"
ELISION = "the article before the apostrophe is cut off, so that any article, or none, may stand there"

DIFFERENCES: dict[tuple[str, str], Difference] = {
    ("sqlite", "mercury"): Difference(STEM_BEGINS, more="mercurio d-mercurio"),
    ("sqlite", "mercure"): Difference(STEM_BEGINS, more="mercurio d-mercurio"),
    ("sqlite", "inspected"): Difference(STEM_BEGINS, more="digues"),
    ("sqlite", "inspection"): Difference(STEM_BEGINS, more="digues"),
    ("sqlite", "refiner"): Difference(STEM_BEGINS, more="alcance"),
    ("sqlite", "mercury -river -years"): Difference(STEM_BEGINS, more="mercurio d-mercurio"),
    ("sqlite", "mercury -not"): Difference(STEM_BEGINS, more="mercurio d-mercurio"),
    ("sqlite", "mercury kind:decision"): Difference(STEM_BEGINS, more="d-mercurio"),
    ("sqlite", "mercury kind:decision,trade-off"): Difference(STEM_BEGINS, more="d-mercurio"),
    ("sqlite", "mercure type:décision"): Difference(STEM_BEGINS, more="d-mercurio"),
    ("sqlite", "mercury body:SC"): Difference(STEM_BEGINS, more="d-mercurio"),
    ("sqlite", 'mercury body:"Standards Committee"'): Difference(STEM_BEGINS, more="d-mercurio"),
    ("sqlite", "minin*"): Difference(
        WHOLE_FAMILY, more="c-women closure consent consult-eau enfants gold-std portee scope strasse water"
    ),
    ("opensearch", "miner"): Difference(SAME_STEM, more="alcance portee consult-eau ninos enfants"),
    ("opensearch", "l’exploitation"): Difference(ELISION, more="asm-fr"),
    ("postgresql", "miner"): Difference(SAME_STEM, more="alcance portee consult-eau ninos enfants"),
    ("postgresql", "minin*"): Difference(WHOLE_FAMILY, more="c-women closure consent gold-std scope water"),
}
