"""Every guard of the house, tried on a made-up tree: it passes there, and fails for one fault planted in it."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from tests import test_repository as house
from tests.repository import guards

SETTINGS, GUIDE, PROJECT = "portal/settings.py", "docs/guides/operator.md", "pyproject.toml"
TREE = {
    PROJECT: """[project]
name = "common-ground"
dependencies = [
  "django>=5.2",  # the framework
]

[project.optional-dependencies]
dev = ["common-ground[pdf]"]
""",
    "requirements/base.txt": "django==5.2.19 --hash=sha256:0\n",
    SETTINGS: '"""Settings."""\nSECRET = env("SECRET_KEY")\n',
    GUIDE: "`SECRET_KEY` is needed.\n",
    "glossary/actions.py": '"""Writes."""\n\n\ndef agree(*, by, version):\n    """In force from now on."""\n',
    "glossary/views.py": '"""Pages."""\n\n\ndef index(request):\n    return None\n',
    "templates/glossary/index.html": '<h1>{% translate "Glossary" %}</h1>\n',
    "tests/glossary/test_terms.py": '"""Terms."""\n\n\ndef test_it():\n    assert True\n',
}
LINE, DOC = "    x = 1\n", '"""Why."""\n'
FAULTS = [
    (house.test_no_file_is_long, "glossary/names.py", DOC + "x = 1\n" * 300),
    (house.test_no_file_is_long, "portal/static/portal/menu.js", "let x;\n" * 301),
    (house.test_no_function_is_long, "dev.py", f"def f():\n{LINE * 31}"),
    (house.test_no_function_is_long, "tests/glossary/test_more.py", f"def test_f():\n{LINE * 51}"),
    (house.test_no_view_is_long, "glossary/views.py", f"{DOC}def page(request):\n{LINE * 26}"),
    (house.test_no_template_is_long, "templates/glossary/long.html", "<hr>\n" * 151),
    (house.test_every_module_has_a_name_that_says_something, "search/helpers.py", DOC),
    (house.test_nothing_is_left_unfinished, "docs/guides/more.md", "FIX" + "ME: say more\n"),
    (house.test_no_path_of_a_machine_is_written_down, "README.md", "See /ro" + "ot/notes\n"),
    (house.test_no_file_names_a_package_registry, PROJECT, "registry" + " = 'https://packages.example'\n"),
    (house.test_no_file_names_a_package_registry, "requirements/base.txt", "x @ https://packages.example/x.whl\n"),
    (house.test_every_dependency_says_what_it_is_for, PROJECT, TREE[PROJECT].replace("# the framework", "#")),
    (house.test_modules_and_classes_say_why_they_exist, "glossary/names.py", "x = 1\n"),
    (house.test_modules_and_classes_say_why_they_exist, "glossary/models.py", f"{DOC}class Term:\n{LINE}"),
    (house.test_actions_rights_and_messages_say_why_they_exist, "portal/permissions.py", f"{DOC}def can():\n{LINE}"),
    (house.test_actions_take_keywords_and_no_request, "search/actions/more.py", f"{DOC}def f(request):\n{LINE}"),
    (house.test_only_the_house_clock_tells_the_time, "governance/due.py", f"{DOC}x = timezone.now()\n"),
    (house.test_every_test_asserts_something, "tests/glossary/test_more.py", f"def test_f():\n{LINE}"),
    (house.test_templates_hold_no_inline_style_or_script, "templates/a.html", '<p style="color: red">\n'),
    (house.test_templates_hold_no_words_that_cannot_be_translated, "templates/a.txt", "Hello everybody\n"),
    (house.test_every_setting_from_the_environment_is_in_the_operators_guide, GUIDE, "Nothing is needed.\n"),
]
OF_ROWS = {house.test_no_migration_is_missing, house.test_when_and_by_whom_are_kept_together_by_the_database}


def guards_of_the_tree() -> list:
    return [test for name, test in vars(house).items() if name.startswith("test_") and test not in OF_ROWS]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch):
    """A small repository that keeps every rule; the guards look at it instead of at ours."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name, text in TREE.items():
        write(tmp_path / name, text)
    monkeypatch.setattr(house, "ROOT", tmp_path)
    house.tracked.cache_clear()
    yield tmp_path
    house.tracked.cache_clear()


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    house.tracked.cache_clear()


def test_a_tree_without_a_fault_passes_every_guard(tree):
    assert sorted(house.tracked()) == sorted(set(TREE) - {"requirements/base.txt"})
    for guard in guards_of_the_tree():
        guard()


@pytest.mark.parametrize(("guard", "name", "text"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_fault_is_found(tree, guard, name, text):
    write(tree / name, text)
    with pytest.raises(AssertionError):
        guard()


def test_every_guard_has_a_fault_planted_for_it():
    planted = {guard for guard, _name, _text in FAULTS}
    assert [guard.__name__ for guard in guards_of_the_tree() if guard not in planted] == []


# -- rows ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_migration_that_is_missing_is_missed(tmp_path, monkeypatch, settings):
    write(tmp_path / "left_behind" / "__init__.py", "")
    monkeypatch.syspath_prepend(str(tmp_path))
    settings.MIGRATION_MODULES = {"search": "left_behind"}
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    with pytest.raises(SystemExit):
        house.test_no_migration_is_missing()


@isolate_apps("glossary")
def test_a_pair_that_nothing_ties_is_found():
    fields = {name: models.IntegerField(null=True) for name in ("read_at", "read_by")}
    meta = type("Meta", (), {"app_label": "glossary"})
    Loose = type("Loose", (models.Model,), {**fields, "Meta": meta, "__module__": __name__})
    assert guards.loose_pairs(Loose) == ["glossary.Loose.read_at"]
    both = models.Q(read_at=None, read_by=None) | models.Q(read_at__isnull=False, read_by__isnull=False)
    Loose._meta.constraints = [models.CheckConstraint(condition=both, name="together")]
    assert guards.loose_pairs(Loose) == []
