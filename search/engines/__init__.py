"""What answers a search, and the one way it is asked.

An engine is a module with ``name()`` and ``answer(Inquiry) -> Found``. It gives back keys of ``SearchEntry``, best
first, with total and facets, of what the reader may see; words are marked afterwards, from the rows themselves, the
same for all. ``embedded`` is always there: the main database, which is right at every commit. ``server`` is
Elasticsearch or OpenSearch and may be gone or late. ``choice`` decides which of them is asked.

A new thing in the query language is a new field of ``search.query.Query`` or ``Part``; each engine then translates it:
``query.to_fts5``, ``postgresql.Asked``, ``server_query``. ``tests/search/contract`` holds them to the same answers.
"""
