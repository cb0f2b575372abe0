"""How often somebody may ask in a minute: counted by token, else by network, and told in every answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from portal import clock

MINUTE = 60


@dataclass(frozen=True)
class Rate:
    """What is left of this minute."""

    limit: int
    asked: int
    seconds: int  # until the count starts anew

    @property
    def is_over(self) -> bool:
        """Too many."""
        return self.asked > self.limit

    def tell(self, response: HttpResponse) -> None:
        """As the IETF's draft names it; problems other than "too often" do not say it, so that they are alike."""
        if response.status_code in (200, 304, 429):
            response["RateLimit-Limit"] = str(self.limit)
            response["RateLimit-Remaining"] = str(max(0, self.limit - self.asked))
            response["RateLimit-Reset"] = str(self.seconds)
        if response.status_code == 429:
            response["Retry-After"] = str(self.seconds)


def count(who: str) -> Rate:
    """One more."""
    minute, second = divmod(int(clock.now().timestamp()), MINUTE)
    place = f"api:{who}:{minute}"
    cache.add(place, 0, 2 * MINUTE)
    try:
        asked = cache.incr(place)
    except ValueError:  # thrown out between the two calls
        asked = 1
    return Rate(settings.API_PER_MINUTE, asked, MINUTE - second)
