#!/usr/bin/env python3
"""Common Ground from a bare checkout: Python 3.11 or newer with pip, nothing else, nothing outside this folder.

    python3 dev.py demo [--port N] [--fresh]   the demo alliance at http://localhost:8000
    python3 dev.py code [E-MAIL]               the six digits that the demo's accounts are asked for at sign-in
    python3 dev.py test [pytest arguments]     every check and test but the longest (README); or those that are named
    python3 dev.py bench [arguments]           times, queries and bytes of the main pages
    python3 dev.py lock                        compile requirements/*.txt from pyproject.toml
    python3 dev.py help                        this text

Without Chromium, PostgreSQL, OpenSearch or gettext the tests that need them are skipped and say so;
REQUIRE_SERVICES=1 makes them fail instead. The tests run on SQLite, or on the database that DATABASE_URL names.
"""

import argparse
import base64
import fcntl
import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DEMO = ROOT / "demo"
CACHE = ROOT / ".cache"
ACCOUNTS = DEMO / "accounts.jsonl"
PRODUCTION = {  # what a server would be given: `check --deploy` must find nothing to say about it
    "DEMO": "0",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "portal.example.org",
    "BASE_URL": "https://portal.example.org",
}
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("ruff: rules", ["-m", "ruff", "check", "."], {}),
    ("ruff: format", ["-m", "ruff", "format", "--check", "."], {}),
    ("djlint: templates", ["-m", "djlint", "templates", "--lint", "--quiet"], {}),
    ("import-linter: layers", ["-c", "from importlinter.cli import lint_imports_command as run; run()"], {}),
    ("django: check --deploy", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("django: migrations", ["manage.py", "makemigrations", "--check", "--dry-run"], {"DEMO": "1"}),
    ("mypy: types", ["-m", "mypy"], {"DEMO": "1"}),
]
WORKERS = max(2, min(os.cpu_count() or 2, 6))  # each has a database and, at times, a Chromium of its own
LOCKS = ("dev", "base", "postgres", "search", "pdf")  # the first decides the versions


# -- the environment in .venv --------------------------------------------------------------------------------------


@contextmanager
def alone(name: str, *, otherwise: str = "") -> Iterator[None]:
    """One at a time in this clone; a second command waits, or gives up with the words it is given."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if otherwise else 0))
        except BlockingIOError:
            sys.exit(otherwise)
        yield


def install(which: str) -> None:
    """Makes .venv hold requirements/<which>.txt, unless it does already."""
    with alone("install"):
        file = ROOT / "requirements" / f"{which}.txt"
        stamp = VENV / f".{which}-{hashlib.sha256(file.read_bytes()).hexdigest()[:16]}"
        if stamp.exists():
            return
        print(f"Installing requirements/{which}.txt into .venv …", flush=True)
        if not PYTHON.exists():
            venv.create(VENV, with_pip=False)  # ensurepip may be absent; the outer pip can install into it
        quiet = ["-q", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
        run([*pip(), "install", *quiet, "-r", str(file)])
        for old in VENV.glob(f".{which}-*"):
            old.unlink()
        stamp.touch()


def pip() -> list[str]:
    """The pip that installs into .venv: its own, or that of the Python which runs this file."""
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        sys.exit("This Python has no pip. On Debian: apt-get install python3-pip")
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def environment(**more: str) -> dict[str, str]:
    """The caller's variables and ours; programs that keep caches, compiled Python too, keep them in this folder."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every start would compile 2,000 modules: 4 seconds
    caches = {"XDG_CACHE_HOME": str(CACHE), "XDG_CONFIG_HOME": str(CACHE), "PYTEST_DEBUG_TEMPROOT": str(CACHE)}
    return {**os.environ, "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "portal.settings", **caches, **more}


def run(command: list[str], **more: str) -> None:
    """Runs it here; what it prints is its message, so a failure only passes its code on."""
    done = subprocess.run(command, cwd=ROOT, env=environment(**more))
    if done.returncode:
        sys.exit(done.returncode)


def demo(arguments: list[str]) -> None:
    """Sets the demo up where it is missing and serves it until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="forget the demo's database and start over")
    options = parser.parse_args(arguments)
    refuse_a_taken_port(options.port)
    install("base")
    with alone("demo", otherwise="The demo of this folder is running already."):
        if options.fresh:
            shutil.rmtree(DEMO, ignore_errors=True)
        DEMO.mkdir(exist_ok=True)
        variables = demo_environment(options.port)
        set_up(variables)
        sys.exit(serve(options.port, variables))


def refuse_a_taken_port(port: int) -> None:
    """Before the work, not after it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Try: python3 dev.py demo --port {port + 1}")


def demo_environment(port: int) -> dict[str, str]:
    """Whatever the caller has set for another portal must not reach the demo's own database and files."""
    own = ("DATABASE_URL", "EMAIL_URL", "CACHE_URL", "SEARCH_URL", "TASKS", "ALLOWED_HOSTS", "SECRET_KEY")
    variables = {name: value for name, value in environment().items() if name not in own}
    variables |= {"DEMO": "1", "BASE_URL": f"http://localhost:{port}", "PYTHONWARNINGS": "ignore:No directory at"}
    return variables | {"MEDIA_ROOT": str(DEMO / "media"), "PRIVATE_MEDIA_ROOT": str(DEMO / "private")}


def set_up(variables: dict[str, str]) -> None:
    """Migrates and loads; the accounts are kept beside the database."""
    if not (DEMO / "portal.sqlite3").exists():
        print("Building the demo alliance …", flush=True)
    command = [str(PYTHON), "manage.py", "set_up_demo"]
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if lines:
        ACCOUNTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def serve(port: int, variables: dict[str, str]) -> int:
    """Web server and worker side by side; when one ends, on Ctrl-C, or when this program is killed, both end."""
    gunicorn = f"-m gunicorn portal.wsgi --bind 127.0.0.1:{port} --workers 2 --log-level warning"  # and no access log
    stop = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
    for number in stop:
        signal.signal(number, lambda *_: sys.exit(0))
    group = warden()
    children: list[subprocess.Popen] = []
    try:
        children.append(start([*gunicorn.split(), "--worker-tmp-dir", str(DEMO)], variables, group.pid))
        wait_for(port, children)
        children.append(start(["manage.py", "work"], variables, group.pid))
        greet(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return next(child.returncode for child in children if child.poll() is not None) or 1
    finally:
        for number in stop:
            signal.signal(number, signal.SIG_IGN)
        end(children)
        group.kill()


def warden() -> subprocess.Popen:
    """Ends its whole group when the pipe from this program breaks, as it does when this program is killed."""
    return subprocess.Popen(["/bin/sh", "-c", "read _; kill 0"], stdin=subprocess.PIPE, process_group=0)


def start(command: list[str], variables: dict[str, str], group: int) -> subprocess.Popen:
    """In the warden's group: Ctrl-C reaches this program only, which then ends the others in order."""
    quiet = {"stdin": subprocess.DEVNULL, "process_group": group}
    return subprocess.Popen([PYTHON, *command], cwd=ROOT, env=variables, **quiet)


def wait_for(port: int, children: list[subprocess.Popen]) -> None:
    """Until the first answer, or until one of them has given up."""
    until = time.monotonic() + 60
    while time.monotonic() < until and all(child.poll() is None for child in children):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("The demo did not start; the lines above say why.")


def greet(port: int) -> None:
    print(f"\nCommon Ground: http://localhost:{port}/   (Ctrl-C stops it)\n")
    for account in accounts():
        print(f"  {account['role']:<22} {account['email']:<38} {account['password']}")
    print("\nWho is asked for six digits: python3 dev.py code\n", flush=True)


def end(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def accounts() -> list[dict[str, str]]:
    lines = ACCOUNTS.read_text(encoding="utf-8").splitlines() if ACCOUNTS.exists() else []
    return [json.loads(line) for line in lines]


def code(arguments: list[str]) -> None:
    """In the place of an authenticator app (RFC 6238), for the demo's accounts only."""
    for account in accounts():
        secret = account.get("totp_secret")
        if secret and (not arguments or account["email"] in arguments):
            key = base64.b32decode(secret + "=" * (-len(secret) % 8))
            digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
            number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
            print(f"{number % 1_000_000:06}  {account['email']}")
    print(f"New digits in {30 - int(time.time()) % 30} seconds; each is good for one sign-in.")


# -- test, bench, lock ---------------------------------------------------------------------------------------------


def test(arguments: list[str]) -> None:
    """Every check, then every test; all are run before the first failure stops anything."""
    install("dev")
    with_tests = ["-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal"]
    if arguments:
        return run([str(PYTHON), *with_tests, *arguments], DEMO="1")
    with ThreadPoolExecutor(2) as pool:
        failed = [name for name, passed in pool.map(check, CHECKS) if not passed]
    command = [PYTHON, *with_tests, "-m", "not walks and not scale and not faults"]
    tests = subprocess.run(command, cwd=ROOT, env=environment(DEMO="1"))
    for name in failed:
        print(f"FAILED {name}")
    sys.exit(tests.returncode or bool(failed))


def check(named: tuple[str, list[str], dict[str, str]]) -> tuple[str, bool]:
    """One check, in one line where it passes."""
    name, command, variables = named
    began = time.monotonic()
    done = subprocess.run([PYTHON, *command], cwd=ROOT, env=environment(**variables), capture_output=True, text=True)
    passed = done.returncode == 0
    says = "" if passed else f"\n{done.stdout}{done.stderr}"
    print(f"{'ok' if passed else 'FAILED':<7}{name} ({time.monotonic() - began:.0f} s){says}", flush=True)
    return name, passed


def bench(arguments: list[str]) -> None:
    """Measures on SQLite, and on PostgreSQL where POSTGRES_URL names one."""
    install("dev")
    run([str(PYTHON), "-m", "tests.bench", *arguments], DEMO="1")


def lock(arguments: list[str]) -> None:
    """dev.txt first, then the others held to the same versions. ``--upgrade`` takes the newest within the ranges."""
    install("dev")
    for which in LOCKS:
        options = ["--universal", "--python-version", "3.11", "--no-emit-index-url", "--no-header", "--generate-hashes"]
        options += [] if which == "base" else ["--extra", which]
        options += arguments if which == "dev" else ["-c", "requirements/dev.txt"]
        compile_ = ["-m", "uv", "pip", "compile", "-q", *options, "pyproject.toml", "-o", f"requirements/{which}.txt"]
        run([str(PYTHON), *compile_])


COMMANDS = {"demo": demo, "code": code, "test": test, "bench": bench, "lock": lock}


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever starts this file may have an older one
        sys.exit("Common Ground needs Python 3.11 or newer.")
    name, *rest = sys.argv[1:] or ["help"]
    COMMANDS.get(name, lambda _: print(__doc__))(rest)
