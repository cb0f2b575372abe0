"""Loaded before anything else (``-p tests.environment``): the settings the tests run under."""

import atexit
import gc
import os
import shutil
import tempfile

import pytest

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("TASKS", "immediate")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("FORM_SECONDS", "0")
if "PRIVATE_MEDIA_ROOT" not in os.environ:  # files that a release keeps for ever; those of tests are gone with them
    os.environ["PRIVATE_MEDIA_ROOT"] = tempfile.mkdtemp(prefix="private-")
    atexit.register(shutil.rmtree, os.environ["PRIVATE_MEDIA_ROOT"], ignore_errors=True)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: nobody looks through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def must_have(name: str, found: object) -> None:
    """Skips the test with its reason, or fails it where everything must be there."""
    if not found and os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{name} is not installed, and REQUIRE_SERVICES=1")
    if not found:
        pytest.skip(f"{name} is not installed")
