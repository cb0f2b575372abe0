"""The rows that every engine is asked about: three languages and a fourth, every kind, three audiences."""

from datetime import date
from pathlib import Path

from glossary.words import Entry, Name
from search.models import SearchEntry
from tests.glossary import making as terms
from tests.governance import making as governance
from tests.search.making import entry

ROWS = Path(__file__).with_name("rows.txt")  # name | kind | language | title | text | the rest


def plant() -> None:
    """A body, two agreed terms with their names in three languages, and the rows."""
    governance.body_with_seats()
    SearchEntry.objects.all().delete()
    agree_on_terms()
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        name, kind, language, title, body, *rest = line.split(" | ")
        more = dict(pair.split("=") for pair in rest[0].split()) if rest else {}
        year = int(more.get("year", 2026))
        entry(
            title,
            body,
            key=name,
            kind=kind,
            language=language,
            keywords=more.get("label", ""),
            label=more.get("label", ""),
            status=more.get("status", ""),
            audience=more.get("audience", "public"),
            groups=[more["groups"]] if "groups" in more else [],
            of_body=more.get("body", ""),
            country=more.get("country", ""),
            date=date(year, 11, 20),
            year=year,
        )


def agree_on_terms() -> None:
    """What is looked for under all of its names."""
    mining = (
        terms.english("artisanal and small-scale mining", "With simple tools.", Name("ASM", status="admitted")),
        terms.french(
            "exploitation minière artisanale et à petite échelle",
            "Avec des outils simples.",
            Name("EMAPE", status="admitted"),
        ),
        Entry(
            "es",
            "Con herramientas simples.",
            names=(Name("minería artesanal y de pequeña escala"), Name("MAPE", status="admitted")),
        ),
    )
    terms.agreed(*mining)
    care = (terms.english("due diligence", "Looking before buying."), terms.french("devoir de diligence", "Regarder."))
    terms.agreed(*care, number="SC-2026-002")
    for row in SearchEntry.objects.all():
        code = "asm" if "simple" in row.body else "dd"
        SearchEntry.objects.filter(pk=row.pk).update(key=f"{code}-{row.language}")
