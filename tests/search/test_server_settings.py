"""Wrong settings are said before the first search; each flavour is spoken to as it expects; secrets stay secrets."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.checks import Error, Warning
from django.test import override_settings

from search.checks import search_settings
from search.engines import server_client

GOOD = {"SEARCH_URL": "https://portal:secret@search.example.org:9200, https://portal:secret@other.example.org"}


@pytest.mark.parametrize("right", [{}, {"SEARCH_FLAVOUR": "elasticsearch"}, {"SEARCH_URL": ""}, {"SEARCH_REPLICAS": 2}])
def test_right_settings_are_not_remarked_on(right):
    with override_settings(**{**GOOD, **right}):
        assert search_settings() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SEARCH_URL": "search.example.org:9200"}, "SEARCH_URL"),
        ({"SEARCH_URL": "https://search.example.org:many"}, "SEARCH_URL"),
        ({"SEARCH_URL": "ftp://search.example.org"}, "SEARCH_URL"),
        ({"SEARCH_FLAVOUR": "solr"}, "SEARCH_FLAVOUR"),
        ({"SEARCH_SHARDS": 0}, "SEARCH_SHARDS"),
        ({"SEARCH_REPLICAS": -1}, "SEARCH_REPLICAS"),
        ({"SEARCH_TIMEOUT": 0}, "SEARCH_TIMEOUT"),
        ({"SEARCH_TIMEOUT": 60}, "SEARCH_TIMEOUT"),
        ({"SEARCH_CA_CERTS": "/nowhere/ca.pem"}, "SEARCH_CA_CERTS"),
        ({"SEARCH_INDEX": "Portal"}, "SEARCH_INDEX"),
        ({"SEARCH_INDEX": "-portal"}, "SEARCH_INDEX"),
        ({"SEARCH_API_KEY": "a", "SEARCH_USER": "b"}, "SEARCH_API_KEY"),
    ],
)
def test_wrong_settings_are_named(wrong, said: str):
    with override_settings(**{**GOOD, **wrong}):
        (fault,) = search_settings()
    assert isinstance(fault, Error)
    assert said in fault.msg


def test_a_password_in_the_clear_is_warned_of_unless_it_stays_on_this_machine():
    with override_settings(SEARCH_URL="http://portal:secret@search.example.org:9200"):
        assert [type(fault) for fault in search_settings()] == [Warning]
    with override_settings(SEARCH_URL="http://portal:secret@127.0.0.1:9200"):
        assert search_settings() == []


@override_settings(**GOOD)
def test_an_address_is_shown_without_its_secret():
    assert server_client.shown_address() == "https://search.example.org:9200, https://other.example.org:443"
    assert server_client.credentials() == {"basic_auth": ("portal", "secret")}


@override_settings(SEARCH_URL="https://po%40rtal:a%2Fb@search.example.org/below/", SEARCH_CA_CERTS="/etc/ca.pem")
def test_users_passwords_certificates_and_paths_are_read_from_address_and_settings():
    node = server_client.node(server_client.addresses()[0])
    assert (node.scheme, node.host, node.port, node.path_prefix) == ("https", "search.example.org", 443, "/below")
    assert (node.verify_certs, node.ca_certs) == (True, "/etc/ca.pem")
    assert server_client.credentials() == {"basic_auth": ("po@rtal", "a/b")}
    with override_settings(SEARCH_API_KEY="key"):
        assert server_client.credentials() == {"api_key": "key"}
    with override_settings(SEARCH_USER="other", SEARCH_PASSWORD="words"):
        assert server_client.credentials() == {"basic_auth": ("other", "words")}


class Picky(BaseHTTPRequestHandler):
    """Answers like the one or the other product, and remembers how it was asked."""

    is_elastic = False
    asked: list[str] = []

    def log_message(self, *arguments) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        accept = self.headers.get("accept", "")
        type(self).asked.append(accept)
        body = json.dumps({"count": 3}).encode()
        self.send_response(200 if self.is_elastic == ("vnd.elasticsearch" in accept) else 406)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        if self.is_elastic:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET


@pytest.fixture(params=["opensearch", "elasticsearch"])
def picky(request) -> Iterator[str]:
    """A server that takes its own media types only."""
    Picky.is_elastic = request.param == "elasticsearch"
    with ThreadingHTTPServer(("127.0.0.1", 0), Picky) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        with override_settings(
            SEARCH_URL=f"http://127.0.0.1:{listening.server_port}", SEARCH_FLAVOUR=request.param, SEARCH_TIMEOUT=10
        ):
            yield request.param
        listening.shutdown()


def test_each_flavour_is_asked_as_it_expects(picky: str):
    client = server_client.client()
    assert client.count(index="portal")["count"] == 3
    client.close()
