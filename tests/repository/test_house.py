"""No list without its growth test, no page type half done."""

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from portal.sealing import HousePage
from search.entries import SOURCES
from tests.browser.pages import LOOKS
from tests.repository.house import GROWTH, NO_LIST, NOT_INDEXED, NOT_OPENED

TESTS = Path(settings.BASE_DIR) / "tests"
ROOMS = ("glossary", "consultations", "governance", "search")


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
