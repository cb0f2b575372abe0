"""Loaded before anything else (``-p tests.environment``): the settings the tests run under."""

import os

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("TASKS", "immediate")
os.environ.setdefault("EMAIL_URL", "memorymail://")
