"""What a server costs before it answers anybody: the time until its first page, and the memory of a worker."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import database_url

ROOT = Path(__file__).resolve().parents[2]
STARTS = 3
REQUESTS = 300
WAYS = {
    "2 workers, each loads for itself, as peers were measured": "--workers 2 --config tests/bench/apart.py",
    "2 workers as gunicorn.conf.py says": "--workers 2",
}


def report(addresses: list[str]) -> None:
    """Both ways of serving; the targets are those of the first."""
    print(f"\nserving: gunicorn from its start to the first whole /en/, best of {STARTS}; PSS of the larger worker")
    print(f"after 40 pages each, and after {REQUESTS} more over {len(addresses)} public pages")
    for name, arguments in WAYS.items():
        times, memory = [], (0.0, 0.0)
        for _ in range(STARTS):
            with serving(arguments) as (process, host, took):
                times.append(took)
                memory = grown(process, host, addresses) if len(times) == STARTS else memory
        print(
            f"{name:<58}{min(times):6.2f} s (median {statistics.median(times):.2f})"
            f"{memory[0]:7.0f} MiB, then {memory[1]:.0f} MiB   targets 1.2 s, 120 MiB"
        )


@contextmanager
def serving(arguments: str) -> Iterator[tuple[subprocess.Popen, str, float]]:
    """A server of its own on a free port, and the seconds until it has answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"http://127.0.0.1:{probe.getsockname()[1]}"
    environment = {**os.environ, "DATABASE_URL": database_url(), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", host.removeprefix("http://")]
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--log-level", "error", *arguments.split()], cwd=ROOT, env=environment)
    try:
        while process.poll() is None and not answers(host + "/en/"):
            time.sleep(0.005)
        yield process, host, time.perf_counter() - began
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(address).read() != b""
    except (urllib.error.URLError, OSError):
        return False


def grown(process: subprocess.Popen, host: str, addresses: list[str]) -> tuple[float, float]:
    """MiB of the larger worker when warm, and when it has served many pages."""
    for _ in range(80):
        answers(host + "/en/")
    warm = memory_of_a_worker(process.pid)
    for number in range(2 * REQUESTS):
        answers(host + addresses[number % len(addresses)])
    return warm, memory_of_a_worker(process.pid)


def memory_of_a_worker(master: int) -> float:
    """Proportional set size: what is shared counts by its share. Linux only; 0 elsewhere."""
    children = Path(f"/proc/{master}/task/{master}/children")
    workers = children.read_text().split() if children.exists() else []
    return max((pss(worker) for worker in workers), default=0.0)


def pss(worker: str) -> float:
    lines = Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
