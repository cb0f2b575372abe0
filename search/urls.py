"""Addresses of this room; stable once published (design §9)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.subscriptions.urls import subscribing
from search import browsers, desk, used, views
from search.alerts.models import SearchAlert
from search.alerts.views import alerts
from search.curating.views import pick, picks, unfound

app_name = "search"
urlpatterns = [
    path("glossary/<str:code>/used/", used.where_used, name="where-used"),
    path("search/", views.results, name="results"),
    path("search/form/", views.ask, name="form"),
    path("desk/search/", desk.engine, name="desk-engine"),
    path("desk/search/unfound/", unfound, name="desk-unfound"),
    path("desk/search/picks/", picks, name="desk-picks"),
    path("desk/search/picks/of/", pick, name="desk-pick"),
    *subscribing("search/alerts/", alerts, SearchAlert, home=("search:results", _("Search"))),
    path("search/opensearch.xml", browsers.description, name="description"),
    path("search/completions.json", browsers.completions, name="completions"),
    path("search/suggest/", views.suggestions, name="suggest"),
]
