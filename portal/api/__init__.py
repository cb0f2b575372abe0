"""The public read API at ``/api/v1/``: what the pages show, as data, with the thread as links."""
