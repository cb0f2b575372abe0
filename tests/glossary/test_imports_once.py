"""A whole import is one event: told to who watches, done once, and nothing that nobody has seen."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from glossary import importing
from glossary.actions import edit_version, imports, propose_version, watch, withdraw
from glossary.actions.watching import tell_term_news
from glossary.models import Concept, ConceptVersion, Import, ImportRow, Relation, TermNews
from glossary.verifying import faults
from glossary.words import Related
from portal.models import MailOutbox
from tests.factories import MembershipFactory, UserFactory
from tests.glossary.making import agreed, english, proposed, someone
from tests.glossary.test_desk_imports import imported, press, upload

db = pytest.mark.django_db


def looked_at(by, text: str) -> Import:
    """A file that has been read, not through the web."""
    file = imports.bring_in(by=by, name="words.csv", data=text.encode())
    imports.look_through(by=by, file=file, reading=imports.read(text.encode()))
    file.refresh_from_db()
    return file


# -- told ----------------------------------------------------------------------------------------------------------


@db
def test_who_watches_hears_of_an_import_and_that_it_was_taken_back_in_one_mail_each(as_secretary, member):
    watch(by=member, language="en")
    table = "term,comment\n" + "".join(f"term {number},words\n" for number in range(45))
    file = imported(as_secretary, table)
    assert TermNews.objects.filter(event="proposed").count() == 45
    tell_term_news()
    mail = MailOutbox.objects.get()
    assert mail.body.count("proposed") == 40
    assert "And 5 more things." in mail.body
    press(as_secretary, file, "undo")
    tell_term_news()
    assert MailOutbox.objects.count() == 2
    assert "term 0 (RS-0001), version 1: rejected." in MailOutbox.objects.latest("pk").body


@db
def test_a_proposal_that_is_changed_in_its_place_is_no_news(as_secretary):
    imported(as_secretary, "term,comment\npit,a hole\n")
    second = imported(as_secretary, "term,comment\npit,a deep hole\n")
    press(as_secretary, second, "undo")
    assert list(TermNews.objects.values_list("event", flat=True)) == ["proposed"]


# -- once ----------------------------------------------------------------------------------------------------------


@db
def test_a_second_worker_leaves_alone_what_the_first_has_done(as_secretary, secretary):
    upload(as_secretary, "term,comment\npit,hole\n")
    file = Import.objects.get()
    Import.objects.update(state="running")
    importing.run_import.call(file.pk, secretary.pk, "en")
    importing.run_import.call(file.pk, secretary.pk, "en")
    file.refresh_from_db()
    assert (file.state, file.failure) == ("done", "")
    assert ConceptVersion.objects.count() == 1
    importing.read_import.call(file.pk, secretary.pk, "en")
    file.refresh_from_db()
    assert (file.state, file.rows.count()) == ("done", 1)


def test_two_workers_at_once_import_and_tell_once(committed_db):
    by = someone()
    watch(by=MembershipFactory(user=UserFactory()).user, language="en")
    file = looked_at(by, "term,comment\npit,a hole\nshaft,a deep pit\n")
    Import.objects.update(state="running")
    together = threading.Barrier(2)

    def work() -> None:
        together.wait(20)
        importing.run_import.call(file.pk, by.pk, "en")
        together.wait(20)
        tell_term_news()
        connections.close_all()

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    file.refresh_from_db()
    assert (file.state, file.failure) == ("done", "")
    assert sorted(Concept.objects.values_list("code", flat=True)) == ["RS-0001", "RS-0002"]
    assert TermNews.objects.count() == 2
    assert MailOutbox.objects.filter(event__contains="news:").count() == 1


@db
@pytest.mark.parametrize("number", ["9" * 5000, "99999999999999999999", "-1", "٣", "x", ""])
def test_a_row_that_is_no_number_is_refused_cleanly(as_secretary, number):
    upload(as_secretary)
    file = Import.objects.get()
    for name in ("row", "shown"):
        answer = press(as_secretary, file, "choose", **{name: [number]})
        assert answer.status_code == 400
        assert "<h1" in answer.content.decode()


# -- seen ----------------------------------------------------------------------------------------------------------


@db
def test_what_would_be_done_otherwise_by_now_is_not_done(secretary):
    file = looked_at(secretary, "term,comment\npit,a hole\n")
    propose_version(by=secretary, entries=[english("pit", "a mine")])
    version = ConceptVersion.objects.get()
    edit_version(by=secretary, version=version, entries=[english("pit", "another mine")])
    with pytest.raises(ValidationError, match=r"has changed since this was looked at \(pit\)"):
        imports.carry_out(by=secretary, file=file)
    assert ConceptVersion.objects.count() == 1


@db
def test_a_difference_that_nobody_has_seen_is_not_written(secretary):
    first = agreed(english("pit", "a hole"), by=secretary)
    file = looked_at(secretary, "term,comment\npit,a deep hole\n")
    assert file.rows.get().action == "changed"
    agreed(english("pit", "a mine"), by=secretary, concept=first.concept)
    with pytest.raises(ValidationError, match="has changed since"):
        imports.carry_out(by=secretary, file=file)
    assert first.concept.versions.count() == 2


@db
def test_what_stands_there_already_is_passed_over(secretary):
    file = looked_at(secretary, "term,comment\npit,a hole\nshaft,a deep pit\n")
    propose_version(by=secretary, entries=[english("pit", "a hole")])
    assert len(imports.carry_out(by=secretary, file=file)) == 1
    assert Concept.objects.count() == 2


# -- in order ------------------------------------------------------------------------------------------------------

HEAD = "code,language,preferred,broader,related\n"


def actions_of(file: Import) -> dict[str, tuple[str, str]]:
    return {row.key: (row.action, row.field) for row in file.rows.all()}


@db
def test_a_circle_with_the_house_is_an_error_of_its_row_before_anything_is_taken(secretary):
    top = proposed(english("work", "effort"), by=secretary).concept
    low = proposed(english("labour", "work"), by=secretary, relations=[Related("broader", top)]).concept
    text = f"{HEAD}{top.code},en,work,new 1,\nnew 1,en,toil,{low.code},\nnew 2,en,rest,,\n"
    file = looked_at(secretary, text)
    said = actions_of(file)
    assert said["new 1"] == ("error", "broader")
    assert said["new 2"][0] == "new"
    assert ImportRow.objects.filter(action="error", is_chosen=True).count() == 0
    imports.carry_out(by=secretary, file=file)
    assert list(faults()) == []


@db
def test_a_relative_that_stands_above_is_an_error_of_its_row(secretary):
    top = proposed(english("work", "effort"), by=secretary).concept
    text = f"{HEAD}new 1,en,labour,{top.code},\nnew 2,en,toil,new 1,{top.code}\nnew 3,en,chore,{top.code},new 2\n"
    file = looked_at(secretary, text)
    assert actions_of(file) == {"new 1": ("new", ""), "new 2": ("error", "related"), "new 3": ("new", "")}
    imports.carry_out(by=secretary, file=file)
    assert Relation.objects.filter(kind="broader").count() == 2
    assert list(faults()) == []


@db
def test_a_relative_below_is_one_too(secretary):
    low = proposed(english("toil", "hard work"), by=secretary).concept
    middle = proposed(english("labour", "work"), by=secretary)
    version = low.versions.get()
    entries = [english("toil", "hard work")]
    edit_version(by=secretary, version=version, entries=entries, relations=[Related("broader", middle.concept)])
    file = looked_at(secretary, f"{HEAD}new 1,en,work,,{low.code}\n{middle.concept.code},en,labour,new 1,\n")
    assert actions_of(file)["new 1"] == ("error", "related")


@db
def test_relations_that_lead_nowhere_are_told(secretary):
    gone = withdraw(by=secretary, concept=agreed(english("work", "effort"), by=secretary).concept, reason="Twice.")
    file = looked_at(secretary, f"{HEAD}new 1,en,labour,{gone.code},RS-7777\n")
    reason = file.rows.get().reason
    assert "It leads to RS-0001, which has been withdrawn." in reason
    assert "RS-7777" in reason
    assert file.rows.get().action == "new"


@db
def test_a_version_that_puts_above_what_was_related_is_in_order(secretary):
    top = proposed(english("work", "effort"), by=secretary).concept
    first = agreed(english("toil", "hard work"), by=secretary, relations=[Related("related", top)])
    proposed(english("toil", "hard work"), by=secretary, concept=first.concept, relations=[Related("broader", top)])
    assert list(faults()) == []


@db
def test_many_rows_take_as_many_queries_as_few(secretary, queries_of):
    def asked(count: int) -> int:
        text = HEAD + "".join(f"new {n},en,term {n},{f'new {n - 1}' if n > 1 else ''},\n" for n in range(1, count + 1))
        reading = imports.read(text.encode())
        return queries_of(lambda: list(imports.plan_rows(reading)))

    asked(1)
    assert asked(200) == asked(3)
