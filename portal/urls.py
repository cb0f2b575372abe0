"""Every address of the house. Those of design §9 are stable: a change needs an ADR and a redirect."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from consultations import feeds
from consultations.sitemaps import Comments, Consultations, Standards
from glossary.feeds import GlossaryFeed, ReleasesFeed
from glossary.sitemaps import Releases, Terms
from glossary.views.data import concept_document, concept_uri
from governance.feeds import DecisionsFeed, TradeOffsFeed
from governance.sitemaps import Records
from portal import readiness, sitemaps, styleguide, views
from portal.api import pages
from portal.api.urls import api
from search.alerts.feeds import SearchFeed

CHAPTERS = {
    "pages": sitemaps.PlainPages,
    "terms": Terms,
    "releases": Releases,
    "standards": Standards,
    "consultations": Consultations,
    "comments": Comments,
    "records": Records,
}
# Wagtail's own include brings /_util/login/, a password form past the second factor: only the serve view
# is mounted.
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", readiness.readyz, name="readyz"),
    path("api/v1/", api.urls),
    path("admin/login/", views.admin_door),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("portal.members.urls")),
    path("accounts/", include("allauth.urls")),
]
GUIDE = [path("styleguide/", styleguide.styleguide, name="styleguide")] if settings.DEMO else []
urlpatterns += [
    path("id/<str:code>.<slug:ending>", concept_document, name="concept-document"),
    path("id/<str:code>", concept_uri, name="concept-uri"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, {"chapters": CHAPTERS}, name="sitemap"),
    path("sitemaps/<slug:name>-<int:page>.xml", sitemaps.part, {"chapters": CHAPTERS}, name="sitemap-part"),
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("calendar/<slug:slug>.ics", feeds.calendar, name="calendar-of-round"),
    path("feeds/glossary.atom", GlossaryFeed(), name="glossary-feed"),
    path("feeds/glossary/<str:code>.atom", GlossaryFeed(), name="term-feed"),
    path("feeds/search.atom", SearchFeed(), name="search-feed"),
    path("feeds/releases.atom", ReleasesFeed(), name="releases-feed"),
    path("feeds/standards.atom", feeds.StandardsFeed(), name="standards-feed"),
    path("feeds/decisions.atom", DecisionsFeed(), name="decisions-feed"),
    path("feeds/trade-offs.atom", TradeOffsFeed(), name="trade-offs-feed"),
    path("feeds/consultations.atom", feeds.ConsultationsFeed(), name="consultations-feed"),
    path("feeds/consultations/<slug:slug>.atom", feeds.ConsultationsFeed(), name="round-feed"),
    path("feeds/consultations/<slug:slug>/comments.atom", feeds.CommentsFeed(), name="comments-feed"),
]
urlpatterns += i18n_patterns(
    path("desk/", views.desk, name="desk"),
    path("data/", pages.data, name="data"),
    *GUIDE,
    path("", include("portal.members.desk_urls")),
    path("", include("search.urls")),
    path("", include("governance.urls")),
    path("", include("consultations.urls")),
    path("", include("glossary.urls")),
    re_path(serve_pattern, serve, name="wagtail_serve"),
)
if settings.DEMO:
    urlpatterns = [*static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT), *urlpatterns]
handler400 = "portal.views.bad_request"
handler403 = "portal.views.refused"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
