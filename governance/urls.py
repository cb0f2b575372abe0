"""Addresses of this room; stable once published (design §9)."""

from django.urls import URLPattern

app_name = "governance"
urlpatterns: list[URLPattern] = []
