"""The interface speaks English, French and Spanish: every word of it, in what is served."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest
from django.conf import settings

from tests.environment import must_have

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ROOMS = ("portal", "glossary", "consultations", "governance", "search", "templates")


def catalogue(language: str, ending: str = "po") -> Path:
    """Where the words of a language stand."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{ending}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str):
    words = polib.pofile(str(catalogue(language)))
    assert [entry.msgid for entry in words.untranslated_entries() + words.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_served_is_what_was_translated(language: str):
    def said(entries):
        return {(entry.msgctxt, entry.msgid): entry.msgstr or dict(entry.msgstr_plural) for entry in entries}

    compiled = said(polib.mofile(str(catalogue(language, "mo"))))
    assert compiled == said(polib.pofile(str(catalogue(language))))


@cache
def words_of_the_code() -> set[tuple[str | None, str]]:
    """What gettext finds in a copy of the code; the code does not change while the tests run."""
    with TemporaryDirectory() as name:
        place = Path(name)
        for room in ROOMS:
            wanted = shutil.ignore_patterns("migrations", "locale", "static", "words", "__pycache__")
            shutil.copytree(Path(settings.BASE_DIR) / room, place / room, ignore=wanted)
        (place / "locale").mkdir()
        call = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location"]
        subprocess.run(call, cwd=place, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
        return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(place / "locale/fr/LC_MESSAGES/django.po"))}


def test_no_word_of_the_code_is_missing_from_the_catalogues():
    must_have("gettext", shutil.which("xgettext"))
    found = words_of_the_code()
    for language in LANGUAGES:
        known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogue(language)))}
        assert found - known == set(), language
        assert known - found == set(), language


# -- each of them fails once ---------------------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path, settings):
    """The catalogues, where they can be spoilt."""
    shutil.copytree(settings.LOCALE_PATHS[0], tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]


def spoil(change) -> None:
    words = polib.pofile(str(catalogue("fr")))
    change(words)
    words.save(str(catalogue("fr")))


def test_a_message_without_its_translation_is_missed(copied):
    spoil(lambda words: setattr(next(iter(words.translated_entries())), "msgstr", ""))
    with pytest.raises(AssertionError):
        test_every_message_is_translated("fr")


def test_a_translation_nobody_is_sure_of_is_found(copied):
    spoil(lambda words: words.translated_entries()[0].flags.append("fuzzy"))
    with pytest.raises(AssertionError):
        test_every_message_is_translated("fr")


def test_a_catalogue_that_was_not_compiled_is_found(copied):
    spoil(lambda words: setattr(words.translated_entries()[0], "msgstr", "Autrement dit"))
    with pytest.raises(AssertionError):
        test_what_is_served_is_what_was_translated("fr")


@pytest.mark.parametrize("change", [lambda words: words.pop(), lambda words: words.append(polib.POEntry(msgid="Gone"))])
def test_a_word_in_only_one_place_is_found(copied, change):
    spoil(change)
    with pytest.raises(AssertionError):
        test_no_word_of_the_code_is_missing_from_the_catalogues()
