"""No list without its growth test, no page type half done."""

import ast
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from governance.models import Decision
from portal.sealing import HousePage
from search.entries import SOURCES
from tests.browser.pages import LOOKS
from tests.repository.house import GROWTH, NO_LIST, NOT_INDEXED, NOT_OPENED

TESTS = Path(settings.BASE_DIR) / "tests"
OURS = {"glossary", "consultations", "governance", "search", "members", "members_desk", "api"}


def own_addresses(resolver: URLResolver, namespace: str = "") -> list[str]:
    """Names of the rooms' addresses."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += own_addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and namespace in OURS and pattern.name:
            found.append(f"{namespace}:{pattern.name}")
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
    here = set(own_addresses(get_resolver()))
    assert sorted(here - set(GROWTH) - set(NO_LIST)) == []
    assert sorted((set(GROWTH) | set(NO_LIST)) - here) == []


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


# -- each of them fails once ---------------------------------------------------------------------------------------

HERE = sys.modules[__name__]
GROWN = "glossary/test_views.py::test_queries_of_the_index_do_not_grow_with_terms"
FAULTS = [
    (test_every_list_has_a_test_of_its_growth, "GROWTH", {k: v for k, v in GROWTH.items() if k != "glossary:index"}),
    (test_every_list_has_a_test_of_its_growth, "GROWTH", GROWTH | {"glossary:gone": GROWN}),
    (test_every_growth_test_is_there_and_counts_queries, "GROWTH", {"glossary:index": f"{GROWN}_any_more"}),
    (test_every_growth_test_is_there_and_counts_queries, "GROWTH", {"glossary:index": GROWN.replace("views", "gone")}),
    (
        test_every_growth_test_is_there_and_counts_queries,
        "GROWTH",
        {"glossary:index": "repository/test_house.py::test_every_page_type_is_found_by_search"},
    ),
    (
        test_every_page_type_is_opened_by_the_tests_of_every_page,
        "LOOKS",
        [look for look in LOOKS if look.shows != "portal.ContentPage"],
    ),
    (test_every_page_type_is_found_by_search, "NOT_INDEXED", {}),
    (test_every_page_type_is_found_by_search, "SOURCES", {k: v for k, v in SOURCES.items() if k is not Decision}),
]


@pytest.mark.parametrize(("promise", "table", "broken"), FAULTS)
def test_a_promise_that_is_not_kept_is_found(monkeypatch, promise, table, broken):
    promise()
    monkeypatch.setattr(HERE, table, broken)
    with pytest.raises(AssertionError):
        promise()
