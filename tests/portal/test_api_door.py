"""Whatever is asked of the API, and however: an answer that can be kept, or a problem that helps. Never a failure."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.http import http_date, parse_http_date

from glossary.words import Entry, Name
from portal.api.rates import count
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.glossary import making as terms

pytestmark = pytest.mark.django_db
LISTS = ["terms", "releases", "standards", "consultations", "clauses", "comments", "decisions", "trade-offs", "search"]
PROBLEM = "application/problem+json"


def test_an_unchanged_answer_is_not_sent_again_by_tag_or_by_date(client: Client):
    terms.agreed()
    first = client.get("/api/v1/terms/RS-0001")
    assert parse_http_date(first["Last-Modified"]) > 0
    for header, value in (("if-none-match", first["ETag"]), ("if-modified-since", first["Last-Modified"])):
        again = client.get("/api/v1/terms/RS-0001", headers={header: value})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Access-Control-Allow-Origin"]) == (first["ETag"], "*")
    long_ago = {"if-modified-since": http_date(0)}
    assert client.get("/api/v1/terms/RS-0001", headers=long_ago).status_code == 200
    late = client.get("/api/v1/terms/RS-0001", headers={"if-match": '"another"'})
    assert (late.status_code, late["Content-Type"]) == (412, PROBLEM)


def test_the_head_is_that_of_the_answer(client: Client):
    terms.agreed()
    whole, head = client.get("/api/v1/terms"), client.head("/api/v1/terms")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Last-Modified", "Cache-Control", "Vary"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("address", ["", "terms", "comments/hidden/R1-0001", "nothing", "openapi.json", "me"])
def test_what_may_be_done_is_the_same_everywhere(client: Client, address: str):
    asked = {"origin": "https://elsewhere.example.org", "access-control-request-method": "GET"}
    allowed = client.options(f"/api/v1/{address}", headers=asked)
    assert (allowed.status_code, allowed["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert allowed["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in allowed["Access-Control-Allow-Headers"]
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method(f"/api/v1/{address}")
        assert (refused.status_code, refused["Content-Type"], refused["Allow"]) == (405, PROBLEM, allowed["Allow"])


@pytest.mark.parametrize(
    ("accept", "status"), [("text/html", 406), ("application/json", 200), ("text/html, */*;q=0.1", 200), ("?;=,/", 406)]
)
def test_only_json_is_spoken(client: Client, accept: str, status: int):
    answer = client.get("/api/v1/terms", headers={"accept": accept})
    assert answer.status_code == status
    assert answer.json()


def test_who_asks_too_often_is_told_when_to_come_again(client: Client, settings, noon):
    settings.API_PER_MINUTE = 3
    left = [client.get("/api/v1/terms")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = client.get("/api/v1/terms")
    assert (refused.status_code, refused["Content-Type"]) == (429, PROBLEM)
    assert (refused["Retry-After"], refused["RateLimit-Limit"]) == ("60", "3")
    assert client.get("/en/").status_code == 200
    cache.clear()
    assert client.get("/api/v1/terms").status_code == 200


def test_a_count_that_is_thrown_out_begins_anew(monkeypatch):
    monkeypatch.setattr("portal.api.rates.cache.add", lambda *_: False)
    assert count("somebody").asked == 1


@pytest.mark.parametrize(
    "query",
    [
        "limit=%C2%B2",
        "offset=" + "9" * 400,
        "offset=-1",
        "limit=1e2",
        "colour=red",
        "lang=" + "x" * 60,
        "&".join(f"kind{number}=term" for number in range(1000)),
        "a=" + "b" * 10_000,
        "lang=%00",
        "%1b[2J=1",
    ],
)
@pytest.mark.parametrize("name", LISTS)
def test_what_makes_no_sense_is_told_in_few_words(client: Client, queries_of, name: str, query: str):
    asked = queries_of(lambda: client.get(f"/api/v1/{name}?{query}"))
    answer = client.get(f"/api/v1/{name}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    problem = answer.json()
    assert problem["detail"][0]["what"]
    assert len(answer.content) < 2_000
    assert asked == 0


@pytest.mark.parametrize(
    "text",
    ['"', '"unbalanced', "-", "OR OR", "* * *", "((((", "\u202egnilrow\u202c", "😀" * 40, "a" * 500, "kind:", ":" * 90],
)
def test_odd_words_are_looked_for_all_the_same(client: Client, text: str):
    terms.agreed()
    for address in ("search", "terms"):
        data = client.get(f"/api/v1/{address}", {"q": text[:120] if address == "terms" else text})
        assert data.status_code == 200, data.content
    assert client.get("/api/v1/search", {"q": "b" * 501}).status_code == 400
    assert client.get("/api/v1/terms/lookup", {"name": text[:200]}).json() == []


@pytest.mark.parametrize(
    "path", ["terms/" + "x" * 5000, "terms/RS-0001/versions/" + "9" * 30, "comments/a/R1-" + "9" * 40]
)
def test_absurd_addresses_are_no_failure(client: Client, path: str):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == PROBLEM


def test_terms_speak_every_language_somebody_has_written(client: Client):
    terms.agreed(terms.english(), Entry("sw", "kazi", names=(Name("kazi ya kulazimishwa"),)))
    for address in ("terms/RS-0001", "terms/RS-0001/versions/1"):
        told = client.get(f"/api/v1/{address}?lang=sw").json()
        assert (told["language"], told["name"], told["is_fallback"]) == ("sw", "kazi ya kulazimishwa", False)
        assert told["url"].startswith("/en/")
        assert client.get(f"/api/v1/{address}?lang=qu").json()["is_fallback"] is True
    listed = client.get("/api/v1/terms?lang=sw").json()["items"][0]
    assert listed["language"] == "sw"
    assert client.get("/api/v1/clauses?lang=sw").status_code == 400


def test_dates_and_tags_do_not_tell_of_what_is_hidden(client: Client, noon):
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")
    voices.sent(around, "Said aloud", clause=clause)
    asked = ["comments", "clauses", "clauses/mines/c-know", "consultations/mines", "search?q=aloud", "consultations"]
    before = {name: told(client, name) for name in asked}
    voices.sent(around, "Whispered aloud", clause=clause, confidentiality="committee", email="other@example.org")
    rounds.open_round("inside", audience="members", draft=rounds.draft(label="9"))
    assert {name: told(client, name) for name in asked} == before


def told(client: Client, name: str) -> tuple[str, str | None, bytes]:
    answer = client.get(f"/api/v1/{name}")
    return answer["ETag"], answer.get("Last-Modified"), answer.content


def test_members_answers_are_kept_by_no_cache_on_the_way(client: Client, as_member: Client):
    assert client.get("/api/v1/terms")["Cache-Control"] == "public, no-cache"
    theirs = as_member.get("/api/v1/terms")
    assert theirs["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(theirs["Vary"].split(", "))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_people_read_the_description_on_a_plain_page(client: Client, language: str):
    page = client.get(f"/{language}/data/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    assert all(f"<code>{address}</code>" in page for address in described["paths"])
    assert "<script>" not in page
    assert "style=" not in page


def test_the_description_has_names_of_its_own_for_every_shape_and_operation(client: Client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    operations = [operation for one in described["paths"].values() for operation in one.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all({"200", "400", "401", "404", "406", "429"} <= set(one["responses"]) for one in operations)
    assert described["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"


def test_no_two_shapes_share_a_name():
    from ninja import Schema

    def below(kind: type) -> set[type]:
        return {kind} | {one for child in kind.__subclasses__() for one in below(child)}

    ours = [
        one.__name__ for one in below(Schema) if one.__module__.startswith("portal.api") and "[" not in one.__name__
    ]
    assert sorted({name for name in ours if ours.count(name) > 1}) == []
