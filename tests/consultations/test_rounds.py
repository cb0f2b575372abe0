"""A round is prepared, announced with fixed words, and can only be given more time."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consultations.actions.drafts import freeze_draft
from consultations.actions.rounds import add_question, announce, change_dates, edit_round, state_benefit, write_words
from consultations.clauses import fixed_words, rows_of
from consultations.models import Clause, Round
from portal.members.permissions import Refused
from portal.models import SealedWords
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_announcing_fixes_the_draft_and_seals_the_words(secretary):
    round = making.open_round(by=secretary)
    round.refresh_from_db()
    draft = round.draft
    assert round.is_open
    assert draft.frozen_at is not None
    covered = fixed_words(draft, rows_of(draft.clauses.order_by("position")))
    assert draft.sha256 == hashlib.sha256(covered.encode()).hexdigest()
    sealed = SealedWords.objects.of(round.record_name).get()
    assert sealed.words["title"] == "Sourcing from small mines"


def test_words_in_another_language_are_sealed_as_well(secretary):
    round = making.prepared_round(by=secretary)
    write_words(by=secretary, round=round, language="fr", title="Petites mines", lede="Peut-on acheter ?")
    announce(by=secretary, round=round)
    languages = SealedWords.objects.of(round.record_name).values_list("language", flat=True)
    assert sorted(languages) == ["en", "fr"]


@pytest.mark.parametrize(
    "change",
    [
        lambda clause: Clause.objects.filter(pk=clause.pk).update(body="<p>other</p>"),
        lambda clause: Clause.objects.filter(pk=clause.pk)._raw_delete("default"),
        lambda clause: Clause.objects.create(draft=clause.draft, key="late", position=99),
    ],
)
def test_a_frozen_draft_refuses_every_change(secretary, change):
    draft = making.draft(by=secretary)
    freeze_draft(by=secretary, draft=draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(draft.clauses.first())


def test_nothing_of_an_announced_round_can_be_edited(secretary):
    round = making.open_round(by=secretary)
    with pytest.raises(Refused):
        edit_round(by=secretary, round=round, lede="Other")
    with pytest.raises(Refused):
        add_question(by=secretary, round=round, text="Too late?")
    with pytest.raises(Refused):
        state_benefit(by=secretary, round=round, group=group(), benefits="a", costs="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(waiver="quietly")


def test_more_time_is_given_with_a_public_reason_and_never_less(secretary, noon):
    round = making.open_round(by=secretary)
    was = round.closes_at
    with pytest.raises(ValidationError):
        change_dates(by=secretary, round=round, closes_at=was - timedelta(days=1), reason="Sooner")
    with pytest.raises(ValidationError):
        change_dates(by=secretary, round=round, closes_at=was + timedelta(days=9), reason=" ")
    change = change_dates(by=secretary, round=round, closes_at=was + timedelta(days=9), reason="The road was cut.")
    assert (change.old_closes_at, change.kind) == (was, "extended")
    round.refresh_from_db()
    assert round.closes_at == was + timedelta(days=9)


def test_only_the_secretariat_prepares_a_round(member):
    making.secretary()
    with pytest.raises(Refused):
        making.prepared_round(by=member, draft=None)


def test_an_address_in_use_is_refused_by_name(secretary):
    making.prepared_round(by=secretary)
    with pytest.raises(ValidationError) as refused:
        making.prepared_round(by=secretary, draft=None)
    assert "slug" in refused.value.message_dict


def test_choices_have_a_code_and_words(secretary):
    round = making.prepared_round(by=secretary)
    question = add_question(by=secretary, round=round, text="Which?", kind="choice", options=["Two years", "Three"])
    assert [code for code, _words in question.choices] == ["two-years", "three"]
    with pytest.raises(ValidationError):
        add_question(by=secretary, round=round, text="Which?", kind="choice", options=["One"])
