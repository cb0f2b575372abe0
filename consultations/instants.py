"""Dates as people write them, read in the zone in which they are promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def instant(text: str, zone: str, *, end_of_day: bool = False) -> datetime:
    """``2026-12-18``, ``2026-12-18T23:59`` or with an offset of its own; a day alone closes in its last minute."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError(
            _("“%(zone)s” is no time zone. Write it like Africa/Nairobi.") % {"zone": zone}
        ) from error
    try:
        if len(text.strip()) == 10:
            moment = datetime.combine(date.fromisoformat(text.strip()), time(23, 59) if end_of_day else time())
        else:
            moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        reason = _("“%(text)s” is no date. Write 2026-12-18 or 2026-12-18T23:59.")
        raise ValidationError(reason % {"text": text}) from error
    return moment if moment.tzinfo else in_zone(moment, place)


def in_zone(moment: datetime, place: ZoneInfo) -> datetime:
    """A wall-clock time of a zone; one that its clocks jump over is refused."""
    local = moment.replace(tzinfo=place)
    if local.astimezone(UTC).astimezone(place).replace(tzinfo=None) != moment:
        raise ValidationError(
            _("The clocks of %(zone)s are put forward over %(time)s: choose another time.")
            % {"zone": place.key, "time": moment.isoformat(" ", "minutes")}
        )
    return local
