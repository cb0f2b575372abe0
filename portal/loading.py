"""A quick start and small workers: nothing is built or tidied that the first page does not need."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel


def build_schemas_when_asked() -> None:
    """Wagtail declares some 300 schemas of an API that is not mounted here; building them took a fifth of the start.
    Our own are built by the first who asks (pydantic holds a lock while it builds)."""
    BaseModel.model_config["defer_build"] = True


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nearly all that is made while loading stays for good: looking through it for garbage, again and again, took
    another fifth; and whoever looks later writes into memory that the workers of a server share."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
