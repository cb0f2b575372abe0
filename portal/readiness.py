"""Whether this installation may be sent readers: asked by load balancers and by whoever operates it.

An AppConfig adds its own lines in ``readiness()``: a dict by name, each value a bool, or a dict in which
``"ok": False`` says that something is wrong. Neither version nor secret stands in the answer.
"""

from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from portal import ticking, triggers


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, triggers, worker, search: 503 when one of them is not as it should be."""
    well, lines = report()
    return JsonResponse({"status": "ok" if well else "not ready", **lines}, status=200 if well else 503)


def report() -> tuple[bool, dict[str, Any]]:
    """All is well, and line by line."""
    lines: dict[str, Any] = {"database": False, "migrations": False, "triggers": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        lines["database"] = True
        lines["migrations"] = is_migrated()
        lines["triggers"] = not triggers.missing()
        lines["worker"] = ticking.is_beating()
        for config in apps.get_app_configs():
            lines |= getattr(config, "readiness", dict)()
    except DatabaseError:  # the lines that could not be asked stay False
        pass
    well = all(value.get("ok", True) if isinstance(value, dict) else value for value in lines.values())
    return well, lines


def is_migrated() -> bool:
    """No migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
