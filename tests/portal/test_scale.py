"""The made-up alliance: as many rows as asked for, in a database of its own."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from consultations.models import Round
from governance.models import Decision, GovernanceIndexPage
from portal.demo.scale import Size, counts, load
from search.models import SearchEntry
from tests.glossary.making import proposed

SMALL = {"terms": 4, "clauses": 6, "comments": 12, "submissions": 5, "answered": 50, "decisions": 2, "entries": 9}

pytestmark = pytest.mark.django_db


def test_it_has_as_many_rows_as_asked_for_and_more_the_second_time(capsys):
    asked = [f"--{name}={number}" for name, number in SMALL.items()]
    call_command("load_scale", *asked)
    have = counts()
    expected = SMALL | {"answered": 6, "entries": have["entries"]}
    assert {name: have[name] for name in expected} == expected
    assert SearchEntry.objects.filter(model="scale").count() == 9
    call_command("load_scale", *asked)
    assert counts()["comments"] == 24


def test_it_plants_the_ground_it_stands_on():
    for page in GovernanceIndexPage.objects.filter(alias_of=None):
        page.delete()
    call_command("load_scale", "--terms=1", "--clauses=0", "--decisions=1")
    assert Decision.objects.count() == 1


def test_its_pages_open():
    load(Size(**SMALL))
    round = Round.objects.get()
    for address in (
        round.get_absolute_url(),
        f"{round.get_absolute_url()}draft/",
        f"{round.get_absolute_url()}comments/",
    ):
        assert Client().get(address).status_code == 200
    assert Client().get(Decision.objects.earliest("pk").get_absolute_url()).status_code == 200


def test_it_keeps_away_from_real_work(secretary):
    proposed(by=secretary)
    with pytest.raises(CommandError, match="more than made-up rows"):
        call_command("load_scale", "--terms=1")


@pytest.mark.parametrize("asked", ["--comments=-1", "--answered=101"])
def test_it_refuses_sizes_that_are_none(asked: str):
    with pytest.raises(CommandError, match="A size is 0 or more"):
        call_command("load_scale", asked)
