"""Loads a made-up alliance and asks for each page: milliseconds, queries, bytes, and whether the targets hold."""

import argparse
import gc
import gzip
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()
warnings.filterwarnings("ignore", "No directory at")  # static files are collected in an image build only

from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from portal import fresh_database
from portal.demo.scale import Size, counts, load
from tests.bench import exchange, files, linking, serving
from tests.bench.pages import PAGES, SAME, Page, client_as, sender

USUAL = Size(terms=10_000, clauses=500, comments=5000, submissions=300, answered=50, decisions=40, entries=2000)

CPU = "CPU: the median of what this thread computed itself, without its waits and the work of a database server"
TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    times: list[float]
    busy: float  # median of the milliseconds that our own thread computed
    queries: int
    size: int
    packed: int
    target: tuple[float, int] | None

    def line(self) -> str:
        median = statistics.median(self.times)
        says = ""
        if self.target:
            holds = median <= self.target[0] and self.queries <= self.target[1]
            says = f"{'holds' if holds else 'MISSED':<7} {self.target[0]:.0f} ms, {self.target[1]} SQL"
        figures = (
            f"{min(self.times):8.1f} {median:8.1f} {self.busy:8.1f} {self.queries:5}"
            f" {self.size / 1024:8.1f} {self.packed / 1024:7.1f}"
        )
        return f"{self.name:<38}{figures}  {says}"


def bare(request: HttpRequest) -> HttpResponse:
    """What Django itself costs."""
    return HttpResponse("hello")


urlpatterns = [path("bare", bare)]


@contextmanager
def asked() -> Iterator[argparse.Namespace]:
    """What the command line asks for, and a database for as long as it is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--make-database", action="store_true")
    options = parser.parse_args()
    if options.make_database:
        make_database()
    try:
        yield options
    finally:
        if options.make_database:
            drop_database()


def main() -> int:
    with asked() as options:
        began = time.perf_counter()
        fill(options.scale)
        if missing := too_few(options.scale):
            print(f"Not measured: {missing}")
            return 1
        print(f"\n{connection.vendor}: {counts()}, loaded in {time.perf_counter() - began:.0f} s")
        print(f"{options.rounds} rounds; {load_average()} at the start; targets are for the median and SQL\n{CPU}")
        table(options.rounds)
        print(f"{load_average()} at the end")
    return 0


def fill(scale: float) -> None:
    wanted = {name: int(number * scale) for name, number in vars(USUAL).items() if name not in ("answered", "seed")}
    fresh_database.migrate()
    call_command("plant", verbosity=0)
    drafts = {"terms": 0, "clauses": wanted["clauses"], "decisions": 0, "answered": 0}
    load(Size(**drafts, comments=0, submissions=0))
    load(Size(**drafts, comments=wanted["comments"] // 10, submissions=wanted["submissions"] // 10))
    load(Size(**wanted, answered=USUAL.answered))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def too_few(scale: float) -> str:
    """A table over a handful of rows would say nothing: each kind has at least what was asked for."""
    have = counts()
    asked = {name: int(number * scale) for name, number in vars(USUAL).items() if name in have and name != "answered"}
    return ", ".join(f"{name}: {have[name]} of {number}" for name, number in asked.items() if have[name] < number)


def table(rounds: int) -> None:
    gc.collect()
    gc.freeze()  # as a server does once it has loaded (portal.loading)
    print(f"\n{'page':<38}{'min ms':>8} {'median':>8} {'CPU ms':>8} {'SQL':>5} {'KiB':>8} {'packed':>7}  target")
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        print(measured(Page("a bare Django view", lambda: "/bare"), rounds).line())
    queries = {}
    for page in PAGES:
        row = measured(page, rounds)
        queries[page.name] = row.queries
        print(row.line(), flush=True)
    counts_of_drafts = [queries[name] for name in SAME]
    says = "holds" if len(set(counts_of_drafts)) == 1 else "MISSED"
    print(f"{says}: the same number of queries at 0, 500 and 5,000 comments ({counts_of_drafts})")
    print(sent(rounds, "send a comment", comments=1, target=(30, 20)).line())
    print(sent(rounds, "send a response of 30 comments", comments=30, target=(150, 30)).line())
    for line in files.report():
        print(line, flush=True)
    for line in exchange.report():
        print(line)
    for line in linking.report():
        print(line, flush=True)
    serving.report([page.address() for page in PAGES if not page.role])


def measured(page: Page, rounds: int) -> Row:
    client: Client = client_as(page.role)
    address = page.address()

    def ask() -> HttpResponse:
        return client.get(address)

    ask()  # what is read once a process and kept (names of terms, the page's foot) is no cost of a page
    response, queries = counted(ask)
    if response.status_code != 200:
        return Row(f"{page.name}: {response.status_code} at {address}", [0.0], 0, queries, 0, 0, None)
    ask()
    body = response.getvalue()
    return Row(page.name, *timed(ask, rounds), queries, len(body), len(gzip.compress(body)), page.target)


def sent(rounds: int, name: str, *, comments: int, target: tuple[float, int]) -> Row:
    """The whole of it: begin, comment, send; rolled back each time."""
    write = sender(comments)

    def send() -> None:
        with transaction.atomic():
            write()
            transaction.set_rollback(True)

    send()
    _, queries = counted(send)
    return Row(name, *timed(send, rounds), queries, 0, 0, target)


def counted(load_: Callable) -> tuple:
    with CaptureQueriesContext(connection) as queries:
        result = load_()
    return result, len([q for q in queries if not q["sql"].startswith(TRANSACTIONS)])


def timed(load_: Callable, rounds: int) -> tuple[list[float], float]:
    """Milliseconds by the clock, and the median of those that this thread computed itself."""
    times, busy = [], []
    for _ in range(rounds):
        began, computed = time.perf_counter(), time.thread_time()
        load_()
        busy.append((time.thread_time() - computed) * 1000)
        times.append((time.perf_counter() - began) * 1000)
    return times, statistics.median(busy)


def load_average() -> str:
    """How busy the machine is: a figure above its cores says that wall times are too long."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def make_database() -> None:
    """On a server of somebody else's we touch nothing but a database of our own."""
    maintain(f"CREATE DATABASE bench_{os.getpid()}", then=f"bench_{os.getpid()}")


def drop_database() -> None:
    maintain(f"DROP DATABASE bench_{os.getpid()} WITH (FORCE)", then="postgres")


def maintain(sql: str, *, then: str) -> None:
    from tests.databases import use

    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(sql)
    use(then)


if __name__ == "__main__":
    sys.exit(main())
