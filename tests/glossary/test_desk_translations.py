"""The desk of translations: the matrix, the work list of a language, source and target side by side."""

import pytest
from django.test import Client

from glossary.actions import edit_version, save_translation
from glossary.models import ConceptVersion, LanguageEntry, Translation
from glossary.words import Entry, Name
from tests.conftest import shown_second_factor
from tests.glossary.making import agreed, english, french, proposed, someone

pytestmark = pytest.mark.django_db
DESK = "/en/desk/glossary/translations/"


def at(version: ConceptVersion, language: str = "fr") -> str:
    return f"/en/desk/glossary/{version.concept.code}/translate/{language}/"


def written(version: ConceptVersion, by, entry: Entry | None = None) -> Translation:
    return save_translation(by=by, concept=version.concept, entry=entry or french(), hand_over=True)


def sent(page, **fields) -> dict[str, str]:
    words = {"preferred": "travail forcé", "definition": "travail sous peine", "do": "save"}
    return words | {"seen": page.context["forms"]["save"]["seen"].value()} | fields


def test_a_draft_is_saved_handed_over_and_reviewed_at_the_desk(as_secretary):
    version = agreed()
    page = as_secretary.get(at(version))
    assert "work under a penalty" in page.content.decode()
    assert 'lang="fr"' in str(page.context["forms"]["save"]["definition"])
    assert as_secretary.post(at(version), sent(page))["Location"] == at(version)
    page = as_secretary.get(at(version))
    assert as_secretary.post(at(version), sent(page, do="hand"))["Location"] == f"{DESK}fr/"
    page = as_secretary.get(at(version))
    assert "Somebody else reviews what you have translated" in page.content.decode()
    other = shown_second_factor(Client(), someone())
    page = other.get(at(version))
    assert other.post(at(version), {"do": "return", "reason": "", "seen": sent(page)["seen"]}).status_code == 200
    assert other.post(at(version), {"do": "review", "seen": sent(page)["seen"]}).status_code == 302
    assert version.entries.get(language="fr").edition == 1


def test_two_windows_do_not_write_over_each_other(as_secretary):
    version = agreed()
    page = as_secretary.get(at(version))
    assert as_secretary.post(at(version), sent(page)).status_code == 302
    again = as_secretary.post(at(version), sent(page, definition="autre chose"))
    assert "Somebody has changed these words" in again.content.decode()
    assert "autre chose" in again.content.decode()
    assert Translation.objects.get().words["definition"] == "travail sous peine"


def test_nobody_confirms_a_translation_of_a_source_they_have_not_read(as_secretary):
    by = someone()
    version = proposed(english(), french(), by=by)
    seen = sent(as_secretary.get(at(version)))["seen"]
    edit_version(by=by, version=version, entries=[english(definition="something else"), french()])
    page = as_secretary.post(at(version), {"do": "confirm", "seen": seen})
    assert "Somebody has changed these words" in page.content.decode()
    assert version.entries.get(language="fr").translation_state == "draft"


def test_the_desk_shows_word_by_word_what_has_changed_in_the_source(as_secretary, secretary):
    first = agreed(english(), french(), by=secretary)
    second = agreed(
        english(definition="work under a heavy penalty"), french(), by=secretary, concept=first.concept, number="S-2"
    )
    LanguageEntry.objects.filter(version__concept=first.concept).update(source_words={})  # made before it was kept
    page = as_secretary.get(at(second)).content.decode()
    assert "work under a<ins> heavy</ins> penalty" in page
    assert "Does it still hold?" in page
    assert "Somebody else reviews" in page


@pytest.mark.parametrize("path", ["en/", "fr_FR/", "x/"])
def test_a_language_that_is_none_or_the_source_has_no_desk(as_secretary, path):
    version = agreed()
    assert as_secretary.get(f"/en/desk/glossary/{version.concept.code}/translate/{path}").status_code == 404
    assert as_secretary.get(f"/en/desk/glossary/RS-9999/translate/{path}").status_code == 404


def test_only_the_secretariat_sees_the_desk(as_member, client: Client):
    version = agreed()
    for address in (DESK, f"{DESK}fr/", at(version)):
        assert client.get(address).status_code == 403
        assert as_member.get(address).status_code == 403


def test_the_matrix_counts_and_narrows_down(as_secretary, secretary):
    agreed(english("alpha", "a"), french("alpha-fr", "a"), by=secretary, domain="mining")
    waiting = agreed(english("beta", "b"), by=secretary)
    written(waiting, secretary)
    agreed(english("gamma", "c"), Entry("es-MX", "c", names=(Name("gamma-mx"),)), by=secretary)

    def names(**asked) -> set[str]:
        page = as_secretary.get(DESK, asked).context["page_obj"]
        return {version.entry_for("en").name for version in page}

    assert names() == names(state="nonsense") == {"alpha", "beta", "gamma"}
    assert names(domain="mining") == {"alpha"}
    assert names(language="fr", state="missing") == {"gamma"}
    assert names(language="fr", state="waiting") == {"beta"}
    assert names(language="fr", state="draft") == {"alpha"}
    assert names(language="es-MX", state="missing") == {"alpha", "beta"}
    rows = {row.language: row.counts for row in as_secretary.get(DESK).context["progress"]}
    assert rows["fr"] == {"draft": 1, "waiting": 1, "missing": 2}
    assert set(rows) == {"en", "fr", "es", "es-MX"}


def test_the_work_list_begins_with_what_waits(as_secretary, secretary):
    agreed(english("alpha", "a"), by=secretary)
    agreed(english("beta", "b"), french("bêta", "b"), by=secretary)
    written(agreed(english("gamma", "c"), by=secretary), secretary)
    page = as_secretary.get(f"{DESK}fr/")
    assert [version.source_entry.name for version in page.context["page_obj"]] == ["gamma", "beta", "alpha"]
    assert as_secretary.get(f"{DESK}fr/?state=missing").context["page_obj"].paginator.count == 1
    assert as_secretary.get(f"{DESK}fr_FR/").status_code == 404


def test_the_desks_cost_the_same_with_more_terms(as_secretary, secretary, queries_of):
    version = agreed(english(), french(), by=secretary)
    addresses = (DESK, f"{DESK}?language=fr&state=draft", f"{DESK}fr/", at(version))
    before = {address: queries_of(lambda to=address: as_secretary.get(to)) for address in addresses}
    for number in range(4):
        one = agreed(english(f"term {number}", "d"), french(f"terme {number}", "d"), by=secretary, domain=str(number))
        written(one, secretary, entry=Entry("fr", "mieux", names=(Name(f"terme {number}"),)))
    for address, count in before.items():
        assert queries_of(lambda to=address: as_secretary.get(to)) <= count, address
