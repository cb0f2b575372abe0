"""The API as one piece, for ``portal.urls``; described by ``openapi.json``, and for people at ``/en/data/``."""

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from portal.api import consultations, finding, governance, oneself, releases, rounds, standards, terms
from portal.api.answers import PublicAPI, speak_of_problems
from portal.api.links import ROOT

NAMES = ("terms", "releases", "standards", "consultations", "clauses", "comments", "decisions", "trade-offs", "search")
COLLECTIONS = {name: f"{ROOT}/{name}" for name in NAMES}


class Root(Schema):
    """Where a program begins to walk."""

    title: str
    version: str
    openapi: str
    links: dict[str, str]


api = PublicAPI(
    title="Common Ground",
    version="1",
    description="What the pages of the portal show, as data. Read only; what you may not read is not there.",
    docs_url=None,
    urls_namespace="api",
)
speak_of_problems(api)
api.add_router("/terms", terms.router)
api.add_router("/releases", releases.router)
api.add_router("/standards", standards.router)
api.add_router("/consultations", rounds.router)
api.add_router("/clauses", consultations.clauses_router)
api.add_router("/comments", consultations.comments_router)
api.add_router("/decisions", governance.decisions_router)
api.add_router("/trade-offs", governance.trade_offs_router)
api.add_router("/search", finding.router)
api.add_router("/me", oneself.router)


@api.get("", response=Root, summary="Where to begin")
def root(request: HttpRequest) -> dict[str, object]:
    """The collections, and the description of them all."""
    return {"title": api.title, "version": api.version, "openapi": f"{ROOT}/openapi.json", "links": COLLECTIONS}


elsewhere = Router()


@elsewhere.get("/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> None:
    """Anything else is a problem as data, not a page."""
    raise Http404


api.add_router("", elsewhere)  # the last: it takes every address
