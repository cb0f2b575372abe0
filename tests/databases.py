"""One migrated and planted template database, and one with the demo; every worker has its own copy of them."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from portal import fresh_database

FOLDER = Path(settings.BASE_DIR) / ".pytest_cache" / "databases"


def fingerprint() -> str:
    """Changes with every migration and trigger of every app, so that no stale template is copied."""
    own = [Path(c.path) for c in apps.get_app_configs() if Path(settings.BASE_DIR) in Path(c.path).parents]
    files = [p for c in apps.get_app_configs() for p in Path(c.path).glob("**/migrations/*.py")]
    files += [
        p
        for folder in own
        for name in ("apps.py", "triggers.py", "structures.py", "planting.py", "starting_*.py")
        for p in folder.glob(name)
    ]
    digest = hashlib.sha256(connection.vendor.encode())
    for path in sorted(set(files)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def locked(name: str = "lock") -> Iterator[None]:
    """One worker builds, the others wait; PostgreSQL copies a template for one at a time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / name).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def migrate_into(name: str) -> None:
    use(name)
    fresh_database.migrate()
    call_command("plant")
    connection.close()


def fold(file: Path) -> None:
    """The write-ahead log goes into the file, so that there is one file to copy."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=DELETE")


def back_up(file: Path, to: Path) -> None:
    """All that is committed, whoever else has the file open: a thread of an earlier test may still."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    fold(to)


class SQLite:
    def __init__(self, worker: str, run: str) -> None:
        self.template = FOLDER / f"{fingerprint()}.template"
        self.demo = FOLDER / f"{run}.demo"
        self.copy_at = FOLDER / f"{fingerprint()}-{worker}-{os.getpid()}.sqlite3"

    def build(self) -> None:
        if self.template.exists():
            return
        for old in FOLDER.glob("*.template"):
            old.unlink()
        building = FOLDER / "building.sqlite3"
        building.unlink(missing_ok=True)
        migrate_into(str(building))
        fold(building)
        building.rename(self.template)

    def copy(self, of: Path | None = None) -> None:
        self.drop()
        shutil.copyfile(of or self.template, self.copy_at)
        use(str(self.copy_at))

    def has_demo(self) -> bool:
        return self.demo.exists()

    def keep_demo(self) -> None:
        """What this worker has loaded, for every module of this run; those of earlier runs go."""
        for old in FOLDER.glob("*.demo"):
            old.unlink()
        keeping = FOLDER / "keeping.sqlite3"
        keeping.unlink(missing_ok=True)
        back_up(self.copy_at, keeping)
        keeping.rename(self.demo)

    def drop(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.copy_at}{suffix}").unlink(missing_ok=True)


class PostgreSQL:
    def __init__(self, worker: str, run: str) -> None:
        self.template = f"template_{fingerprint()}"
        self.demo = f"demo_{run}"
        self.copy_at = f"test_{fingerprint()}_{worker}_{os.getpid()}"

    def maintain(self, sql: str) -> list[tuple]:
        use("postgres")
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def build(self) -> None:
        old = self.maintain("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' OR datname = 'building'")
        if (self.template,) in old:
            return
        for (name,) in old:
            self.maintain(f"DROP DATABASE {name}")
        self.maintain("CREATE DATABASE building")
        migrate_into("building")
        self.maintain(f"ALTER DATABASE building RENAME TO {self.template}")

    def copy(self, of: str | None = None) -> None:
        self.drop()
        self.maintain(f"CREATE DATABASE {self.copy_at} TEMPLATE {of or self.template}")
        use(self.copy_at)

    def has_demo(self) -> bool:
        found = self.maintain(f"SELECT 1 FROM pg_database WHERE datname = '{self.demo}'")
        use(self.copy_at)
        return bool(found)

    def keep_demo(self) -> None:
        """What this worker has loaded, for every module of this run; those of earlier runs go."""
        connections.close_all()
        for (old,) in self.maintain("SELECT datname FROM pg_database WHERE datname LIKE 'demo\\_%'"):
            self.maintain(f"DROP DATABASE {old}")
        holding = f"FROM pg_stat_activity WHERE datname = '{self.copy_at}'"  # a thread of an earlier test
        self.maintain(f"SELECT pg_terminate_backend(pid) {holding}")
        self.maintain(f"CREATE DATABASE {self.demo} TEMPLATE {self.copy_at}")
        use(self.copy_at)

    def drop(self) -> None:
        self.maintain(f"DROP DATABASE IF EXISTS {self.copy_at} WITH (FORCE)")


def for_worker(worker: str, run: str) -> SQLite | PostgreSQL:
    return SQLite(worker, run) if connection.vendor == "sqlite" else PostgreSQL(worker, run)


def hold_demo(database: SQLite | PostgreSQL, tell: Callable[[], object]) -> None:
    """Told by the worker that comes first, copied by whoever comes after it."""
    with locked("demo"):
        if database.has_demo():
            with locked():
                database.copy(database.demo)
            return
        with locked():
            database.copy()  # nothing that an earlier test has left open or behind is in this one
        tell()
        with locked():
            database.keep_demo()
