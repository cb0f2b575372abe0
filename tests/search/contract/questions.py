"""What every engine is asked, and what each of them must find: no more, no less, and the best one first."""

from dataclasses import dataclass, field

from portal.members.viewer import ANYBODY, Viewer

MEMBER = Viewer(user=1, organisations=frozenset({1}))
SEATED = Viewer(user=2, groups=frozenset({7}))
STAFF = Viewer(user=3, is_secretariat=True)


@dataclass(frozen=True)
class Asked:
    """One question; ``hits`` are the keys of all rows that answer it, the best one first."""

    text: str
    hits: tuple[str, ...]
    language: str = "en"
    viewer: Viewer = ANYBODY
    filters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def best(self) -> str:
        """What the reader hoped for."""
        return self.hits[0] if self.hits else ""


def asked(text: str, hits: str, reader: str = "en", viewer: Viewer = ANYBODY, **filters: list[str]) -> Asked:
    """Keys by spaces, to be read like a table."""
    return Asked(text, tuple(hits.split()), reader, viewer, filters)


WORDS = [
    asked("tailings", "tailings"),
    asked("mercury", "mercury d-mercury t-mercury water c-mercury"),
    asked("mercure", "mercure d-mercure", "fr"),
    asked("mercurio", "mercurio d-mercurio", "es"),
    asked("dam", "tailings c-cost"),
    asked("inspected", "tailings c-cost"),
    asked("child labour", ""),
    asked("forced labour", "labour"),
    asked("travail forcé", "travail", "fr"),
    asked("trabajo forzoso", "trabajo", "es"),
    asked("children", "child"),
    asked("enfants", "enfants", "fr"),
    asked("ninos", "ninos", "es"),
    asked("complaint", "complaint"),
    asked("committee", "committee d-mercury"),
    asked("recycled gold", "d-gold"),
    asked("standards committee", "committee"),
    asked("wages", "round-labour labour c-union"),
    asked("women miners", "c-women"),
    asked("indigenous peoples", "consent"),
    asked("autochtones", "consentement", "fr"),
    asked("closing", "closure"),
    asked("two years", "c-mercury d-mercury"),
    asked("alliance", "about propos"),
    asked("alianza", "sobre", "es"),
    asked("refiner", "scope"),
    asked("SC-2026-004", "d-mercury d-mercure d-mercurio"),
    asked("SC-2026-004", "d-mercure d-mercury d-mercurio", "fr"),
    asked("RS-0042", "numbers"),
    asked("3.4", "numbers"),
    asked("0.05 mg/l", "numbers"),
    asked("straße", "strasse"),
    asked("nothing of the kind", ""),
]
INFLECTION = [
    asked("miner", "mercury d-mercury c-women t-mercury"),
    asked("rivers", "round-water water"),
    asked("river", "round-water water"),
    asked("inspection", "c-cost tailings"),
    asked("unions", "c-union round-labour"),
    asked("rivière", "eau consult-eau", "fr"),
    asked("riviere", "eau consult-eau", "fr"),
    asked("inspectée", "digues", "fr"),
    asked("communauté minière", "c-delai", "fr"),
    asked("négociant", "portee c-femmes", "fr"),
    asked("exploitation", "eau asm-fr", "fr"),
    asked("ríos", "agua", "es"),
    asked("rios", "agua", "es"),
    asked("comunidad", "c-mujeres", "es"),
    asked("salario", "trabajo", "es"),
    asked("extraccion", "agua", "es"),
]
LANGUAGE = [
    asked('"two years"', "c-mercury d-mercury"),
    asked('"years two"', ""),
    asked('"high-risk area"', "risk"),
    asked("high-risk", "risk"),
    asked("“deux ans”", "d-mercure", "fr"),
    asked("mercury -miners", "c-mercury water"),
    asked("mercury -river -years", "mercury"),
    asked("mercury -not", "d-mercury t-mercury water"),
    asked("inspec*", "c-cost tailings digues relaves"),
    asked("minin*", "round-water asm-en"),
    asked("artisan* gold", "gold-std"),
    asked("recycl* -cobalt", "d-gold"),
    asked("L'eau", "eau consult-eau", "fr"),
    asked("l’exploitation", "eau", "fr"),
    asked("-mercury", ""),
    asked("MERCURY WATER", "water"),
]
EITHER = [
    asked("tailings OR closure", "tailings closure"),
    asked("dam OR wages", "tailings c-cost labour round-labour c-union"),
    asked("gold OR mercury cost", "t-mercury"),
    asked("cost gold OR cobalt OR mercury", "t-mercury"),
    asked('"two years" OR cyanide', "d-mercury c-mercury water"),
    asked("recycl* OR cyanide -rivers", "d-gold"),
    asked("mercury AND cyanide", "water"),
    asked("digues OU exploitation", "digues eau asm-fr", "fr"),
    asked("presas O comunidad", "relaves c-mujeres", "es"),
    asked('ASM OR "due diligence"', "asm-en asm-fr asm-es pilots pilotes dd-en dd-fr"),
    asked("cobalt OR tailings", "tailings"),
]
TYPED_FILTERS = [
    asked("mercury kind:decision", "d-mercury"),
    asked("mercury kind:decision,trade-off", "d-mercury t-mercury"),
    asked("mercure type:décision", "d-mercure", "fr"),
    asked("mercury group:artisanal", "t-mercury c-mercury"),
    asked("years year:2026 kind:comment", "c-mercury"),
    asked("alliance language:fr", "propos", "fr"),
    asked("alliance idioma:francés", "propos", "es"),
    asked("mercury status:partly", "c-mercury"),
    asked("mercury body:SC", "d-mercury"),
    asked('mercury body:"Standards Committee"', "d-mercury"),
    asked("mercury country:Peru", "c-mercury"),
    asked("mineras país:perú", "", "es"),
    asked("kind:body", "committee"),
    asked("year:2025", "c-cost"),
    asked("kind:decision language:en", "d-mercury d-gold"),
    asked("kind:decision language:en", "d-mercury d-gold body-note", viewer=SEATED),
    asked("kind:decision", "d-gold d-mercury d-mercure", body=["standards-committee"], language=["en", "fr"]),
    asked("mercury kind:nonsense", ""),
    asked("kind:decision -mercury", ""),
    asked("cobalt kind:decision", ""),
]
SYNONYMS = [
    asked("ASM", "asm-en asm-fr asm-es pilots pilotes"),
    asked("EMAPE", "asm-fr asm-en asm-es pilotes pilots", "fr"),
    asked("mape", "asm-es asm-en asm-fr pilotes pilots", "es"),
    asked("artisanal and small-scale mining", "asm-en asm-fr asm-es pilots pilotes"),
    asked("minería artesanal y de pequeña escala", "asm-es asm-en asm-fr pilots pilotes", "es"),
    asked("due diligence", "dd-en dd-fr pilots pilotes"),
    asked("ASM diligence", "pilots pilotes"),
    asked("devoir de diligence -pilots", "dd-fr dd-en", "fr"),
]
RIGHTS = [
    asked("mercury", "mercury d-mercury t-mercury water c-mercury members-note", viewer=MEMBER),
    asked("mercury", "mercury d-mercury t-mercury water c-mercury body-note", viewer=SEATED),
    asked("mercury", "mercury d-mercury t-mercury water c-mercury body-note members-note", viewer=STAFF),
    asked("cobalt", ""),
    asked("cobalt", "body-note", viewer=SEATED),
    asked("pric*", ""),
]
FILTERS = [
    asked("mercury", "d-mercury", kind=["decision"]),
    asked("mercury", "d-mercury t-mercury", kind=["decision", "trade-off"]),
    asked("mercury", "t-mercury c-mercury", group=["asm"]),
    asked("dams", "c-cost", year=["2025"]),
    asked("mercury", "c-mercury", kind=["comment"], status=["partly"]),
    asked("alliance", "propos", "fr", language=["fr"]),
    asked("mercury", "", kind=["no such kind"]),
]
TYPED = {  # what is being typed → the titles that begin like it
    "merc": {"Mercury", "Mercury ends in 2028", "What the end of mercury costs", "Mercure", "Fin du mercure en 2028"}
    | {"Mercurio", "Fin del mercurio en 2028"},
    "recycled go": {"Recycled gold"},
    "fin du merc": {"Fin du mercure en 2028"},
    "SC-2026-00": {"Mercury ends in 2028", "Recycled gold", "Fin du mercure en 2028", "Fin del mercurio en 2028"},
    "eau": {"L'eau", "L'eau et la mine"},
    "portee": {"Portée"},
    "nin": {"Niños"},
    "women at": set(),
    "cob": set(),
    "EMA": {"exploitation minière artisanale et à petite échelle"},
}
QUESTIONS = [*WORDS, *INFLECTION, *LANGUAGE, *EITHER, *TYPED_FILTERS, *SYNONYMS, *RIGHTS, *FILTERS]
