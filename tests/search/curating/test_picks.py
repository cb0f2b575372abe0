"""Records above the hits: bound to words and a language, in order, for those alone who may see them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import ModelLogEntry

from portal.members.permissions import Refused
from search.curating.actions import MOST_PICKED, pick, raise_pick, remove_pick, reword_pick
from search.curating.models import Pick
from search.models import SearchEntry
from tests.factories import UserFactory
from tests.glossary.making import agreed, english, french
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "empty_index")]


def page(client: Client, address: str = "/en/search/?q=mine+safety") -> str:
    """What stands above the hits."""
    text = client.get(address).content.decode()
    return text.partition('id="picks-h"')[2].partition("</section>")[0]


def picked(entry: SearchEntry, *, by, typed: str = "mine safety", language: str = "en", why: str = "A good start"):
    return pick(by=by, typed=typed, language=language, entry=entry, why=why)


def test_a_pick_stands_above_the_hits_with_its_reason_and_marked_as_such(client, secretary):
    picked(entry("Helmets", kind="decision", label="SC-2026-001"), by=secretary, why="What <b>holds</b>")
    for typed in ("mine+safety", "Mine++SAFETY", "mine-safety"):
        shown = page(client, f"/en/search/?q={typed}")
        assert "Picked by the secretariat:" in shown
        assert "What &lt;b&gt;holds&lt;/b&gt;" in shown
        assert "Helmets</a>" in shown
        assert "Decision SC-2026-001" in shown
    for other in ("/fr/search/?q=mine+safety", "/en/search/?q=mine", "/en/search/?q=mine+safety&page=2"):
        assert page(client, other) == ""


def test_a_record_is_picked_whatever_its_language_and_shown_in_the_readers(client, secretary):
    version = agreed(english("tin", "a metal"), french("étain", "un métal"))
    first = SearchEntry.objects.get(key=f"glossary.concept:{version.concept.pk}:en")
    for language in ("en", "fr"):
        picked(first, by=secretary, language=language)
    assert "étain" in page(client, "/fr/search/?q=mine+safety")
    assert ">tin<" in page(client)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", {"anybody", "outsider", "member", "secretary"}),
        ("members", {"member", "secretary"}),
        ("g999", {"secretary"}),
        ("staff", {"secretary"}),
    ],
)
def test_only_who_may_see_the_record_sees_the_pick(
    audience, readers, client, as_outsider, as_member, as_secretary, secretary
):
    picked(entry("Helmets zqrecord", audience=audience), by=secretary, why="zqreason")
    people = {"anybody": client, "outsider": as_outsider, "member": as_member, "secretary": as_secretary}
    for name, reader in people.items():
        whole = reader.get("/en/search/?q=mine+safety").content.decode()
        assert ("zqrecord" in whole, "zqreason" in whole) == (name in readers, name in readers), name


def test_a_record_that_is_closed_or_gone_later_vanishes_with_its_reason(client, secretary):
    shut, gone = entry("Helmets"), entry("Lamps")
    for row in (shut, gone):
        picked(row, by=secretary)
    assert "Helmets" in page(client)
    SearchEntry.objects.filter(pk=shut.pk).update(audience="members")
    gone.delete()
    assert page(client) == ""


def test_order_words_and_removal_are_audited(client, secretary):
    first, second = (picked(entry(title), by=secretary) for title in ("Helmets", "Lamps"))
    raise_pick(by=secretary, pick=second)
    assert page(client).index("Lamps") < page(client).index("Helmets")
    raise_pick(by=secretary, pick=Pick.objects.get(pk=second.pk))  # it is the first
    reword_pick(by=secretary, pick=first, why=" Read  this ")
    reword_pick(by=secretary, pick=first, why="Read this")
    assert "Read this" in page(client)
    for _time in range(2):
        remove_pick(by=secretary, pick=first)
    assert "Helmets" not in page(client)
    said = list(ModelLogEntry.objects.filter(action__startswith="search.").values_list("action", flat=True))
    assert sorted(said) == sorted(
        ["search.pick"] * 2 + ["search.raise_pick", "search.reword_pick", "search.remove_pick"]
    )


def test_wrong_input_is_said_in_words_and_only_the_secretariat_picks(secretary, member):
    row = entry("Helmets")
    for wrong in ({"typed": "…"}, {"typed": "x" * 81}, {"language": "xx"}, {"why": "  "}, {"why": "x" * 201}):
        with pytest.raises(ValidationError):
            picked(row, by=secretary, **wrong)
    made = picked(row, by=secretary)
    with pytest.raises(ValidationError, match="picked for these words already"):
        picked(row, by=secretary)
    for number in range(MOST_PICKED - 1):
        picked(entry(f"Lamp {number}"), by=secretary)
    with pytest.raises(ValidationError, match="at most"):
        picked(entry("One more"), by=secretary)
    for act in (raise_pick, remove_pick):
        with pytest.raises(Refused):
            act(by=member, pick=made)
    with pytest.raises(Refused):
        picked(row, by=UserFactory(), typed="other")
    with pytest.raises(Refused):
        reword_pick(by=member, pick=made, why="x")


def test_the_database_takes_no_pick_without_a_reason(secretary):
    made = picked(entry("Helmets"), by=secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pick.objects.filter(pk=made.pk).update(why="")


def test_picks_cost_the_same_however_many(client, secretary, queries_of):
    entry("Safety in the mine")
    picked(entry("Helmets"), by=secretary)
    page(client)
    few = queries_of(lambda: page(client))
    for number in range(MOST_PICKED - 1):
        picked(entry(f"Lamp {number}"), by=secretary)
    assert queries_of(lambda: page(client)) == few <= 15
