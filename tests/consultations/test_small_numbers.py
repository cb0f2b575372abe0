"""Below five nobody is pointed at: no list, export, facet or count, nor the difference of two, tells of fewer."""

import random
import uuid
from collections import Counter
from itertools import product

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from consultations.counting import FEWEST, shown_and_hidden
from consultations.exporting import Chosen, exported
from consultations.models import Comment, Round, Submission
from consultations.voice import small_cells, voice_of
from portal.members.models import Sector, StakeholderGroup
from portal.members.viewer import ANYBODY
from search.finding import find
from tests.consultations.voices_making import clause_of, make_round

GROUPS, SECTORS, COUNTRIES, LANGUAGES = ("asm", "la", "fi"), (None, "up", "down"), ("", "PE", "CD"), ("en", "fr")
LEVELS = ("name", "withheld", "withheld", "withheld", "committee")
STATES = ("published", "published", "published", "pending", "held", "declined")


def spoken(round: Round, seed: int) -> list[Submission]:
    """A round in which anybody may have said anything: few in some corners, many in others."""
    chance = random.Random(seed)
    groups = {group.code: group for group in StakeholderGroup.objects.all()}
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    rows = []
    for number in range(1, chance.randint(10, 120)):
        state, sector = chance.choice(STATES), chance.choice(SECTORS[: chance.randint(1, 3)])
        rows.append(
            Submission(
                round=round,
                number=number,
                idempotency_key=uuid.uuid4(),
                receipt_sha256=f"{number:064d}",
                group=groups[chance.choice(GROUPS[: chance.randint(1, 3)])],
                sector=sectors[sector] if sector else None,
                country=chance.choice(COUNTRIES[: chance.randint(1, 3)]),
                language=chance.choice(LANGUAGES),
                confidentiality=chance.choice(LEVELS),
                screening=state,
                hold_reason="Prices." if state == "held" else "",
                decline_code="abuse" if state == "declined" else "",
            )
        )
    rows = Submission.objects.bulk_create(rows)
    Comment.objects.bulk_create(comment_of(row, kind=chance.choice(("ge", "te"))) for row in rows)
    return rows


def comment_of(row: Submission, *, kind: str) -> Comment:
    """One comment of each response, on one of three clauses."""
    clause = clause_of(row.round, row.number % 3 + 1)
    said = {"kind": kind, "language": row.language, "body": "Said."}
    return Comment(submission=row, round=row.round, number=row.number, clause=clause, **said)


def unnamed(rows: list[Submission]) -> list[Submission]:
    """What the public reads without a name."""
    return [row for row in rows if row.is_public and not row.is_named]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_whoever_is_not_named_is_shown_among_five_at_least_wherever_one_looks(noon, client, seed):
    round = make_round()
    rows = unnamed(spoken(round, seed))
    alike = Counter((row.group.code, row.sector.code if row.sector else "", row.language) for row in rows)
    by_number = {row.number: row for row in rows}
    whole = {one.ref: one for one in exported(round, ANYBODY, Chosen())}
    assert set(by_number) <= {int(ref.partition("-")[2]) for ref in whole}
    for one in whole.values():
        number = int(one.ref.partition("-")[2])
        if number in by_number and one.sector:
            assert alike[one.group, one.sector, one.language] >= FEWEST
    for group, kind, clause in product(("", *GROUPS), ("", "te"), ("", "4.1")):  # no choice tells more than the whole
        for one in exported(round, ANYBODY, Chosen(group=group, kind=kind, clause=clause)):
            assert one == whole[one.ref]
    cells = Counter((row.group_id, row.sector_id, row.country, row.language) for row in rows)
    small = small_cells(round)
    for row in rows:
        voice = voice_of(row, small)
        if voice.sector or voice.country:
            assert cells[row.group_id, row.sector_id, row.country, row.language] >= FEWEST
    numbers = [voice["count"] for voice in client.get(round.get_absolute_url()).context["voices"]]
    assert all(number >= FEWEST for number in numbers)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_facets_of_search_know_sector_and_country_of_the_named_only(noon, seed):
    round = make_round()
    rows = spoken(round, seed)
    call_command("rebuild_search")
    public = [row for row in rows if row.is_public and row.is_named]
    named = Counter([*(row.sector.code for row in public if row.sector), *(row.country for row in public)])
    for group in ("", *GROUPS):
        filters = {"kind": ["comment"], **({"group": [group]} if group else {})}
        facets = find("said", viewer=ANYBODY, filters=filters, language="en").facets
        for value, number in [*facets["sector"], *facets["country"]]:
            assert number <= named[value]


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 40)))
def test_no_count_below_five_is_published_and_none_can_be_computed_back(counts):
    kinds = range(13)
    shown, hidden = shown_and_hidden(kinds, counts)
    assert all(number >= FEWEST for number in shown.values())
    assert set(shown) | set(hidden) == set(kinds)
    assert not set(shown) & set(hidden)
    smaller = {kind: number if number >= FEWEST else 0 for kind, number in counts.items()}
    assert shown_and_hidden(kinds, smaller) == (shown, hidden)  # nothing published depends on a small number
