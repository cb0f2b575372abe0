"""Against guessing and flooding: who asks too often in too short a time has to wait."""

import hashlib
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock

MISSES = 20
MINUTES = 10


def network(request: HttpRequest) -> str:
    """Where a request comes from, as a hash with the secret: no address is stored."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        address = passed[-settings.TRUSTED_PROXIES] if len(passed) >= settings.TRUSTED_PROXIES else address
    return hashlib.sha256(f"{settings.SECRET_KEY}{whole(address)}".encode()).hexdigest()[:32]


def whole(address: str) -> str:
    """One household or site holds a whole /64 of the newer kind of address: it counts as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))


def origin_of(request: HttpRequest) -> str:
    """Tells today's reports of one network from those of another, and nothing else: tomorrow it is another."""
    return hashlib.sha256(f"{clock.today()}{network(request)}".encode()).hexdigest()[:16]


def is_shut(name: str, key: str, *, most: int = MISSES) -> bool:
    """Too many lately."""
    return int(cache.get(f"misses:{name}:{key}", 0)) >= most


def note_miss(name: str, key: str) -> None:
    """One more; the count starts anew ten minutes after the first."""
    place = f"misses:{name}:{key}"
    if not cache.add(place, 1, MINUTES * 60):
        try:
            cache.incr(place)
        except ValueError:  # it ran out between the two calls
            cache.set(place, 1, MINUTES * 60)
