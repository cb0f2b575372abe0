"""Builds the schema of an empty database in half the time of a plain migrate, for the demo and the tests.

Django renders every model that is related to a changed one again at each of some 250 migrations, and spends nearly all
its time there. Rendering only direct neighbours gives the same tables (a test compares them); what runs Python code
still gets the whole state, since Django renders it anew before ``RunPython``.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState


def migrate() -> None:
    """Every migration; the quick way only where there is no table yet."""
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
        return
    with shallow_states():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def shallow_states() -> Iterator[None]:
    """While it lasts, a changed model takes only its direct neighbours along, and garbage is collected less often."""
    one, many, threshold = ProjectState.reload_model, ProjectState.reload_models, gc.get_threshold()

    def reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
        one(state, app_label, model_name, delay=True)

    def reload_models(state: ProjectState, models: list, delay: bool = True) -> None:
        many(state, models, delay=True)

    ProjectState.reload_model, ProjectState.reload_models = reload_model, reload_models  # type: ignore[method-assign]
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        ProjectState.reload_model, ProjectState.reload_models = one, many  # type: ignore[method-assign]
        gc.set_threshold(*threshold)
