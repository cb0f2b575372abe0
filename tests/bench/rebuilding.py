"""One rebuild in a process of its own: its seconds, and the most memory that the process ever held."""

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()


def main(what: str) -> None:
    """From nothing, as after a restore: ``embedded`` reads every source, ``server`` sends every entry."""
    from search.actions import rebuild

    if what == "server":
        from search import syncing

        act = syncing.rebuild
    else:
        act = rebuild
    began = time.perf_counter()
    act()
    print(f"{time.perf_counter() - began:.1f} {most_memory():.0f}")


def most_memory() -> float:
    """MiB. Linux only: ``ru_maxrss`` would tell of the process that started this one as well."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(sys.argv[1])
