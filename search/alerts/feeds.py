"""A search as a feed: what everybody may read of it, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.feeds import Atom
from portal.files.packing import printable
from portal.members.viewer import ANYBODY
from search.alerts import searches
from search.alerts.newest import newest
from search.models import SearchEntry

MOST = 50
LENGTH = 300  # characters of a text


class SearchFeed(Feed):
    """Atom, with identifiers that stay; whoever asks gets the same, so that it may be kept on the way."""

    feed_type = Atom
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The newest results, in the reader's language; 304 where nothing has changed."""
        answer = super().__call__(request, *args, **kwargs)
        answer["Cache-Control"], answer["Vary"] = "public, max-age=600", "Accept-Language, Cookie"
        set_response_etag(answer)
        unchanged = get_conditional_response(request, etag=answer["ETag"], response=answer)
        return unchanged or answer

    def get_object(self, request: HttpRequest, *args: Any) -> searches.Search:
        """The search that the address names."""
        return searches.read(request.GET)

    def title(self, obj: searches.Search) -> str:
        """What is looked for."""
        return printable(_("New results: %(topic)s") % {"topic": searches.told(obj)})

    def link(self, obj: searches.Search) -> str:
        """The page of all results."""
        return f"{reverse('search:results')}?{obj}"

    def feed_url(self, obj: searches.Search) -> str:
        """Where it is read itself."""
        return f"{reverse('search-feed')}?{obj}"

    def author_name(self) -> str:
        """Every feed has to name one."""
        return _("Search")

    def items(self, obj: searches.Search) -> list[SearchEntry]:
        """A fixed number of queries, however many."""
        return newest(obj, viewer=ANYBODY, language=get_language() or "en", most=MOST)

    def item_title(self, item: SearchEntry) -> str:
        """What it is, and how it is called."""
        kind = str(SearchEntry.Kind(item.kind).label)
        return printable(f"{kind} {item.label}: {item.title}" if item.label else f"{kind}: {item.title}")

    def item_description(self, item: SearchEntry) -> str:
        """How it begins."""
        return printable(Truncator(item.body).chars(LENGTH, truncate="…"))

    def item_link(self, item: SearchEntry) -> str:
        """Its place, in the reader's language."""
        return f"/{get_language()}{item.url}"

    def item_guid(self, item: SearchEntry) -> str:
        """The same for ever, in whatever language it is read."""
        return f"{settings.BASE_URL}/search/#{item.key}"

    def item_pubdate(self, item: SearchEntry) -> datetime:
        """Since when it can be found."""
        return item.found_at

    item_updateddate = item_pubdate
