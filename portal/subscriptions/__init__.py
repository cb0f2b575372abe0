"""News by e-mail: an address is asked twice, ended by one button, and forgotten soon after.

A room that has news to tell derives a model from ``models.Subscription`` (what they are about), asks with
``actions.subscribe`` inside an action of its own that knows the rights, names its addresses with ``urls.subscribing``,
extends ``portal/subscribe.html``, and writes with ``emails.news``. Confirming, ending and forgetting need no more.
"""
