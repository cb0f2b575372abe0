"""Tells readers' caches that words have changed."""

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

from glossary import state
from glossary.models import Concept
from portal.signals import findable_changed


@receiver(findable_changed, sender=Concept)
def words_have_changed(**kwargs):
    """In the transaction of the action that changed them."""
    state.move_on()


@receiver(request_started)
def a_request_begins(**kwargs):
    """Within one request the state is asked for once."""
    state.remember()


@receiver(request_finished)
def a_request_ends(**kwargs):
    """Outside a request it is asked for each time."""
    state.forget()
