"""Pages and data about decisions and statements cost the same, however much hangs on them."""

import pytest
from django.test import Client

from governance.actions import add_action, answer_comment, open_last_call, publish_decision, seat
from governance.models import Decision
from portal import clock
from tests.conftest import shown_second_factor
from tests.factories import UserFactory, group
from tests.governance.making import body_with_seats, comment, drafted, over, positions, weighed

pytestmark = pytest.mark.django_db
API = "/api/v1"
AT = {
    "decision": "/en/desk/decisions/{0.number}/",
    "statement": "/en/desk/trade-offs/{0.trade_off.number}/",
    "ballot": "/en/governance/ballot/{0.number}/",
}
AS_DATA = {
    "decisions": f"{API}/decisions",
    "decision": f"{API}/decisions/{{0.number}}",
    "trade-offs": f"{API}/trade-offs",
    "trade-off": f"{API}/trade-offs/{{0.trade_off.number}}",
}


def put_to_the_seats(body, *, by, rows: int) -> Decision:
    """A decision that answers so many comments and asks for so many actions; every seat takes a position."""
    decision = drafted(by=by, body=body)
    weighed(decision, by=by)
    for _row in range(rows):
        answer_comment(by=by, decision=decision, comment=comment())
        add_action(by=by, decision=decision, titles={"en": "Do it"}, owner="Anybody", due_on=clock.today())
    decision = open_last_call(by=by, decision=decision)
    positions(decision)
    return decision


def more_seats(body, *, by) -> None:
    for code in ("asm", "fi", "go", "ip", "mb"):
        seat(by=by, body=body, group=group(code), holder=UserFactory())


def cost(queries_of, client: Client, address: str) -> int:
    """Asked twice: what is read once and kept does not count."""
    assert client.get(address).status_code == 200
    return queries_of(lambda: client.get(address))


@pytest.mark.parametrize("name", AT)
def test_a_page_of_work_asks_no_more_when_more_hangs_on_it(secretary, queries_of, name):
    body, costs = body_with_seats(by=secretary), []
    for rows in (1, 6):
        decision = put_to_the_seats(body, by=secretary, rows=rows)
        who = decision.body.seats.earliest("pk").holder if name == "ballot" else secretary
        costs.append(cost(queries_of, shown_second_factor(Client(), who), AT[name].format(decision)))
        more_seats(body, by=secretary)
    assert costs[1] <= costs[0]


@pytest.mark.parametrize("name", AS_DATA)
def test_data_asks_no_more_when_there_is_more_of_everything(client, secretary, queries_of, name):
    body, costs = body_with_seats(by=secretary), []
    for rows in (1, 6):
        decision = put_to_the_seats(body, by=secretary, rows=rows)
        with over(decision):
            decision = publish_decision(by=secretary, decision=decision)
            costs.append(cost(queries_of, client, AS_DATA[name].format(decision)))
        more_seats(body, by=secretary)
    assert costs[1] <= costs[0] <= 15
