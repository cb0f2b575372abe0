"""The start stays quick and the workers small: a format library is loaded by whoever reads that format, not before."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest
from django.conf import settings

HEAVY = (
    *("rdflib", "docx", "openpyxl", "weasyprint", "elasticsearch", "icalendar", "markdown_it", "snowballstemmer"),
    *("pyuca", "pytest", "hypothesis", "portal.demo", "tests"),
)
PROGRAM = """
import gc, json, sys
import portal.wsgi
from django.db import connection
from wagtail.api.v3.schemas.base import BaseSchema

print(json.dumps({
    "modules": sorted(sys.modules),
    "schemas built": BaseSchema.__pydantic_complete__,
    "connected": connection.connection is not None,
    "kept from the collector": gc.get_freeze_count(),
    "collects": gc.isenabled(),
}))
"""
AT_ONCE = """
import portal.wsgi
from concurrent.futures import ThreadPoolExecutor
from django.test import Client

with ThreadPoolExecutor(8) as pool:
    print(*pool.map(lambda _: Client().get("/api/v1/openapi.json").status_code, range(8)))
"""


def told_by(program: str) -> str:
    """What a process of its own prints last."""
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@cache
def loaded() -> dict:
    """The portal as a web server loads it, before the first request."""
    return json.loads(told_by(PROGRAM))


@pytest.mark.parametrize("name", HEAVY)
def test_the_start_loads_nothing_that_one_place_needs(name: str) -> None:
    assert name not in loaded()["modules"]


def test_every_view_is_loaded_before_the_server_forks_and_no_connection_is_open() -> None:
    assert {"consultations.views", "governance.views", "wagtail.admin.urls"} <= set(loaded()["modules"])
    assert not loaded()["connected"]


def test_schemas_are_built_when_asked_and_what_stays_is_not_searched_for_garbage() -> None:
    assert not loaded()["schemas built"]
    assert loaded()["kept from the collector"] > 100_000
    assert loaded()["collects"]


def test_the_first_who_ask_the_api_may_ask_at_once() -> None:
    assert set(told_by(AT_ONCE).split()) == {"200"}
