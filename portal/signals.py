"""The one signal of the house: an action says, inside its transaction, what can now be found differently."""

from collections.abc import Iterable

from django.db import models
from django.dispatch import Signal

findable_changed = Signal()  # sender: the model's class; ids: list of primary keys


def tell(model: type[models.Model], ids: Iterable[int]) -> None:
    """Sends ``findable_changed``; search listens synchronously, in the same transaction."""
    findable_changed.send(sender=model, ids=list(ids))
