"""Where a web server finds the portal."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from portal import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
with loading.undisturbed():
    application = get_wsgi_application()
    _ = get_resolver().url_patterns  # every view: once for all workers where the server loads before it forks
