from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The passage you need, in your language, never one you may not see."""

    name = "search"
    verbose_name = "Search"
