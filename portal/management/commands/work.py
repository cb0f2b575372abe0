"""The worker beside the web server: mail and tasks every second, all that is due every minute."""

import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal import ticking

BEAT = 15  # seconds
TICK = 60


class Command(BaseCommand):
    help = "Runs until it is told to stop (SIGTERM, SIGINT): the mail or task in hand is finished first."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("The worker is up.")
        next_tick = next_beat = 0.0
        while not stop.is_set():
            close_old_connections()
            now = time.monotonic()
            if now >= next_beat:  # first of all: the first round may find much to do
                ticking.attempt(ticking.beat)
                next_beat = now + BEAT
            if now >= next_tick:
                ticking.attempt(ticking.tick)
                next_tick = now + TICK
            else:
                ticking.attempt(ticking.quick_tick)
            stop.wait(1)
        self.stdout.write("The worker has stopped.")
