"""Work that is due, whoever asks for it: mail, queued tasks, and what each room's ``AppConfig.due()`` names.

``due()`` answers a list of functions without arguments; each looks for what is due, does it in its own transactions
and may run at any time, any number of times, also twice at once. What ``soon()`` names is asked every second.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal import clock, outbox
from portal.models import Heartbeat

logger = logging.getLogger(__name__)
STALE = timedelta(seconds=90)  # a worker silent for longer is not there
WORKER = "worker"


def tick() -> list[str]:
    """All that is due, once; returns the names of what failed. One failure stops nothing else."""
    failed = quick_tick()
    for job in [*due(), clear_sessions]:
        failed += attempt(job)
    beat()
    return failed


def quick_tick() -> list[str]:
    """What somebody may be waiting for: mail with a code in it, queued tasks, and what a room does at once."""
    failed = attempt(outbox.send_due) + attempt(run_tasks)
    for config in apps.get_app_configs():
        for job in getattr(config, "soon", list)():
            failed += attempt(job)
    return failed


def attempt(job: Callable[[], object]) -> list[str]:
    """Runs one job; a failure is logged and named, never raised."""
    try:
        job()
    except Exception:
        logger.exception("%s.%s failed", job.__module__, job.__qualname__)
        return [job.__qualname__]
    return []


def due() -> Iterator[Callable[[], object]]:
    """What the rooms have registered."""
    for config in apps.get_app_configs():
        yield from getattr(config, "due", list)()


def run_tasks() -> None:
    """Every queued task; the queue is locked only when there is something in it."""
    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    ).run()


def clear_sessions() -> None:
    """Sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def beat() -> None:
    """The worker says that it lives."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"beat_at": clock.now()})


def is_beating() -> bool:
    """Somebody ticks."""
    return Heartbeat.objects.filter(name=WORKER, beat_at__gte=clock.now() - STALE).exists()
