"""``python3 dev.py bench``: a table for SQLite and one for PostgreSQL, each in a process of its own.

``--search`` measures how search grows instead, from 1,000 to 100,000 entries.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "bench"


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measures; it asserts no time.")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--scale", type=float, default=1.0, help="times the usual number of rows")
    parser.add_argument(
        "--search", action="store_true", help="how search grows to 100,000 entries, instead of the pages"
    )
    arguments = parser.parse_args()
    module = "tests.bench.searching" if arguments.search else "tests.bench.measure"
    given = [f"--rounds={arguments.rounds}", f"--scale={arguments.scale}"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        (FOLDER / f"bench.sqlite3{suffix}").unlink(missing_ok=True)
    failed = measure(f"sqlite:///{FOLDER / 'bench.sqlite3'}", module, given)
    server = os.environ.get("POSTGRES_URL")
    if not server:
        print("\nPostgreSQL: not measured. POSTGRES_URL names a server on which a database may be made.")
        return failed
    return measure(server, module, [*given, "--make-database"]) or failed


def measure(url: str, module: str, given: list[str]) -> int:
    """In a process of its own, since Django knows one database for its life."""
    environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1", "TASKS": "immediate", "EMAIL_URL": "memorymail://"}
    command = [sys.executable, "-m", module, *given]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
