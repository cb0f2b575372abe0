"""Numbers that no page of ours has sent: signs that only look like digits, and more digits than any row has."""

import inspect
import re
import sys
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import resolve

from governance.models import Decision
from portal.numbers import row_number
from tests.conftest import shown_second_factor
from tests.journeys.every_address import BY_CODE, PART, filled, routes, rows_for
from tests.journeys.planting import Ground, plant, prepare

pytestmark = [pytest.mark.walks, pytest.mark.django_db, pytest.mark.usefixtures("noon", "quiet", "private")]
ODD = ("²", "9" * 19, "9" * 400)
NONE = (*ODD, "٣", "9" * 5000, "-1", "1e3", "")
NAMED = re.compile(r'(GET|POST)(?:\.get\(|\.getlist\(|\[)"(\w+)"')
MAY_FAIL = "/readyz"  # there is no worker


@pytest.mark.parametrize(
    ("said", "number"), [("7", 7), ("007", 7), ("9" * 18, int("9" * 18)), *((odd, 0) for odd in NONE)]
)
def test_a_number_is_read_or_it_is_no_row(said, number):
    assert row_number(said) == number


@pytest.fixture
def ground() -> Ground:
    ground = prepare()
    plant(ground)
    return ground


@pytest.fixture
def desk(ground) -> Client:
    return shown_second_factor(Client(), ground.desk)


def one_of_each() -> Iterator[tuple[str, tuple]]:
    """Every pattern, with what stands in its parts somewhere."""
    for route in routes():
        rows = [] if route.startswith(BY_CODE) else rows_for(route)
        if rows:
            yield route, tuple(rows[0])


def answered(response) -> int:
    """The status, once all has arrived: that closes whatever was handed out."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def asked_by(address: str, how: str) -> set[str]:
    """What the module behind an address reads by name."""
    view = inspect.unwrap(resolve(address).func)
    source = inspect.getsource(sys.modules[view.__module__])
    return {name for kind, name in NAMED.findall(source) if kind == how}


def test_no_odd_number_in_an_address_breaks_a_page(desk):
    asked = 0
    for route, row in one_of_each():
        for place, _part in enumerate(PART.findall(route)):
            for odd in ODD:
                address = filled(route, (*row[:place], odd, *row[place + 1 :]))
                assert answered(desk.get(address)) < 500, address
                asked += 1
    assert asked > 200


def test_no_odd_number_that_a_page_is_asked_with_breaks_it(desk):
    for route, row in one_of_each():
        address = filled(route, row)
        names = asked_by(address, "GET") | {"page"}
        for odd in ODD:
            status = answered(desk.get(address, dict.fromkeys(names, odd)))
            assert status < 500 or address == MAY_FAIL, (address, odd[:9])


def test_no_odd_number_that_a_button_sends_breaks_a_page(desk):
    sent = set()
    for route, row in one_of_each():
        address = filled(route, row)
        names = asked_by(address, "POST")
        for odd in ODD if names else ():
            for data in (dict.fromkeys(names, odd), *({name: odd} for name in names)):
                status = answered(desk.post(address, data))
                assert status < 500 or address == MAY_FAIL, (address, data)
                sent |= set(data)
    assert {"link", "file", "correction", "pilot", "one", "withdraw", "out", "at", "leave"} <= sent


@pytest.mark.parametrize(("part", "name"), [("adopt", "drop"), ("comment", "drop"), ("action", "done")])
def test_no_odd_number_breaks_the_desk_of_a_decision(desk, ground, part, name):
    number = Decision.objects.values_list("number", flat=True).first()
    for odd in ODD:
        assert desk.post(f"/en/desk/decisions/{number}/{part}/", {name: odd}).status_code == 404
