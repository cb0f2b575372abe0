"""No list without its growth test, no page type half done, no translation missing."""

import ast
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from portal.sealing import HousePage
from search.entries import SOURCES
from tests.browser.pages import LOOKS
from tests.environment import must_have
from tests.repository.house import GROWTH, NO_LIST, NOT_INDEXED, NOT_OPENED

TESTS = Path(settings.BASE_DIR) / "tests"
LOCALE = Path(settings.BASE_DIR) / "portal" / "locale"
ROOMS = ("glossary", "consultations", "governance", "search")
FOLDERS = ("portal", *ROOMS, "templates")


def own_addresses(resolver: URLResolver, namespace: str = "") -> list[tuple[str, bool]]:
    """Names of the rooms' addresses, and whether they take a parameter."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += own_addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and namespace in ROOMS and pattern.name:
            found.append((f"{namespace}:{pattern.name}", bool(pattern.pattern.converters)))
    return found


def arguments_of(test: str) -> list[str]:
    """What a test asks for; nothing where there is no such test."""
    file, _, name = test.partition("::")
    path = TESTS / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    tests = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    return [argument.arg for found in tests for argument in found.args.args]


def page_types() -> list[type[HousePage]]:
    return [model for model in apps.get_models() if issubclass(model, HousePage)]


def test_every_list_has_a_test_of_its_growth():
    plain = {name for name, takes_parameter in own_addresses(get_resolver()) if not takes_parameter}
    assert plain
    assert sorted(plain - set(GROWTH) - set(NO_LIST)) == []


def test_every_growth_test_is_there_and_counts_queries():
    assert [name for name, test in GROWTH.items() if "queries_of" not in arguments_of(test)] == []


def test_every_page_type_is_opened_by_the_tests_of_every_page():
    opened = {look.shows for look in LOOKS} | set(NOT_OPENED)
    assert page_types()
    assert [model._meta.label for model in page_types() if model._meta.label not in opened] == []


def test_every_page_type_is_found_by_search():
    for model in page_types():
        names = {field.name for field in model._meta.fields}
        source = model._meta.get_field("record").related_model if "record" in names else model
        assert source in SOURCES or model._meta.label in NOT_INDEXED, model


# -- translations --------------------------------------------------------------------------------------------------


@cache
def extracted(language: str, folder: Path) -> set[str]:
    """Every message of the code and the templates as they are now."""
    for name in FOLDERS:
        shutil.copytree(Path(settings.BASE_DIR) / name, folder / name, ignore=shutil.ignore_patterns("locale", "*.mo"))
    (folder / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", language, "--no-location", "-v", "0"]
    subprocess.run(command, check=True, cwd=folder, env={"PATH": "/usr/bin:/bin:/usr/local/bin"})
    catalogue = polib.pofile(str(folder / "locale" / language / "LC_MESSAGES" / "django.po"))
    return {entry.msgid for entry in catalogue}


@pytest.mark.skipif(not LOCALE.exists(), reason="there is no catalogue yet")
@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_word_of_the_interface_is_left_in_english(language: str, tmp_path: Path):
    must_have("gettext", shutil.which("xgettext"))
    catalogue = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))
    done = {entry.msgid for entry in catalogue.translated_entries()}
    assert sorted(extracted(language, tmp_path) - done) == []


@pytest.mark.skipif(not LOCALE.exists(), reason="there is no catalogue yet")
@pytest.mark.parametrize("language", ["fr", "es"])
def test_what_runs_is_what_was_translated(language: str):
    folder = LOCALE / language / "LC_MESSAGES"
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))}
    written = {e.msgid: e.msgstr for e in polib.pofile(str(folder / "django.po")).translated_entries() if e.msgstr}
    assert {msgid for msgid, text in written.items() if compiled.get(msgid) != text} == set()
