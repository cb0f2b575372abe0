"""The API: the same rights as the pages, the thread walked by a program."""

import json

import pytest
from django.test import Client

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.models import Comment
from governance.actions import adopt, answer_comment
from portal.api import links
from portal.api.finding import address_of
from portal.clock import set_to
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.glossary import making as terms
from tests.governance import making as governance
from tests.search.making import entry

pytestmark = pytest.mark.django_db
LISTS = ["terms", "standards", "consultations", "clauses", "comments", "decisions", "trade-offs"]


def get(client: Client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, (address, response.content)
    return response.json()


@pytest.fixture
def thread(secretary, colleague):
    """A comment, its answer, the clause that was changed, the decision that answers it, the statement it weighed."""
    around = rounds.open_round("mines-1")
    voices.sent(around, "Twenty-four months are too few", clause=around.draft.clauses.get(key="c-title"))
    voices.close(around)
    around.refresh_from_db()
    later = rounds.open_round("mines-2", number=2, draft=rounds.draft(label="2", previous=around.draft))
    comment = Comment.objects.get()
    changed = later.draft.clauses.get(key="c-title")
    answer = propose_disposition(
        by=secretary, comment=comment, value="accepted", reason="Longer now.", changed_clause=changed
    )
    agree_disposition(by=colleague, disposition=answer)
    write_synopsis(by=secretary, round=around, language="en", body="One comment.")
    publish_answers(by=secretary, round=around)
    decision = governance.drafted()
    answer_comment(by=secretary, decision=decision, comment=comment)
    adopt(by=secretary, decision=decision, version=terms.under_review())
    governance.weighed(decision)
    decision = governance.open_last_call(by=secretary, decision=decision)
    governance.positions(decision)
    with governance.over(decision):
        governance.publish_decision(by=secretary, decision=decision)
    return decision.last_call_until


def test_the_thread_is_walked_by_a_program_from_a_clause_to_a_trade_off_and_back(client: Client, thread):
    found = get(client, "/api/v1/search?q=twenty-four+months&kind=comment")
    said = get(client, found["results"][0]["links"]["item"][0]["api"])
    assert (said["status"], said["disposition"]["reason"]) == ("accepted", "Longer now.")
    clause = get(client, said["links"]["clause"][0]["api"])
    assert clause["links"]["comments"][0]["id"] == said["id"]
    changed = get(client, said["links"]["changed_clause"][0]["api"])
    assert changed["id"] == "mines-2/c-title"
    assert changed["links"]["caused_by"][0]["id"] == said["id"]
    decision = get(client, said["links"]["decisions"][0]["api"])
    assert decision["result"]["passed"] is True
    assert decision["links"]["comments"][0]["id"] == said["id"]
    term = get(client, decision["links"]["terms"][0]["api"])
    assert term["links"]["decisions"][0]["id"] == decision["number"]
    statement = get(client, decision["links"]["trade_off"][0]["api"])
    assert statement["links"]["decision"][0]["id"] == decision["number"]
    with set_to(thread):
        for item in (said, clause, changed, decision, term, statement):
            assert item["status"]
            assert client.get(item["url"], follow=True).status_code == 200


def test_what_is_found_at_an_odd_address_is_an_answer_all_the_same():
    assert address_of("clause", ["clauses"]) is None
    assert address_of("comment", [""]) is None
    assert (
        address_of("clause", ["consultations", "mines-1", "draft", "c", "c-know"]) == "/api/v1/clauses/mines-1/c-know"
    )


def test_the_walk_begins_at_the_root(client: Client):
    root = get(client, "/api/v1/")
    assert list(root["links"]) == [LISTS[0], "releases", *LISTS[1:], "search"]
    described = get(client, root["openapi"])
    for address in root["links"].values():
        assert address in described["paths"]
        assert client.get(address).status_code == 200, address
    assert client.get("/api/v1")["Location"] == "/api/v1/"


@pytest.mark.parametrize("name", LISTS)
def test_each_list_holds_what_its_items_say(client: Client, thread, name: str):
    data = get(client, f"/api/v1/{name}?lang=fr")
    assert data["total"] >= 1
    for item in data["items"]:
        assert item["url"].startswith("/fr/")
        single = get(client, f"/api/v1/{name}/{item['id']}?lang=fr")
        assert single == item


def test_what_one_may_not_read_answers_as_what_is_not_there(client: Client, as_secretary: Client):
    rounds.prepared_round("quiet")
    decision = governance.drafted()
    pairs = [
        ("/api/v1/clauses/quiet/c-know", "/api/v1/clauses/nowhere/c-know"),
        (f"/api/v1/decisions/{decision.number}", "/api/v1/decisions/SC-1999-001"),
    ]
    for hidden, missing in pairs:
        one, other = client.get(hidden), client.get(missing)
        assert (one.status_code, one.content, one.headers) == (404, other.content, other.headers)
        assert one["Content-Type"] == "application/problem+json"
        assert as_secretary.get(hidden).status_code == 200
    assert get(client, "/api/v1/clauses")["total"] == 0
    assert get(client, "/api/v1/decisions")["total"] == 0


def test_a_committee_only_comment_stands_nowhere(client: Client):
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")
    voices.sent(around, "Whispered wolframite", confidentiality="committee", clause=clause)
    for address in ("comments", "clauses", "clauses/mines/c-know", "search?q=wolframite"):
        response = client.get(f"/api/v1/{address}")
        assert b"hispered" not in response.content
        assert b"R1-0001" not in response.content
    assert client.get("/api/v1/comments/mines/R1-0001").status_code == 404


def test_search_has_total_results_facets_expanded_and_engine(client: Client):
    terms.agreed(terms.english("forced labour", "work"), terms.french())
    data = get(client, "/api/v1/search?q=forced+labour&limit=1")
    assert set(data) == {"total", "results", "facets", "expanded", "suggestions", "engine", "next", "previous"}
    assert "offset=1" in data["next"]
    assert data["engine"] in {"sqlite", "postgresql"}
    assert data["expanded"] == [{"language": "fr", "text": "travail forcé"}]
    assert len(data["results"]) == 1 < data["total"]
    assert {"value": "term", "count": data["total"]} in data["facets"]["kind"]


def test_answers_can_be_kept_and_read_from_anywhere(client: Client):
    terms.agreed()
    first = client.get("/api/v1/terms")
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/v1/terms", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    ["terms?limit=0", "terms?limit=101", "comments?offset=-1", "search?lang=xx", "decisions?limit=many"],
)
def test_wrong_questions_are_problems_as_data(client: Client, address: str):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"][0]["where"] == [address.partition("?")[2].partition("=")[0]]


@pytest.mark.parametrize("address", ["nothing", "terms/", "terms/RS-9999", "comments/x/R1-²", "comments/x/y"])
def test_nothing_there_is_a_problem_as_data(client: Client, address: str):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response.json() == {"type": "about:blank", "title": "Not found", "status": 404}


def test_lists_are_read_in_windows(client: Client):
    for number in range(5):
        terms.proposed(terms.english(f"term {number}", "x"))
    seen, address = [], "/api/v1/terms?limit=2"
    while address:
        data = get(client, address)
        seen += [item["id"] for item in data["items"]]
        address = data["next"]
    assert seen == sorted(set(seen))
    assert len(seen) == data["total"] == 5
    assert [item["id"] for item in get(client, data["previous"])["items"]] == seen[2:4]


def test_the_description_names_every_list_and_needs_no_other_host(client: Client):
    description = get(client, "/api/v1/openapi.json")
    assert {f"/api/v1/{name}" for name in [*LISTS, "search"]} <= set(description["paths"])
    assert "http" not in json.dumps(description["paths"])
    assert client.get("/api/v1/docs").status_code == 404


def test_the_number_of_queries_does_not_grow(client: Client, queries_of):
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")

    def add(number: int) -> None:
        voices.sent(around, f"Said {number}", clause=clause, email=f"one{number}@example.org")
        terms.agreed(terms.english(f"term {number}", "x"), number=f"SC-2025-00{number}")
        entry(f"Said {number}")

    add(1)
    get(client, "/api/v1/search?q=said")
    asked = ["terms?q=term", "standards", "consultations", "clauses", "comments", "search?q=said", "terms/RS-0001"]
    asked += ["consultations/mines", "clauses/mines/c-know", "comments/mines/R1-0001"]
    few = {name: queries_of(lambda n=name: get(client, f"/api/v1/{n}")) for name in asked}
    for number in range(2, 7):
        add(number)
    get(client, "/api/v1/search?q=said")  # the names of terms are read once
    many = {name: queries_of(lambda n=name: get(client, f"/api/v1/{n}")) for name in asked}
    assert many == few
    assert max(few.values()) <= 15


def test_of_many_comments_an_item_names_the_first_and_the_list_of_them_all(client: Client, monkeypatch):
    monkeypatch.setattr(links, "MOST", 3)
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")
    voices.sent(around, *(f"Said {number}" for number in range(5)), clause=clause)
    voices.sent(around, "Whispered", clause=clause, confidentiality="committee")
    found = get(client, "/api/v1/clauses/mines/c-know")["links"]
    assert [step["id"] for step in found["comments"]] == ["mines/R1-0001", "mines/R1-0002", "mines/R1-0003"]
    every = get(client, found["all_comments"][0]["api"])
    assert (every["total"], every["items"][0]["links"]["clause"][0]["id"]) == (5, "mines/c-know")
    assert "all_comments" not in get(client, "/api/v1/clauses/mines/c-title")["links"]


def test_comments_are_asked_for_by_what_came_of_them(client: Client, thread):
    decision = get(client, "/api/v1/decisions")["items"][0]
    asked = {"changed=mines-2/c-title": 1, "changed=mines-1/c-title": 0, "clause=mines-1/c-title": 1}
    asked |= {f"decision={decision['id']}": 1, "decision=SC-1999-001": 0, "clause=nowhere/c-title": 0}
    assert {query: get(client, f"/api/v1/comments?{query}")["total"] for query in asked} == asked


@pytest.mark.parametrize("query", ["q=%00", "round=%00", "clause=a/%00", "status=%ff", "decision=%1b", "kind=%00"])
@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_characters_that_are_no_text_are_told_and_find_nothing(client: Client, name: str, query: str):
    answer = client.get(f"/api/v1/{name}?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"][0]["where"] == [query.partition("=")[0]]
    assert client.get(f"/api/v1/{name}/%00/%00").status_code == 404
    assert client.get(f"/api/v1/{name}/%00").status_code == 404
