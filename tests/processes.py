"""Other processes on the test's own database: killed, raced and stopped for real."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """The portal as gunicorn serves it, on a free port; what it answers at, once it does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", place, "--log-level", "error", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url(), "PYTHONWARNINGS": "ignore"},
    )
    try:
        while not is_answering(f"http://{place}/healthz"):
            assert server.poll() is None, "gunicorn has ended"
            time.sleep(0.05)
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def is_answering(address: str) -> bool:
    try:
        with urllib.request.urlopen(address):
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False
