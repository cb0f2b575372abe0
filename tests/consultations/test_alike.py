"""Near-identical comments stand together at the desk, are answered at once, and each still counts."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.answers import agree_disposition, propose_disposition
from consultations.actions.grouping import agree_for_all, group_alike, propose_for_all
from consultations.actions.holding import withdraw_submission
from consultations.actions.redacting import take_words_out
from consultations.likeness import ALIKE, likeness, marks_of, runs_of, words_of
from consultations.models import Comment, Disposition, Likeness, Submission
from consultations.queue import alike_to, queue, read
from portal.members.permissions import Refused
from tests.consultations.voices_making import clause_of, close, make_round, sent

CAMPAIGN = (
    "We buy from mines that have asked for a title and wait for years. Twenty-four months are too few: the office is "
    "three days away and the road is closed in the rains, so please make it thirty-six months for every site."
)
texts = st.text(max_size=400)


@given(texts, texts)
def test_likeness_is_the_same_both_ways_whole_for_the_same_and_marks_follow_the_words(one, other):
    a, b = runs_of(one), runs_of(other)
    assert 0 <= likeness(a, b) == likeness(b, a) <= 1
    assert likeness(a, a) == 1
    assert marks_of(a) == marks_of(runs_of(f" {one.swapcase().swapcase()} ")) or words_of(one) != words_of(
        one.swapcase().swapcase()
    )
    assert len(marks_of(b)) == 4


@given(st.lists(st.sampled_from("abcdefghij"), min_size=40, max_size=80), st.integers(0, 39))
def test_one_changed_word_in_a_long_text_leaves_it_alike(letters, place):
    words = [f"{letter}{at}" for at, letter in enumerate(letters)]
    other = [*words[:place], "changed", *words[place + 1 :]]
    assert likeness(runs_of(" ".join(words)), runs_of(" ".join(other))) >= ALIKE


def test_small_letters_signs_and_accents_make_no_difference():
    assert runs_of("Él dijo: ¡NO, señor!") == runs_of("el dijo no senor")
    assert runs_of("") == runs_of("…!")


@pytest.fixture
def round(db, noon):
    return make_round()


def campaign(round, count=5, **more):
    """The same text from many, a word changed here and there."""
    receipts = []
    for number in range(count):
        words = CAMPAIGN.replace("please", "kindly") if number % 2 else f"  {CAMPAIGN.upper()}"
        receipts.append(sent(round, words, clause=clause_of(round), email=f"m{number}@example.org", **more))
    return receipts


def folded(round, typed="") -> list[int]:
    return [comment.number for comment in queue(round, read(typed))]


def test_what_says_nearly_the_same_on_one_clause_is_one_line_of_the_queue(round, as_secretary):
    campaign(round, 4)
    sent(round, CAMPAIGN, clause=clause_of(round, 2))  # on another clause it asks for something else
    sent(round, "The price of the day shall hang where minerals are weighed.", clause=clause_of(round))
    assert folded(round) == [1, 2, 3, 4, 6, 5]
    assert group_alike() == 6
    assert group_alike() == 0
    assert folded(round) == [1, 6, 5]
    assert folded(round, "same:R1-0003") == [1, 2, 3, 4]
    assert Comment.objects.answering()["all"] == 6
    page = as_secretary.get(reverse("consultations:desk-answers", args=[round.slug])).content.decode()
    assert page.count("and 3 more say the same") == 2
    one = as_secretary.get(reverse("consultations:desk-answers", args=[round.slug]), {"ref": "R1-0003"})
    assert one.context["one"].number == 3  # one that is folded has its place, too


def test_a_later_one_joins_and_the_first_may_go(round):
    receipts = campaign(round, 2)
    group_alike()
    campaign(round, 1)
    group_alike()
    assert folded(round) == [1]
    withdraw_submission(submission=receipts[0].submission, code=receipts[0].code, pin=receipts[0].pin)
    assert folded(round) == [2]
    assert [one.number for one in alike_to(Comment.objects.get(number=3))] == [2, 3]


def test_a_filter_never_hides_one_behind_another_that_it_leaves_out(round, secretary, colleague):
    campaign(round, 2)
    campaign(round, 2, group="la")
    group_alike()
    close(round)
    assert folded(round, "group:la") == [3]
    propose_disposition(by=secretary, comment=Comment.objects.get(number=1), value="accepted")
    assert folded(round, "is:open") == [2]
    assert folded(round, "is:proposed") == [1]


def test_the_group_is_answered_and_agreed_at_once_each_with_its_own_answer(round, as_secretary, colleague):
    campaign(round, 4)
    sent(round, "Something else altogether is wrong with this.", clause=clause_of(round))
    group_alike()
    close(round)
    address = f"{reverse('consultations:desk-answers', args=[round.slug])}?ref=R1-0001"
    assert 'name="for_all"' in as_secretary.get(address).content.decode()
    data = {"value": "not_accepted", "reason": "The law says twenty-four.", "language": "en", "for_all": "on"}
    assert as_secretary.post(address, data).status_code == 303
    assert Disposition.objects.current().count() == 4
    assert Comment.objects.answering()["open"] == 1
    assert agree_for_all(by=colleague, disposition=Disposition.objects.get(comment__number=2)) == 4
    assert Comment.objects.answering()["agreed"] == 4
    assert Submission.objects.count() == 5


def test_who_may_not_answer_one_may_not_answer_all(round, member, secretary):
    campaign(round, 2)
    group_alike()
    close(round)
    comment = Comment.objects.get(number=1)
    with pytest.raises(Refused):
        propose_for_all(by=member, comment=comment, value="noted", reason="So.")
    assert propose_for_all(by=secretary, comment=comment, value="noted", reason="So.") == 2
    with pytest.raises(Refused):  # not one's own
        agree_for_all(by=secretary, disposition=Disposition.objects.first())
    assert not Disposition.objects.exclude(agreed_at=None).exists()


def test_all_the_same_as_one_of_them_leaves_that_one_to_be_answered(round, secretary, colleague):
    campaign(round, 3)
    group_alike()
    close(round)
    first, second, _third = Comment.objects.order_by("number")
    assert propose_for_all(by=secretary, comment=second, value="duplicate", duplicate_of=first) == 2
    answer = propose_disposition(by=secretary, comment=first, value="accepted")
    agree_disposition(by=colleague, disposition=answer)
    assert agree_for_all(by=colleague, disposition=Disposition.objects.get(comment=second)) == 2


def test_words_that_are_taken_out_take_their_marks_with_them(round, secretary):
    receipt = campaign(round, 2)[0]
    group_alike()
    take_words_out(by=secretary, submission=receipt.submission, words="three days away", reason="It names a place.")
    assert Likeness.objects.filter(comment__submission=receipt.submission).count() == 0
    group_alike()
    assert Likeness.objects.count() == 2
    assert folded(round) == [1]


def test_looking_for_what_is_alike_asks_the_same_however_much_was_said(round, queries_of):
    campaign(round, 2)
    group_alike()
    sent(round, "New.", clause=clause_of(round))
    few = queries_of(group_alike)
    campaign(round, 12)
    group_alike()
    sent(round, "New again.", clause=clause_of(round))
    assert queries_of(group_alike) == few
