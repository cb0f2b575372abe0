"""Search as it grows: the same questions at 1,000, 10,000 and 100,000 entries, then the index made anew.

The entries come of real rows (terms, clauses, comments of Zipf's words in three languages), so that a rebuild reads
what it would read in life. Wagtail's own search is asked the same word over the same texts.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from consultations.models import Comment
from portal import fresh_database
from portal.demo.scale import Size, load
from search.actions import refresh
from search.models import SearchEntry
from tests.bench.measure import asked, load_average, measured, timed
from tests.bench.pages import COMMON, MIDDLING, THREE, Page, phrase, searched
from tests.bench.serving import ROOT
from tests.processes import database_url

SIZES = (1_000, 10_000, 100_000)
BATCH = 1_000
OWN_ROUNDS = 3  # of Wagtail's search, which takes its time
REBUILD = {"embedded": (120, 250), "server": (90, 250)}  # seconds, MiB
WAIT = 1_000  # milliseconds that another writer may wait meanwhile
QUESTIONS: dict[str, tuple[Callable[[], str], float | None]] = {
    "page: a word in the middle": (searched(MIDDLING), 40),
    "page: a common word": (searched(COMMON), 200),
    "page: three words": (searched(THREE), None),
    "page: a phrase": (phrase, None),
    "page: middle, one kind, one language": (lambda: searched(MIDDLING)() + "&kind=comment&language=en", None),
    "suggestions": (lambda: "/en/search/suggest/?q=mine", 15),
}


class AsWagtail(index.Indexed, SearchEntry):
    """The same texts as Wagtail would index them."""

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("body"),
        index.FilterField("audience"),
    ]

    class Meta:
        proxy = True
        app_label = "search"


def main() -> int:
    with asked() as options:
        report([int(size * options.scale) for size in SIZES], options.rounds)
    return 0


def report(sizes: list[int], rounds: int) -> None:
    """A line a question, a column a size; then what making the index anew takes."""
    fresh_database.migrate()
    call_command("plant", verbosity=0)
    print(f"\n{connection.vendor}: search, {rounds} rounds, median milliseconds; {load_average()} at the start")
    table: dict[str, list[float]] = {}
    for size in sizes:
        entries = grow(size)
        print(f"{entries} entries", flush=True)
        for name, figure in figures(rounds):
            table.setdefault(name, []).append(figure)
    print(f"\n{'question':<40}" + "".join(f"{size:>10,}" for size in sizes) + "  target")
    targets = {name: target for name, (_address, target) in QUESTIONS.items()} | {"what search adds to one save": 5}
    for name, row in table.items():
        print(f"{name:<40}" + "".join(f"{figure:10.1f}" for figure in row) + says(row[-1], targets.get(name), "ms"))
    for line in rebuilds():
        print(line, flush=True)
    print(f"{load_average()} at the end")


def says(figure: float, target: float | None, unit: str) -> str:
    """Whether the last figure of a line holds."""
    return "" if target is None else f"  {'holds' if figure <= target else 'MISSED':<7} {target:.0f} {unit}"


def grow(size: int) -> int:
    """As many entries as wanted: nine in ten are comments, the rest clauses and terms in three languages."""
    more = size - SearchEntry.objects.count()
    if more > 0:
        clauses, terms = max(more // 50, 1), more // 40
        comments = more - clauses - 3 * terms
        load(Size(terms, clauses, comments, submissions=max(comments // 20, 1), answered=0, decisions=0, seed=size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return SearchEntry.objects.count()


def figures(rounds: int) -> Iterator[tuple[str, float]]:
    """The median of each question at this size."""
    for name, (address, _target) in QUESTIONS.items():
        yield name, statistics.median(measured(Page(name, address), rounds).times)
    yield "what search adds to one save", added_to_a_save(rounds)
    yield "Wagtail's own search, middle, 20 best", own_search()


def added_to_a_save(rounds: int) -> float:
    """A comment whose words have changed: what it takes until it is found by the new ones."""
    comment = Comment.objects.latest("pk")

    def save() -> None:
        with transaction.atomic():
            SearchEntry.objects.filter(model="consultations.comment", object_id=comment.pk).update(checksum="")
            began = time.perf_counter()
            refresh(Comment, [comment.pk])
            times.append((time.perf_counter() - began) * 1000)
            transaction.set_rollback(True)

    times: list[float] = []
    timed(save, rounds)
    return statistics.median(times)


def own_search() -> float:
    """Its twenty best, without facets, snippets or synonyms, which it has not."""
    backend = get_search_backend()
    store = backend.get_index_for_model(AsWagtail)
    known = AsWagtail.objects.order_by("pk")
    last = 0
    while rows := list(known.filter(pk__gt=last)[:BATCH]):
        store.add_items(AsWagtail, rows)
        last = rows[-1].pk
    rows = AsWagtail.objects.filter(audience="public")
    times, _busy = timed(lambda: list(backend.search(MIDDLING, rows)[:20]), OWN_ROUNDS)
    return statistics.median(times)


# -- the index made anew -------------------------------------------------------------------------------------------


def rebuilds() -> Iterator[str]:
    """From nothing, while somebody else goes on writing."""
    server = os.environ.get("OPENSEARCH_URL", "")
    for what, (seconds, memory) in REBUILD.items():
        if what == "server" and not server:
            yield "rebuild on the server: not measured; OPENSEARCH_URL names one"
            continue
        if what == "embedded":
            SearchEntry.objects.all().delete()
        took, most, wait = rebuilt(what, {"SEARCH_URL": server} if what == "server" else {})
        yield (
            f"{f'rebuild {SearchEntry.objects.count():,} entries, {what}':<40}{took:9.1f} s{says(took, seconds, 's')};"
            f" {most:.0f} MiB{says(most, memory, 'MiB')}; another writer waits {wait:.0f} ms at most"
            f"{says(wait, WAIT, 'ms')}"
        )


def rebuilt(what: str, variables: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, MiB, and the milliseconds of the slowest small write beside it."""
    command = [sys.executable, "-m", "tests.bench.rebuilding", what]
    environment = {**os.environ, **variables, "DATABASE_URL": database_url(), "PYTHONWARNINGS": "ignore"}
    done, waits = threading.Event(), [0.0]
    writer = threading.Thread(target=go_on_writing, args=(done, waits))
    writer.start()
    try:
        said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    finally:
        done.set()
        writer.join()
    seconds, memory = said.split()
    return float(seconds), float(memory), max(waits)


def go_on_writing(done: threading.Event, waits: list[float]) -> None:
    """One small row every twentieth of a second, as people send and save meanwhile."""
    from portal.members.models import User

    while not done.wait(0.05):
        began = time.perf_counter()
        User.objects.filter(email="maker@scale.example.org").update(display_name="Scale maker")
        waits.append((time.perf_counter() - began) * 1000)
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
