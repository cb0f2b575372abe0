"""What surrounds a standard: terms of reference, crosswalk, editions with errata, pilots with findings."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from consultations.actions import surroundings as actions
from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.drafts import freeze_draft
from consultations.models import Edition, Overlap, Pilot, TermsOfReference
from portal import clock
from portal.members.permissions import Refused
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PAGE, DESK = "/en/standards/SM/", "/en/desk/standards/SM/about/"
WHY = {"en": "Nobody buys from them.", "fr": "Personne ne leur achète."}


@pytest.fixture
def standard():
    return making.standard()


@pytest.fixture
def fixed(secretary):
    return freeze_draft(by=secretary, draft=making.draft("2024", by=secretary))


def today(days=0):
    return clock.now().date() + timedelta(days=days)


def read(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def terms(standard, by):
    return actions.write_terms(by=by, standard=standard, why=WHY, existing={"en": "The Lantern Code."}, overlap={})


def test_terms_of_reference_are_the_first_that_the_public_sees_of_a_standard(client, secretary, standard):
    terms(standard, secretary)
    assert client.get(PAGE).status_code == 404
    actions.publish_terms(by=secretary, standard=standard)
    page = read(client)
    assert "Nobody buys from them." in page
    assert "How it overlaps" not in page
    assert "Personne ne leur achète." in read(client, "/fr/standards/SM/")
    assert "/en/standards/SM/" in read(client, "/en/standards/")


def test_a_crosswalk_names_the_clause_as_it_stands_now_and_leads_to_it(client, secretary, standard):
    actions.publish_terms(by=secretary, standard=terms(standard, secretary).standard)
    making.draft("1", by=secretary)
    line = {"other": "Open Pit Charter", "other_clause": "2.3", "relation": "more"}
    row = actions.record_overlap(by=secretary, standard=standard, clause_key="2.1", **line)
    assert row.clause_key == "c-know"
    assert "Open Pit Charter" in read(client)
    assert "Know the site" not in read(client)  # no draft of it is public yet
    making.open_round(by=secretary, draft=standard.drafts.get())
    assert '<a href="/en/consultations/small-mines-1/draft/c/c-know/">2.1' in read(client)
    with pytest.raises(ValidationError, match="already"):
        actions.record_overlap(by=secretary, standard=standard, clause_key="c-know", **line)
    with pytest.raises(ValidationError, match="has a clause"):
        actions.record_overlap(by=secretary, standard=standard, clause_key="9.9", **line)
    actions.remove_overlap(by=secretary, overlap=row)
    assert "Open Pit Charter" not in read(client)


def test_an_edition_is_in_force_from_its_day_and_ends_with_the_next(client, secretary, standard, fixed):
    first = actions.record_edition(by=secretary, standard=standard, label="2024", draft=fixed, effective_on=today(-100))
    second = freeze_draft(by=secretary, draft=making.draft("2026", by=secretary))
    actions.record_edition(by=secretary, standard=standard, label="2026", draft=second, effective_on=today(10))
    first.refresh_from_db()
    assert first.ended_on == today(10)
    assert list(Edition.objects.in_force()) == [first]
    assert [row.label for row in Edition.objects.in_force(today(10))] == ["2026"]
    page = read(client)
    assert page.index("Edition 2026") < page.index("takes effect") < page.index("Edition 2024") < page.index("In force")


def test_an_edition_is_read_whole_with_its_errata_where_they_belong(client, secretary, standard, fixed):
    actions.record_edition(by=secretary, standard=standard, label="2024", draft=fixed, effective_on=today(-1))
    clause = fixed.clauses.get(key="c-know")
    corrected = [Corrected(clause, clause.heading, "<p>A buyer shall visit the site every month.</p>")]
    correct_draft(by=secretary, draft=fixed, corrected=corrected, why={"en": "A typing error."})
    page = read(client, "/en/standards/SM/editions/2024/")
    assert 'id="c-know"' in page
    assert "<p>A buyer shall visit the site every year.</p>" in page
    assert "<del>year</del><ins>month</ins>" in page
    assert "A typing error." in read(client)
    body = client.get("/en/standards/SM/editions/2024/words.json").content
    assert hashlib.sha256(body).hexdigest() == fixed.sha256
    assert f'data-sha256="{fixed.sha256}"' in page
    assert client.get("/en/standards/SM/editions/1999/").status_code == 404


def test_what_is_not_fixed_or_not_ours_takes_no_effect(secretary, standard, fixed):
    loose = making.draft("3", by=secretary)
    good = {"label": "1", "draft": fixed, "effective_on": today()}
    for wrong in ({"draft": loose}, {"label": "a/b"}, {"label": " "}):
        with pytest.raises(ValidationError):
            actions.record_edition(by=secretary, standard=standard, **{**good, **wrong})
    edition = actions.record_edition(by=secretary, standard=standard, **good)
    for again in ({}, {"effective_on": today(5)}):
        with pytest.raises(ValidationError):
            actions.record_edition(by=secretary, standard=standard, **{**good, **again})
    with pytest.raises(ValidationError, match="after it began"):
        actions.end_edition(by=secretary, edition=edition, ended_on=today())
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(effective_on=today(-9))
    assert Edition.objects.get() == edition


def test_a_pilot_is_shown_once_it_is_published_with_what_it_showed(client, secretary, standard):
    making.open_round(by=secretary, draft=making.draft("1", by=secretary))
    pilot = actions.write_pilot(
        by=secretary, standard=standard, names={"en": "Two months on a ridge"}, place="Highlands", starts_on=today(-60)
    )
    texts = {"en": "The buyer had to leave."}
    finding = actions.record_finding(by=secretary, pilot=pilot, kind="fails", texts=texts, clause_key="2.2")
    assert "Two months on a ridge" not in read(client)
    actions.publish_pilot(by=secretary, pilot=pilot)
    page = read(client)
    assert "could not be met" in page
    assert '<a href="/en/consultations/small-mines-1/draft/c/c-title/">2.2' in page
    actions.remove_finding(by=secretary, finding=finding)
    assert "The buyer had to leave." not in read(client)
    with pytest.raises(ValidationError, match="after it began"):
        actions.write_pilot(by=secretary, standard=standard, pilot=pilot, ends_on=today(-70))


ACTS = {
    "write_terms": lambda by, it: terms(it, by),
    "publish_terms": lambda by, it: actions.publish_terms(by=by, standard=it),
    "record_overlap": lambda by, it: actions.record_overlap(by=by, standard=it, other="X", relation="same"),
    "remove_overlap": lambda by, it: actions.remove_overlap(by=by, overlap=Overlap(standard=it)),
    "record_edition": lambda by, it: actions.record_edition(
        by=by, standard=it, label="1", draft=None, effective_on=today()
    ),
    "end_edition": lambda by, it: actions.end_edition(by=by, edition=Edition(standard=it), ended_on=today()),
    "write_pilot": lambda by, it: actions.write_pilot(by=by, standard=it, names=WHY, starts_on=today()),
    "publish_pilot": lambda by, it: actions.publish_pilot(by=by, pilot=Pilot(standard=it)),
    "record_finding": lambda by, it: actions.record_finding(by=by, pilot=Pilot(standard=it), kind="works", texts=WHY),
    "remove_finding": lambda by, it: actions.remove_finding(by=by, finding=None),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_only_the_secretariat_describes_a_standard(member, standard, act):
    with pytest.raises(Refused):
        act(member, standard)


def test_all_of_it_is_written_at_the_desk(as_secretary, client, secretary, standard, fixed):
    posts = [
        {"act": "terms", "terms-why_en": "Nobody buys."},
        {"act": "terms-publish"},
        {
            "act": "overlap",
            "overlap-other": "The Lantern Code",
            "overlap-relation": "same",
            "overlap-clause_key": "2.1",
        },
        {"act": "edition", "edition-label": "I", "edition-draft": fixed.pk, "edition-effective_on": "2026-01-01"},
        {"act": "pilot", "pilot-names_en": "On a ridge", "pilot-starts_on": "2026-02-01"},
    ]
    for said in posts:
        assert as_secretary.post(DESK, said).status_code == 302, said
    pilot = Pilot.objects.get()
    said = {"act": "finding", "pilot": pilot.pk, "finding-kind": "hard", "finding-texts_en": "At a price."}
    assert as_secretary.post(DESK, said).status_code == 302
    assert as_secretary.post(DESK, {"act": "pilot-publish", "one": pilot.pk}).status_code == 302
    page = read(client)
    for words in ("Nobody buys.", "The Lantern Code", "Edition I", "On a ridge", "At a price."):
        assert words in page
    finding, overlap = pilot.findings.get(), Overlap.objects.get()
    as_secretary.post(DESK, {"act": "finding-out", "one": finding.pk})
    as_secretary.post(DESK, {"act": "overlap-out", "one": overlap.pk})
    as_secretary.post(DESK, {"act": "edition-end", "one": Edition.objects.get().pk})
    page = read(client)
    assert "At a price." not in page
    assert "The Lantern Code" not in page
    assert not Edition.objects.in_force().exists()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(as_secretary, standard):
    page = as_secretary.post(DESK, {"act": "overlap", "overlap-other": "The Lantern Code", "overlap-clause_key": "8"})
    assert "The Lantern Code" in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert "press one of the buttons" in as_secretary.post(DESK, {"act": "fly"}).content.decode()
    assert "Write the terms of reference first" in as_secretary.post(DESK, {"act": "terms-publish"}).content.decode()
    assert not TermsOfReference.objects.exists()


def test_only_the_secretariat_sees_that_desk(client, as_member, standard):
    assert client.get(DESK).status_code in (302, 403)
    assert as_member.get(DESK).status_code == 403


def test_the_pages_cost_the_same_with_more_of_everything(client, as_secretary, secretary, standard, fixed, queries_of):
    making.open_round(by=secretary, draft=making.draft("1", by=secretary))
    actions.publish_terms(by=secretary, standard=terms(standard, secretary).standard)
    actions.record_edition(by=secretary, standard=standard, label="0", draft=fixed, effective_on=today(-500))

    def more(number):
        line = {"other": f"Other {number}", "relation": "same", "clause_key": "c-know"}
        actions.record_overlap(by=secretary, standard=standard, **line)
        pilot = actions.write_pilot(
            by=secretary, standard=standard, names={"en": f"Pilot {number}"}, starts_on=today(-number)
        )
        actions.record_finding(by=secretary, pilot=pilot, kind="works", texts=WHY, clause_key="c-know")
        actions.publish_pilot(by=secretary, pilot=pilot)
        clause = fixed.clauses.get(key="c-know")
        better = [Corrected(clause, clause.heading, f"<p>Better {number}.</p>")]
        correct_draft(by=secretary, draft=fixed, corrected=better, why={"en": f"Error {number}."})

    more(1)
    visits = {PAGE: client, "/en/standards/SM/editions/0/": client, DESK: as_secretary}
    counts = {}
    for address, who in visits.items():
        who.get(address)
        counts[address] = queries_of(lambda address=address, who=who: who.get(address))
    for number in range(2, 5):
        more(number)
    for address, who in visits.items():
        assert queries_of(lambda address=address, who=who: who.get(address)) == counts[address] <= 25, address
