"""Releases for tests, made as people make them: looked at, fixed, their files written."""

from glossary import releasing
from glossary.actions import withdraw
from glossary.changes import ChangeList
from glossary.models import Release
from tests.glossary.making import agreed, english, french, proposed


def fetched(client, address: str) -> tuple[int, bytes]:
    """Status and bytes; the file is closed when all of it is read."""
    answer = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def released(by, label: str = "2026.1", **about) -> Release:
    """Made, its files written by the worker."""
    made = releasing.release(by=by, label=label, read=mark(), **about)
    made.refresh_from_db()
    assert made.state == "published", made.failure
    return made


def mark() -> str:
    return ChangeList(Release.objects.published().first()).fingerprint()


def two_editions(by) -> tuple[Release, Release]:
    """One of every kind of change between them."""
    names = ("ore", "pit", "shaft", "adit", "slag", "tailings")
    first = {name: agreed(english(name, f"a {name}"), by=by) for name in names}
    before = released(by)
    change = {"by": by, "number": "SC-2026-002"}
    agreed(english("pit", "a deep hole"), concept=first["pit"].concept, change_class="wording", **change)
    for words in ("a way down", "a way up"):
        agreed(english("shaft", words), concept=first["shaft"].concept, change_class="meaning", **change)
    agreed(
        english("adit", "a adit"),
        french("galerie", "voie"),
        concept=first["adit"].concept,
        change_class="translation",
        **change,
    )
    withdraw(by=by, concept=first["slag"].concept, reason="Twice.", replaced_by=first["ore"].concept)
    withdraw(by=by, concept=first["tailings"].concept, reason="Unclear.")
    agreed(english("sorting", "taking apart"), **change)
    proposed(english("assay", "test"), by=by)
    return before, released(by, "2026.2", introduction="After the assembly.")


def released_with_words(by) -> Release:
    agreed(english("forced labour", "work under a penalty"), french(), by=by)
    agreed(english("pit", "=1+1"), by=by)
    return released(by)
