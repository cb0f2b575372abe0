"""Decisions, trade-offs and bodies: what can be found of them, and by whom."""

import pytest

from governance.actions import return_decision
from portal.members.viewer import ANYBODY, Viewer
from search.finding import find
from tests.governance import making

pytestmark = pytest.mark.django_db


def found(text: str, viewer: Viewer = ANYBODY, **filters: str):
    return [h.entry for h in find(text, viewer=viewer, filters={k: [v] for k, v in filters.items()}).hits]


def test_a_decision_is_followed_by_its_body_first_and_by_its_audience_from_last_call_on(index_equals_rebuild):
    decision = making.drafted()
    seated = Viewer(user=1, groups=frozenset({decision.body.group_id}))
    assert found(decision.number) == []
    assert [row.status for row in found(decision.number, seated, kind="decision")] == ["draft"]
    index_equals_rebuild()


def test_a_published_decision_and_its_trade_off_are_found_by_their_words(index_equals_rebuild):
    decision = making.drafted()
    statement = making.weighed(decision)
    assert {row.of_body for row in found("economic effect", kind="trade-off")} == {""}  # nobody knows of it yet
    decision = making.open_last_call(by=making.secretary(), decision=decision)
    making.positions(decision)
    assert [row.status for row in found(decision.number, kind="decision")] == ["last_call"]
    with making.over(decision):
        decision = making.publish_decision(by=making.secretary(), decision=decision)
    (row,) = found('"where a state works"', kind="decision", body="standards-committee")
    assert (row.url, row.status) == (f"/decisions/{decision.number}/", decision.state)
    (row,) = found("economic effect body:sc", kind="trade-off")
    assert (row.url, row.groups) == (f"/trade-offs/{statement.number}/", ["tr"])
    assert {row.language for row in found("comité des normes") + found("committee", kind="body")} >= {"en", "fr"}
    index_equals_rebuild()


def test_a_returned_decision_says_so(index_equals_rebuild):
    decision = making.in_last_call()
    making.positions(decision, la=("object", "It harms us."))
    with making.over(decision):
        return_decision(by=making.secretary(), decision=decision)
    assert [row.status for row in found(decision.number, kind="decision")] == ["returned"]
    index_equals_rebuild()


def test_an_unpublished_statement_is_found_by_nobody(index_equals_rebuild):
    making.weighed(making.drafted(), publish=False)
    assert found("economic effect", Viewer(user=1, is_secretariat=True), kind="trade-off") == []
    index_equals_rebuild()
