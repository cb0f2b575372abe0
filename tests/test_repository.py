"""Guards the house: sizes, names, words, layers of writes and reads. Fix the file, not the guard."""

import subprocess
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from tests.repository import guards

ROOT = Path(settings.BASE_DIR)
ROOMS = ("portal", "glossary", "consultations", "governance", "search")
GENERATED = ("/migrations/", "requirements/", "portal/locale/", ".svg", ".png", ".docx", ".lock")


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the repository that somebody wrote."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = (name for name in listed.stdout.splitlines() if (ROOT / name).is_file())
    return tuple(name for name in files if not any(part in f"/{name}" for part in GENERATED))


def python(*folders: str) -> list[str]:
    return [f for f in tracked() if f.endswith(".py") and (not folders or f.partition("/")[0] in folders)]


def templates() -> list[str]:
    return [f for f in tracked() if f.startswith("templates/") and f.endswith((".html", ".txt"))]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def faults_of(guard, names: list[str] | tuple[str, ...], **options) -> list[str]:
    return [f"{name}: {fault}" for name in names for fault in guard(read(name), **options)]


def is_one_of(name: str, *stems: str) -> bool:
    """``actions.py`` and whatever stands in ``actions/``."""
    return any(name.endswith(f"/{stem}.py") or f"/{stem}/" in name for stem in stems)


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOMS]


# -- sizes and names -----------------------------------------------------------------------------------------------


def test_no_file_is_long():
    scripts = [name for name in tracked() if name.endswith(".js")]
    assert faults_of(guards.too_long, python() + scripts) == []


def test_no_function_is_long():
    stories = python("tests")  # a test may take longer to tell
    code = [name for name in python() if name not in stories]
    assert faults_of(guards.long_functions, code) == []
    most = guards.STORY_LINES
    assert faults_of(guards.long_functions, stories, limit=most, most=most) == []


def test_no_view_is_long():
    assert faults_of(guards.long_views, [n for n in python(*ROOMS) if is_one_of(n, "views")]) == []


def test_no_template_is_long():
    assert faults_of(guards.too_long, templates(), limit=guards.TEMPLATE_LINES) == []


def test_every_module_has_a_name_that_says_something():
    assert [name for name in python() if guards.empty_name(name)] == []


# -- words ---------------------------------------------------------------------------------------------------------


def test_nothing_is_left_unfinished():
    assert faults_of(guards.unfinished, tracked()) == []


def test_no_path_of_a_machine_is_written_down():
    assert faults_of(guards.machine_paths, tracked()) == []


def test_no_file_names_a_package_registry():
    locks = [f"requirements/{path.name}" for path in (ROOT / "requirements").glob("*.txt")]
    assert locks
    assert faults_of(guards.registry_hosts, [*tracked(), *locks]) == []
    assert [name for name in locks if "://" in read(name)] == []


def test_every_dependency_says_what_it_is_for():
    assert guards.bare_dependencies(read("pyproject.toml")) == []


def test_modules_and_classes_say_why_they_exist():
    names = [name for name in python(*ROOMS) if not is_one_of(name, "management")]
    assert faults_of(guards.without_docstring, names) == []


def test_actions_rights_and_messages_say_why_they_exist():
    names = [name for name in python(*ROOMS) if is_one_of(name, "actions", "permissions", "emails")]
    assert faults_of(guards.without_docstring, names, every_function=True) == []


# -- reads, writes, time -------------------------------------------------------------------------------------------


def test_actions_take_keywords_and_no_request():
    assert faults_of(guards.action_faults, [n for n in python(*ROOMS) if is_one_of(n, "actions")]) == []


def test_only_the_house_clock_tells_the_time():
    names = [name for name in python(*ROOMS) if name != "portal/clock.py"]
    assert faults_of(guards.other_clocks, names) == []


def test_every_test_asserts_something():
    names = [name for name in python("tests") if name.rpartition("/")[2].startswith("test_")]
    assert faults_of(guards.asserts_nothing, names) == []


# -- templates -----------------------------------------------------------------------------------------------------


def test_templates_hold_no_inline_style_or_script():
    assert faults_of(guards.inline_code, templates()) == []


def test_templates_hold_no_words_that_cannot_be_translated():
    names = [name for name in templates() if "styleguide" not in name]
    assert faults_of(guards.bare_words, names) == []


# -- rows ----------------------------------------------------------------------------------------------------------


def test_when_and_by_whom_are_kept_together_by_the_database():
    assert [fault for model in own_models() for fault in guards.loose_pairs(model)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()


def test_every_setting_from_the_environment_is_in_the_operators_guide():
    assert guards.unexplained_settings(read("portal/settings.py"), read("docs/guides/operator.md")) == []
