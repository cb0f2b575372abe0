"""What is weighed: no empty cell passes for nothing, no action is never free, every cost has a bearer."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from governance.actions import (
    draft_trade_off,
    edit_trade_off,
    publish_trade_off,
    record_impact,
    remove_impact,
    review_trade_off,
    translate,
)
from governance.grids import axis_of, matrix, ranges
from governance.models import Impact
from portal.members.models import StakeholderGroup
from portal.models import SealedWords
from tests.factories import group
from tests.governance.making import drafted, weighed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def statement(secretary):
    return weighed(drafted(by=secretary), by=secretary, publish=False)


def problems(statement, by) -> str:
    with pytest.raises(ValidationError) as error:
        publish_trade_off(by=by, trade_off=statement)
    return " ".join(error.value.messages)


def cell(statement, by, **fields) -> Impact:
    usual = {
        "option": statement.decision.options.first(),
        "dimension": "social",
        "direction": "cost",
        "group": group("la"),
        "magnitude": 2,
        "texts": {"en": "night work"},
    }
    return record_impact(by=by, trade_off=statement, **(usual | fields))


def test_every_cell_is_filled_or_says_why_it_is_empty(statement, secretary, colleague):
    remove_impact(by=secretary, impact=statement.impacts.filter(option__position=1, dimension="social").get())
    review_trade_off(by=colleague, trade_off=statement)
    assert "Option B, social" in problems(statement, secretary)


def test_no_action_is_never_free(statement, secretary):
    baseline = statement.decision.options.get(is_baseline=True)
    remove_impact(by=secretary, impact=statement.impacts.get(option=baseline, direction="cost"))
    cell(statement, secretary, option=baseline, dimension="economic", direction="none", group=None)
    assert "What no action costs" in problems(statement, secretary)


def test_a_benefit_alone_does_not_answer_for_no_action(statement, secretary):
    baseline = statement.decision.options.get(is_baseline=True)
    remove_impact(by=secretary, impact=statement.impacts.get(option=baseline, dimension="social"))
    cell(statement, secretary, option=baseline, direction="benefit")
    assert "No action, social" in problems(statement, secretary)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"group": None}, "group"),
        ({"magnitude": None}, "magnitude"),
        ({"texts": {"en": ""}}, "texts"),
        ({"dimension": "spiritual"}, "dimension"),
        ({"direction": "both"}, "direction"),
        ({"low": Decimal(1)}, "unit"),
        ({"low": Decimal(3), "central": Decimal(2), "high": Decimal(1), "unit": "jobs"}, "low"),
    ],
)
def test_a_cell_that_says_too_little_is_refused_at_its_field(statement, secretary, fields, field):
    with pytest.raises(ValidationError) as error:
        cell(statement, secretary, **fields)
    assert field in error.value.message_dict


def test_an_option_of_another_decision_is_refused(statement, secretary):
    other = drafted(by=secretary, body=statement.decision.body)
    with pytest.raises(ValidationError):
        cell(statement, secretary, option=other.options.first())


def test_a_review_counts_only_for_what_stood_there(statement, secretary, colleague):
    review_trade_off(by=colleague, trade_off=statement)
    cell(statement, secretary)
    assert "Nobody but its author" in problems(statement, secretary)


def test_a_negative_review_stops_it_and_reservations_need_words(statement, secretary, colleague):
    with pytest.raises(ValidationError, match="reservation"):
        review_trade_off(by=colleague, trade_off=statement, verdict="reservations")
    review_trade_off(by=colleague, trade_off=statement, verdict="negative", notes="Nobody asked labour.")
    assert "negative" in problems(statement, secretary)


def test_what_is_given_up_and_when_it_is_looked_at_again_are_said(statement, secretary, colleague):
    edit_trade_off(by=secretary, trade_off=statement, words={"given_up": ""}, evaluate_on=None)
    review_trade_off(by=colleague, trade_off=statement)
    said = problems(statement, secretary)
    assert "given up" in said
    assert "what came true" in said


def test_once_published_nothing_in_it_changes(secretary):
    statement = weighed(drafted(by=secretary), by=secretary)
    for change in (
        lambda: statement.impacts.update(magnitude=1),
        lambda: statement.impacts.all()._raw_delete("default"),
        lambda: type(statement).objects.filter(pk=statement.pk).update(verdict="negative"),
        lambda: statement.decision.options.update(titles={"en": "Another"}),
        lambda: Impact.objects.create(
            trade_off=statement,
            option=statement.decision.options.first(),
            dimension="social",
            direction="none",
            texts={"en": "late"},
        ),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()


def test_a_decision_has_one_statement(statement, secretary):
    with pytest.raises(ValidationError, match="already"):
        draft_trade_off(by=secretary, decision=statement.decision, title="Another")


def test_its_words_are_sealed_in_each_language(secretary):
    statement = weighed(drafted(by=secretary), by=secretary)
    translate(by=secretary, record=statement, language="es", title="Lo que cuesta")
    assert set(SealedWords.objects.of(statement.record_name).values_list("language", flat=True)) == {"en", "es"}


def test_nobody_having_looked_is_not_nothing_having_been_found(statement):
    options, impacts = list(statement.decision.options.all()), list(statement.impacts.select_related("group"))
    blocks = {b.group.code: b for b in matrix(groups=StakeholderGroup.objects.all(), options=options, impacts=impacts)}
    assert blocks["la"].unassessed == 3
    assert blocks["tr"].unassessed == 0


def test_unlike_things_never_share_an_axis(statement, secretary):
    figures = {"low": Decimal("0.4"), "central": Decimal("1"), "high": Decimal("5.6")}
    cell(statement, secretary, unit="million USD a year", **figures)
    cell(statement, secretary, unit="jobs", **figures)
    tables = ranges(options=statement.decision.options.all(), impacts=statement.impacts.all())
    assert sorted(table.unit for table in tables) == ["jobs", "million USD a year"]


@pytest.mark.parametrize(("highest", "end"), [(5.6, 6), (0.03, 0.03), (1000, 1000), (12, 12), (61, 80)])
def test_an_axis_ends_on_a_round_number_above_the_highest(highest, end):
    assert axis_of(highest)[0] == pytest.approx(end)
