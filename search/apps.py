"""Search as Django sees it."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """The passage you need, in your language, never one you may not see."""

    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from search import checks, receivers, structures

        post_migrate.connect(structures.restore, sender=self)
        receivers.listen()
        register(checks.search_settings)

    def readiness(self) -> dict[str, Any]:
        """For ``/readyz``: which engine answers, and how many entries it does not know yet."""
        from search import actions

        return actions.readiness()

    def due(self) -> list[Callable[[], None]]:
        """What the worker does for search."""
        from search import keeping_up, traces
        from search.alerts.actions import tell_new_results
        from search.curating.actions import sweep_unfound
        from search.documents.actions import read_waiting

        return [traces.merge_away, keeping_up.compare_daily, read_waiting, tell_new_results, sweep_unfound]

    def soon(self) -> list[Callable[[], None]]:
        """What the worker does for search every second."""
        from search import keeping_up

        return [keeping_up.keep_up]
