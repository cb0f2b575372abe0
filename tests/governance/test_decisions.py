"""A decision from draft to published: what it needs, what it does, what it never does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from governance.actions import (
    OptionWords,
    change_rule,
    choose_option,
    edit_decision,
    open_last_call,
    publish_decision,
    return_decision,
)
from governance.models import Decision, Option
from governance.reading import words_for
from portal import clock
from portal.members.permissions import Refused
from portal.models import SealedWords
from tests.governance.making import (
    OPTIONS,
    RULE,
    body_with_seats,
    drafted,
    in_last_call,
    over,
    passed_decision,
    positions,
    weighed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def messages(error: pytest.ExceptionInfo) -> str:
    return " ".join(error.value.messages)


def test_numbers_count_up_within_body_and_year(secretary):
    body, other = body_with_seats(by=secretary), body_with_seats(by=secretary, slug="board", prefix="BO")
    made = [drafted(by=secretary, body=body).number for _ in range(3)]
    assert made == ["SC-2026-001", "SC-2026-002", "SC-2026-003"]
    assert drafted(by=secretary, body=other).number == "BO-2026-001"
    with clock.set_to(clock.now() + timedelta(days=60)):
        assert drafted(by=secretary, body=body).number == "SC-2027-001"


def test_a_number_can_be_asked_for_but_never_twice(secretary):
    body = body_with_seats(by=secretary)
    assert drafted(by=secretary, body=body, number="SC-2026-014").number == "SC-2026-014"
    assert drafted(by=secretary, body=body).number == "SC-2026-015"
    with pytest.raises(ValidationError, match="taken"):
        drafted(by=secretary, body=body, number="SC-2026-014")
    with pytest.raises(ValidationError, match="looks like"):
        drafted(by=secretary, body=body, number="XX-2026-014")


def test_a_draft_is_never_deleted_so_its_number_never_comes_back(secretary):
    decision = drafted(by=secretary, options=())
    decision.pages.all().update(record=None)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        decision.delete()


def test_a_decision_is_published_with_everything_it_changes(secretary):
    decision = passed_decision(by=secretary)
    assert decision.state == Decision.State.IN_FORCE
    assert decision.result["passed"] is True
    assert decision.result["reason"].startswith("passed because 4 of the 4 seats")
    assert decision.review_on.year == decision.decided_at.year + 2
    seal = SealedWords.objects.get(record=decision.record_name)
    assert seal.words["title"] == "Buy from mines without a title for two years"
    assert words_for(decision).seal == seal


def test_what_is_missing_is_said_and_nothing_happens(secretary):
    decision = drafted(by=secretary, plain_summary="", question="", options=OPTIONS[:1])
    with pytest.raises(ValidationError) as error:
        open_last_call(by=secretary, decision=decision)
    for words in ("question", "summary", "fewer than two options", "no trade-off statement"):
        assert words in messages(error)
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT


@pytest.mark.parametrize("kind", ["standard", "policy"])
def test_what_costs_is_weighed_before_it_is_put_to_the_seats(secretary, kind):
    decision = drafted(by=secretary, kind=kind)
    weighed(decision, by=secretary, publish=False)
    with pytest.raises(ValidationError, match="not published"):
        open_last_call(by=secretary, decision=decision)


def test_a_procedure_needs_neither_options_nor_a_statement(secretary):
    decision = passed_decision(by=secretary, kind="procedure", options=())
    assert decision.state == Decision.State.IN_FORCE


def test_seats_are_told_why_each_other_option_was_not_chosen(secretary):
    decision = drafted(by=secretary)
    weighed(decision, by=secretary)
    last = decision.options.last()
    choose_option(by=secretary, decision=decision, option=decision.options.all()[1], rejections={last: {}})
    with pytest.raises(ValidationError, match="Why option C was not chosen"):
        open_last_call(by=secretary, decision=decision)


def test_choice_and_reasons_stand_from_the_last_call_on(secretary):
    decision = in_last_call(by=secretary)
    chosen = decision.options.get(is_chosen=True)
    with pytest.raises(Refused, match="no longer change"):
        choose_option(by=secretary, decision=decision, option=chosen, rejections={})
    other = decision.options.filter(is_chosen=False)
    for forged in ({"rejections": {"en": "said later"}}, {"is_chosen": True}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            other.filter(pk=other.first().pk).update(**forged)


def test_only_one_option_is_no_action(secretary):
    twice = [OptionWords({"en": "Nothing"}, is_baseline=True)] * 2
    with pytest.raises(ValidationError, match="Only one option"):
        drafted(by=secretary, options=twice)


def test_the_last_call_must_be_over(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    with pytest.raises(Refused, match="not over"):
        publish_decision(by=secretary, decision=decision)


def test_words_put_to_the_seats_do_not_change_behind_their_back(secretary):
    decision = in_last_call(by=secretary)
    with pytest.raises(Refused, match="no longer change"):
        edit_decision(by=secretary, decision=decision, words={"title": "Something else"})
    draft = decision.pages.get(locale__language_code="en").get_latest_revision_as_object()
    draft.question = "Something else?"
    draft.save_revision(user=secretary)
    positions(decision)
    with over(decision), pytest.raises(ValidationError, match="no longer what was put to the seats"):
        publish_decision(by=secretary, decision=decision)


def test_what_does_not_pass_is_returned_with_its_reason_and_stays_so(secretary):
    decision = in_last_call(by=secretary)
    positions(decision, la=("object", "Nobody asked those who are paid by the day."))
    with over(decision):
        with pytest.raises(ValidationError, match="every seat of a group objected: la"):
            publish_decision(by=secretary, decision=decision)
        returned = return_decision(by=secretary, decision=decision)
    assert returned.state == Decision.State.RETURNED
    assert returned.result["passed"] is False
    assert SealedWords.objects.filter(record=returned.record_name).count() == 1
    with pytest.raises(Refused):
        open_last_call(by=secretary, decision=returned)


def test_what_would_pass_is_returned_only_with_a_reason(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    with pytest.raises(ValidationError, match="say why"):
        return_decision(by=secretary, decision=decision)
    again = return_decision(by=secretary, decision=decision, reason="A court has ruled since.")
    assert again.result["returned_because"] == "A court has ruled since."


def test_a_later_change_of_the_rule_alters_no_old_result(secretary):
    decision = in_last_call(by=secretary)
    change_rule(by=secretary, body=decision.body, rule=RULE | {"quorum": 1, "threshold": 1}, reason="Charter.")
    positions(decision, cs=None, quorum=None, la="support", tr="support", asm="no_objection")
    with over(decision), pytest.raises(ValidationError, match="cs"):
        publish_decision(by=secretary, decision=decision)
    decision.refresh_from_db()
    assert decision.rule_snapshot == RULE


def test_a_published_decision_never_changes(secretary):
    decision = passed_decision(by=secretary)
    for change in (
        lambda: Decision.objects.filter(pk=decision.pk).update(result={}),
        lambda: Option.objects.filter(decision=decision).update(rejections={}),
        lambda: decision.positions.update(value="object"),
        lambda: decision.positions.all()._raw_delete("default"),
        lambda: Option.objects.create(decision=decision, position=9, titles={"en": "late"}),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
