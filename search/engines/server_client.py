"""The connection to Elasticsearch or OpenSearch; loaded only where ``SEARCH_URL`` is set."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from elastic_transport import HttpHeaders, NodeConfig, Urllib3HttpNode
from elasticsearch import Elasticsearch

CONNECTIONS = 20  # a process; more than it has threads, so that none waits for another's silent server
COMPATIBLE = re.compile(r"application/vnd\.elasticsearch\+(json|x-ndjson)\s*;\s*compatible-with=\d+")
DEFAULT_PORTS = {"http": 80, "https": 443}


class OpenSearchNode(Urllib3HttpNode):
    """Speaks to OpenSearch as it expects: plain media types; and the client is told what it wants to hear.

    OpenSearch answers 406 to the media types of Elasticsearch, and the client refuses an answer without its header.
    """

    def perform_request(self, method: str, target: str, *args: Any, **kwargs: Any) -> Any:
        headers = kwargs.get("headers") or {}
        kwargs["headers"] = HttpHeaders({key: COMPATIBLE.sub(r"application/\1", v) for key, v in headers.items()})
        answer = super().perform_request(method, target, *args, **kwargs)
        answer.meta.headers = HttpHeaders({**answer.meta.headers, "x-elastic-product": "Elasticsearch"})
        return answer


def addresses() -> list[str]:
    """Several nodes of one cluster are parted by commas."""
    return [address.strip() for address in settings.SEARCH_URL.split(",") if address.strip()]


def shown_address() -> str:
    """For people, without what is secret."""
    return ", ".join(f"{url.scheme}://{url.hostname}:{port_of(url)}" for url in map(urlsplit, addresses()))


def port_of(url: Any) -> int:
    """An address without a port means that of its scheme."""
    return int(url.port or DEFAULT_PORTS.get(url.scheme, 9200))


def credentials() -> dict[str, Any]:
    """From the settings, else from the first address."""
    if settings.SEARCH_API_KEY:
        return {"api_key": settings.SEARCH_API_KEY}
    first = urlsplit(addresses()[0])
    user = settings.SEARCH_USER or unquote(first.username or "")
    password = settings.SEARCH_PASSWORD or unquote(first.password or "")
    return {"basic_auth": (user, password)} if user else {}


def node(address: str) -> NodeConfig:
    """One node; the timeout counts for connecting and answering together."""
    url = urlsplit(address)
    secured: dict[str, Any] = {"ca_certs": settings.SEARCH_CA_CERTS or None, "verify_certs": True}
    return NodeConfig(
        scheme=url.scheme,
        host=url.hostname or "",
        port=port_of(url),
        path_prefix=url.path.rstrip("/"),
        connections_per_node=CONNECTIONS,
        request_timeout=settings.SEARCH_TIMEOUT,
        http_compress=False,
        **(secured if url.scheme == "https" else {}),
    )


def client() -> Elasticsearch:
    """One a process, made when it is first needed: after the web server has forked."""
    names = ("URL", "FLAVOUR", "TIMEOUT", "USER", "PASSWORD", "API_KEY", "CA_CERTS")
    return made(*(getattr(settings, f"SEARCH_{name}") for name in names))


@lru_cache(maxsize=4)
def made(*_settings: Any) -> Elasticsearch:
    """A node that refuses leaves the request to the next one; a silent one does not, or the reader would wait twice."""
    nodes = [node(address) for address in addresses()]
    return Elasticsearch(
        nodes,
        node_class=OpenSearchNode if settings.SEARCH_FLAVOUR == "opensearch" else Urllib3HttpNode,
        max_retries=len(nodes) - 1,
        retry_on_timeout=False,
        **credentials(),
    )
