"""Other processes on the test's own database: killed, raced and stopped for real."""

import os
import subprocess
import sys

from django.conf import settings


def database_url() -> str:
    """The copy this worker uses, as another process has to be told."""
    name = str(settings.DATABASES["default"]["NAME"])
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"


def manage(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """``manage.py`` in a process of its own; the caller ends it."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url(), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
