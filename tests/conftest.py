"""Fixtures of every test: the copied database, the clock, people by role. Replaces pytest-django's own set-up."""

import json
import os
import time
from datetime import UTC, datetime
from io import StringIO

import hypothesis
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django.live_server_helper import LiveServer

from portal import clock

# No test depends on the machine's speed; CI repeats the same cases, so that what failed there fails here as well.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None,
)
hypothesis.settings.load_profile("house")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def test_database(worker_id, testrun_uid, django_db_blocker):
    from tests import databases

    with django_db_blocker.unblock():
        database = databases.for_worker(worker_id, testrun_uid)
        with databases.locked():
            database.build()
            database.copy()
        yield database
        database.drop()


@pytest.fixture(scope="session")
def django_db_setup(test_database):
    """Instead of a migrate for each worker. Marks, ``db`` and TestCase work as ever, each test rolled back."""


@pytest.fixture
def committed_db(test_database, django_db_blocker):
    """For threads, subprocesses and a live server: real commits, and a fresh copy afterwards instead of a flush.

    Never ``transactional_db``, ``transaction=True`` or ``live_server``: their flush deletes frozen rows (refused on
    SQLite) and what the template was planted with.
    """
    with django_db_blocker.unblock():
        yield test_database
        renew(test_database)


def load_demo() -> list[dict[str, str]]:
    """The demo alliance; a line an account."""
    said = StringIO()
    call_command("load_demo", stdout=said)
    return [json.loads(line) for line in said.getvalue().splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def demo(test_database, django_db_setup, django_db_blocker):
    """The demo alliance, told once in a run; each module gets its copy, and a fresh database afterwards."""
    from tests import databases

    with django_db_blocker.unblock():
        try:
            databases.hold_demo(test_database, load_demo)
            accounts = load_demo()  # changes nothing any more, and says who there is
        except BaseException:
            renew(test_database)
            raise
    yield accounts
    with django_db_blocker.unblock():
        renew(test_database)


def renew(database) -> None:
    """As it was before anybody wrote into it."""
    from tests import databases

    connections.close_all()
    with databases.locked():
        database.copy()


@pytest.fixture
def server(committed_db):
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def empty_cache():
    """Used TOTP codes, rate limits and Wagtail's site roots outlive a roll-back."""
    cache.clear()


@pytest.fixture(autouse=True)
def in_english():
    """The language of the last answer outlives its test."""
    translation.activate("en")


@pytest.fixture
def private(settings, tmp_path):
    """Where files lie that only some may read: a folder of this test's own, that no other worker writes to."""
    folder = tmp_path / "private"
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    return folder


@pytest.fixture
def noon():
    """The house's clock stands at noon UTC on 20 November 2026."""
    with clock.set_to(NOON):
        yield NOON


@pytest.fixture
def queries_of():
    """For growth tests: ``queries_of(load)`` before and after adding rows must be the same number."""

    def count(load) -> int:
        with CaptureQueriesContext(connection) as queries:
            load()
        return len(queries)

    return count


# -- people by role ------------------------------------------------------------------------------------------------


def shown_second_factor(client: Client, user) -> Client:
    """The short way to be signed in: no password is hashed, no code is used up."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def outsider(db):
    """Signed up, belongs nowhere."""
    from tests.factories import UserFactory

    return UserFactory()


@pytest.fixture
def member(db):
    """Belongs to a member organisation."""
    from tests.factories import MembershipFactory

    return MembershipFactory().user


@pytest.fixture
def secretary(db):
    """Works for the secretariat."""
    from tests.factories import UserFactory

    return UserFactory(is_staff=True, display_name="Nadia Ferreira")


@pytest.fixture
def colleague(db):
    """Another person of the secretariat: what needs two people needs two."""
    from tests.factories import UserFactory

    return UserFactory(is_staff=True, display_name="Jonas Mbeki")


@pytest.fixture
def as_secretary(secretary):
    return shown_second_factor(Client(), secretary)


@pytest.fixture
def as_member(member):
    return shown_second_factor(Client(), member)


@pytest.fixture
def as_outsider(outsider):
    return shown_second_factor(Client(), outsider)
