"""One rebuild in a process of its own: its seconds, and the most memory that the process ever held."""

import os
import resource
import sys
import time

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
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - began:.1f} {most:.0f}")


if __name__ == "__main__":
    main(sys.argv[1])
