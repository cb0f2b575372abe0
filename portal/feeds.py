"""What every Atom feed shares: its language, whose eyes it is for, and that an unchanged one is not sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language, override

from portal import clock
from portal.foot import foot
from portal.members.viewer import ANYBODY, Viewer, viewer_of

MOST = 100  # the newest; a reader who needs older ones has the pages


class Atom(Atom1Feed):
    """An empty feed is as old as the day, by the house's clock."""

    def latest_post_date(self) -> datetime:
        """The newest entry's instant."""
        today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)  # the same all day: it can be kept
        return super().latest_post_date() if self.items else today


class HouseFeed(Feed):
    """Atom, with identifiers that stay; in the language of ``?lang=``, else in the reader's."""

    feed_type = Atom
    item_guid_is_permalink = False

    def author_name(self) -> str:
        """Every feed has to name one: the alliance."""
        return foot().name

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed as this reader may see it."""
        asked = request.GET.get("lang", "")
        with override(asked if asked in dict(settings.LANGUAGES) else get_language()):
            answer = super().__call__(request, *args, **kwargs)
        return for_whom(request, answer, viewer_of(request))


def for_whom(request: HttpRequest, answer: HttpResponse, viewer: Viewer) -> HttpResponse:
    """What a member sees is kept by no cache on the way; what has not changed is a 304."""
    answer["Cache-Control"] = "private" if viewer != ANYBODY else "public, max-age=600"
    answer["Vary"] = "Accept-Language, Cookie"
    set_response_etag(answer)
    date = parse_http_date_safe(answer["Last-Modified"]) if "Last-Modified" in answer else None
    known = get_conditional_response(request, etag=answer["ETag"], last_modified=date, response=answer)
    return known or answer
