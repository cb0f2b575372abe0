"""A server that has failed is left alone for a while, so that no reader waits for it again and again."""

from __future__ import annotations

import logging
import threading
import time

logger = logging.getLogger(__name__)
COOLDOWN = 30.0  # seconds


class Breaker:
    """Of one process. When the while is over one request tries again; the others go on without the server."""

    def __init__(self, cooldown: float = COOLDOWN) -> None:
        self.cooldown, self.closed_until, self.lock = cooldown, 0.0, threading.Lock()

    def lets_through(self) -> bool:
        """Whether the server is to be asked now."""
        if not self.closed_until:
            return True
        with self.lock:
            now = time.monotonic()
            if now < self.closed_until:
                return False
            self.closed_until = now + self.cooldown  # whoever comes next waits for what this one finds out
            return True

    def is_shut(self) -> bool:
        """Whether the server is left alone; asking changes nothing."""
        return time.monotonic() < self.closed_until

    def failed(self, error: Exception) -> None:
        """Logged by its kind alone: the server's own words repeat what somebody typed."""
        status = getattr(getattr(error, "meta", None), "status", "")
        logger.warning("The search server is left alone for %d s: %s %s", self.cooldown, type(error).__name__, status)
        self.closed_until = time.monotonic() + self.cooldown

    def answered(self) -> None:
        """All is well again."""
        self.closed_until = 0.0


breaker = Breaker()
