"""Standards are found and told as data by what surrounds their drafts, once that is public and for whom it is."""

from datetime import timedelta

import pytest

from consultations.actions import surroundings
from consultations.actions.drafts import freeze_draft
from consultations.models import Standard
from portal import clock
from portal.members.viewer import ANYBODY, Viewer
from search.finding import find
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MEMBER = Viewer(user=2, organisations=frozenset({1}))
GAUGE = "Nobody could read the gauge."


def found(text: str, viewer: Viewer = ANYBODY, **filters: str) -> list[str]:
    return [h.entry.url for h in find(text, viewer=viewer, filters={k: [v] for k, v in filters.items()}).hits]


@pytest.fixture
def standard() -> Standard:
    return making.standard()


def tried(secretary, standard, *, publish: bool):
    """A pilot with one finding about a clause."""
    names = {"en": "Washing at Kasanga"}
    pilot = surroundings.write_pilot(by=secretary, standard=standard, names=names, starts_on=clock.today())
    surroundings.record_finding(by=secretary, pilot=pilot, kind="hard", texts={"en": GAUGE}, clause_key="c-know")
    return surroundings.publish_pilot(by=secretary, pilot=pilot) if publish else pilot


def test_why_it_is_written_is_found_once_the_terms_are_published(index_equals_rebuild, secretary, standard):
    why = {"en": "Nobody buys wolframite.", "fr": "Personne n'achète."}
    surroundings.write_terms(by=secretary, standard=standard, why=why, existing={}, overlap={})
    surroundings.record_overlap(by=secretary, standard=standard, other="Responsible Wolframite Code", relation="same")
    assert found("wolframite") == []
    surroundings.publish_terms(by=secretary, standard=standard)
    assert found("nobody buys wolframite") == found("Responsible Code") == ["/standards/SM/"]
    surroundings.remove_overlap(by=secretary, overlap=standard.overlaps.get())
    assert found("Responsible Code") == []
    index_equals_rebuild()


def test_what_a_pilot_showed_is_found_by_whoever_may_know_of_the_standard(index_equals_rebuild, secretary, standard):
    making.open_round("inside", audience="members")
    tried(secretary, standard, publish=True)
    assert found("gauge") == []
    assert found("gauge", MEMBER) == ["/standards/SM/"]
    surroundings.remove_finding(by=secretary, finding=standard.pilots.get().findings.get())
    assert found("gauge", MEMBER) == []
    index_equals_rebuild()


def test_clauses_of_an_edition_are_found_where_they_stand(index_equals_rebuild, secretary, standard, client):
    draft = freeze_draft(by=secretary, draft=making.draft("2024", by=secretary))
    assert found("visit the site") == []
    facts = {"label": "first", "draft": draft, "effective_on": clock.today()}
    surroundings.record_edition(by=secretary, standard=standard, **facts)
    (url,) = found("visit the site", kind="clause")
    assert url == "/standards/SM/editions/first/#c-know"
    assert 'id="c-know"' in client.get(f"/en{url}").content.decode()
    assert client.get("/api/v1/search", {"q": "visit the site", "kind": "clause"}).json()["results"][0]["links"] == {}
    index_equals_rebuild()


def test_a_program_walks_from_what_a_pilot_showed_to_the_clause_and_back(secretary, standard, client):
    making.open_round("mines")
    tried(secretary, standard, publish=True)
    first = client.get("/api/v1/search", {"q": "gauge"}).json()["results"][0]
    told = client.get(first["links"]["item"][0]["api"]).json()
    assert (told["id"], told["status"], told["terms"]) == ("SM", "being_written", None)
    finding = told["pilots"][0]["findings"][0]
    assert (finding["clause"], finding["kind"], finding["text"]["text"]) == ("2.1", "hard", GAUGE)
    clause = client.get(finding["links"]["clause"][0]["api"]).json()
    assert clause["key"] == "c-know"
    assert client.get(clause["links"]["standard"][0]["api"]).json() == told
    assert told["links"]["consultations"][0]["id"] == "mines"


def test_what_is_not_public_is_in_no_data(secretary, standard, client):
    assert client.get("/api/v1/standards/SM").status_code == 404
    making.open_round("mines")
    tried(secretary, standard, publish=False)
    surroundings.write_terms(by=secretary, standard=standard, why={"en": "Canary."}, existing={}, overlap={})
    surroundings.record_overlap(by=secretary, standard=standard, other="Canary code", relation="same")
    told = client.get("/api/v1/standards/SM").json()
    assert (told["terms"], told["overlaps"], told["pilots"]) == (None, [], [])


def test_lists_of_standards_cost_the_same_with_more(secretary, client, queries_of):
    costs = []
    for number, code in enumerate(("ONE", "TWO", "SIX")):
        standard = making.standard(code, code)
        draft = freeze_draft(by=secretary, draft=making.draft(code, code=code, by=secretary))
        day = clock.today() + timedelta(days=number)
        surroundings.record_edition(by=secretary, standard=standard, label="1", draft=draft, effective_on=day)
        making.open_round(f"round-{number}", by=secretary, draft=making.draft("next", code=code, by=secretary))
        tried(secretary, standard, publish=True)
        costs.append(queries_of(lambda: client.get("/api/v1/standards")))
    assert costs[0] == costs[-1] <= 15
