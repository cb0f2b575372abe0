"""Addresses of this room; stable once published (design §9)."""

from django.urls import path

from search import desk, used, views

app_name = "search"
urlpatterns = [
    path("glossary/<str:code>/used/", used.where_used, name="where-used"),
    path("search/", views.results, name="results"),
    path("desk/search/", desk.engine, name="desk-engine"),
    path("search/suggest/", views.suggestions, name="suggest"),
]
