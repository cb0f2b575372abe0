"""Addresses about people and organisations."""

from django.urls import URLPattern

app_name = "members"
urlpatterns: list[URLPattern] = []
