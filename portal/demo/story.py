"""The whole story in the order in which it happened."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from consultations.models import Notice, Round
from glossary.models import TermNews
from portal.demo.decisions import weigh_and_decide
from portal.demo.people import found
from portal.demo.rounds import announce_round, answer_everybody, give_more_time, respond, sum_up
from portal.demo.sessions import hold_session
from portal.demo.stage import Stage
from portal.demo.standard import write_draft
from portal.demo.surroundings import (
    correct_a_slip,
    look_over,
    put_first_edition_in_force,
    say_why_a_second,
    tell_what_was_tried,
)
from portal.demo.terms import propose_first_words, propose_later_words, release_the_glossary
from portal.demo.together import draft_together, stand_behind
from portal.demo.voices_on_terms import say_what_they_think
from portal.models import MailOutbox
from search.actions import read_at_the_end

FIRST_ROUND, SECOND_ROUND = 314, 28  # days ago
SURVEY, SUMMED_UP = 150, 81  # its answers were promised for day 99


@transaction.atomic
@read_at_the_end()
def tell(start: datetime) -> Stage:
    """All of it or nothing; ``start`` is the instant of the load."""
    stage = Stage(start=start)
    found(stage)
    weigh_and_decide(stage, "title-rule")
    put_first_edition_in_force(stage)
    propose_first_words(stage)
    weigh_and_decide(stage, "first-words")
    release_the_glossary(stage, "first")
    say_why_a_second(stage)
    with stage.at(330):
        write_draft(stage, label="1", first=True)
    first = announce_round(stage, "round-1", opens=FIRST_ROUND)
    respond(stage, first, "round-1", opens=FIRST_ROUND)
    tell_what_was_tried(stage)
    with stage.at(210):
        write_draft(stage, label="2", first=False, previous=stage.drafts["1"])
    answer_everybody(stage, first, "round-1")
    for key in ("bridge", "forced-labour", "names-of-paused-sites"):
        weigh_and_decide(stage, key)
    propose_later_words(stage)
    release_the_glossary(stage, "second")
    asked = announce_round(stage, "survey", opens=SURVEY)
    respond(stage, asked, "survey", opens=SURVEY)
    sum_up(stage, asked, "survey", at=SUMMED_UP)
    with stage.at(SECOND_ROUND + 5):
        look_over(stage, "2")
    consult_again(stage)
    weigh_and_decide(stage, "bought-electricity")
    say_what_they_think(stage)
    send_nothing()
    return stage


def consult_again(stage: Stage) -> None:
    """The round that is open now."""
    second = announce_round(stage, "round-2", opens=SECOND_ROUND)
    respond(stage, second, "round-2", opens=SECOND_ROUND)
    hold_session(stage, second, opens=SECOND_ROUND)
    draft_together(stage, second, opens=SECOND_ROUND)
    stand_behind(stage, opens=SECOND_ROUND)
    change_under_way(stage, second)


def change_under_way(stage: Stage, round: Round) -> None:
    """While people comment, a slip is corrected and more days are given."""
    correct_a_slip(stage)
    give_more_time(stage, round, "round-2", at=6)


def send_nothing() -> None:
    """The mails of the past have long arrived, and its news are old: none of them leaves now."""
    MailOutbox.objects.all().delete()
    for news in (Notice, TermNews):
        news.objects.filter(told_at=None).update(told_at=F("happened_at"))
