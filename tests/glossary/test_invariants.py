"""What must never be, whatever writes it: a QuerySet, raw SQL, an action, a file."""

from io import StringIO
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from glossary import actions, permissions
from glossary.actions import agree, open_review, reject, withdraw
from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry, Relation
from glossary.steps import STEPS, may_become
from glossary.verifying import faults
from glossary.words import Entry, GroupAgreement, Name, Related
from portal import clock, triggers
from portal.members.permissions import Refused
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review

pytestmark = pytest.mark.django_db
FROM_OUTSIDE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix adms: <http://www.w3.org/ns/adms#> .
<https://example.org/1> a skos:Concept ; skos:prefLabel "cobalt"@en ; skos:definition "a metal"@en ;
  adms:status <http://purl.org/adms/status/Completed> ."""
Status = ConceptVersion.Status


def sql(statement: str, *values) -> None:
    connection.cursor().execute(statement, values)


def refused(write) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.fixture
def unguarded():
    """A database whose triggers a hand has taken away."""
    triggers.drop_all()
    yield
    triggers.create_all()


# -- the ways of a version -----------------------------------------------------------------------------------------


def at(status: str, by) -> ConceptVersion:
    """A version in this state, brought there by actions."""
    makers = {
        "proposed": lambda: proposed(by=by),
        "under_review": lambda: under_review(by=by),
        "agreed": lambda: agreed(by=by),
        "rejected": lambda: reject(by=by, version=proposed(by=by), reason="No."),
        "withdrawn": lambda: withdraw(by=by, concept=agreed(by=by).concept, reason="No.").versions.get(),
    }
    if status == "superseded":
        first = agreed(by=by)
        agreed(english(definition="other"), by=by, concept=first.concept)
        first.refresh_from_db()
        return first
    return makers[status]()


@pytest.mark.parametrize(("before", "after"), [pair for pair in product(Status.values, repeat=2) if pair[0] != pair[1]])
def test_the_database_takes_the_steps_of_the_table_and_no_other(secretary, before, after):
    version = at(before, secretary)
    if before == "under_review":
        Agreement.objects.create(version=version, group=group("asm"), value="agree")
    seal = {"agreed_at": clock.now(), "agreed_by": secretary, "decision_number": "X", "content_sha256": "0" * 64}
    change = {"status": after, "closing_reason": "No."} if after == "rejected" else {"status": after}
    change |= seal if after == "agreed" else {}
    rows = ConceptVersion.objects.filter(pk=version.pk)
    if may_become(before, after):
        assert rows.update(**change) == 1
    else:
        refused(lambda: rows.update(**change))
        refused(lambda: sql("UPDATE glossary_conceptversion SET status = %s WHERE id = %s", after, version.pk))


def test_each_step_has_its_act_and_its_right():
    for step in STEPS:
        assert callable(getattr(actions, step.act))
        assert callable(getattr(permissions, step.right))


@pytest.mark.parametrize("status", sorted({step.before for step in STEPS if step.needs_reason}))
def test_a_step_that_needs_a_reason_is_refused_without(secretary, status):
    version = at(status, secretary)
    with pytest.raises(ValidationError, match="reason is published"):
        withdraw(by=secretary, concept=version.concept, reason=" ")
    if version.is_open:
        with pytest.raises(ValidationError, match="reason is published"):
            reject(by=secretary, version=version, reason=" ")
        refused(lambda: ConceptVersion.objects.filter(pk=version.pk).update(status="rejected", closing_reason=" "))


def test_a_change_is_classed_and_has_a_reason(secretary):
    concept = agreed(by=secretary).concept
    with pytest.raises(ValidationError, match="Say why it is changed"):
        proposed(by=secretary, concept=concept, reason=" ")
    with pytest.raises(ValidationError, match="no kind of change"):
        proposed(by=secretary, concept=concept, change_class="whim")
    refused(lambda: ConceptVersion.objects.create(concept=concept, number=2))
    assert proposed(by=secretary, concept=concept, change_class="wording").change_class == "wording"


def test_words_that_people_are_asked_about_stand_still(secretary):
    version = under_review(english(), french(), by=secretary)
    entry = version.entries.get(language="fr")
    refused(lambda: LanguageEntry.objects.filter(pk=entry.pk).update(definition="autre"))
    refused(lambda: LanguageEntry.objects.create(version=version, language="es"))
    refused(lambda: Designation.objects.filter(entry=entry).update(text="autre"))
    refused(lambda: sql("DELETE FROM glossary_designation WHERE entry_id = %s", entry.pk))
    refused(lambda: ConceptVersion.objects.filter(pk=version.pk).update(reason="other"))
    assert LanguageEntry.objects.filter(pk=entry.pk).update(translation_state="reviewed") == 1


# -- I1 to I4 ------------------------------------------------------------------------------------------------------


def test_i1_a_code_is_neither_reused_nor_deleted(secretary):
    concept = proposed(by=secretary).concept
    refused(lambda: Concept.objects.create(code=concept.code))
    refused(lambda: Concept.objects.filter(pk=concept.pk).update(code="RS-9999"))
    refused(lambda: sql("UPDATE glossary_concept SET code = 'RS-9999' WHERE id = %s", concept.pk))
    refused(lambda: sql("DELETE FROM glossary_concept WHERE id = %s", concept.pk))
    assert Concept.objects.get().code == concept.code


def test_i2_words_changed_behind_the_triggers_are_found(secretary, unguarded):
    version = agreed(by=secretary)
    assert list(faults()) == []
    LanguageEntry.objects.filter(version=version).update(definition="other")
    assert list(faults()) == ["RS-0001, version 1: the words do not give its hash."]
    with pytest.raises(CommandError, match="1"):
        call_command("verify_register", stdout=StringIO())


def test_i3_agreeing_the_next_supersedes_the_last_in_one_transaction(secretary):
    first = agreed(by=secretary)
    second = under_review(english(definition="other"), by=secretary, concept=first.concept)
    Agreement.objects.create(version=second, group=group("asm"), value="agree")
    seal = {"agreed_at": clock.now(), "agreed_by": secretary, "decision_number": "X", "content_sha256": "0" * 64}
    refused(lambda: ConceptVersion.objects.filter(pk=second.pk).update(status="agreed", **seal))
    agree(by=secretary, version=second, decision_number="X", agreements=[GroupAgreement(group("la"), "agree")])
    assert [v.status for v in first.concept.versions.order_by("number")] == ["superseded", "agreed"]


def test_i4_each_language_has_exactly_one_preferred_name_before_anybody_is_asked(secretary):
    version = proposed(english(), Entry("fr", "travail sous peine"), by=secretary)
    with pytest.raises(ValidationError, match="preferred name in “fr”"):
        open_review(by=secretary, version=version)
    refused(lambda: ConceptVersion.objects.filter(pk=version.pk).update(status="under_review"))
    source = version.entries.get(language="en")
    refused(lambda: Designation.objects.create(entry=source, text="other", status="preferred"))


# -- I5 to I8 ------------------------------------------------------------------------------------------------------


def test_i5_one_name_in_two_roles_is_refused_or_found(secretary):
    entry = proposed(by=secretary).entries.get()
    refused(lambda: Designation.objects.create(entry=entry, text="forced labour", status="admitted"))
    Designation.objects.create(entry=entry, text="Forced Labour", status="admitted")
    assert list(faults()) == ["RS-0001: “Forced Labour” stands twice (en)."]


def test_i6_two_agreed_terms_of_one_field_do_not_share_a_name(secretary):
    agreed(english("cell", "a battery"), by=secretary, domain="energy")
    other = under_review(english("cell", "a small room"), by=secretary, domain="buildings")
    agree(by=secretary, version=other, decision_number="X", agreements=[GroupAgreement(group("la"), "agree")])
    third = proposed(english("Cell", "a unit of a battery"), by=secretary, domain="Energy")
    with pytest.raises(ValidationError, match="RS-0001 is called “cell”"):
        open_review(by=secretary, version=third)
    assert list(faults()) == []
    Concept.objects.filter(pk=other.concept_id).update(domain="energy")
    assert list(faults()) == ["RS-0001, RS-0002 are all called “cell” (en) in one field."]


def test_i7_nobody_is_asked_before_the_source_is_complete(secretary):
    version = proposed(english(definition=" "), french(), by=secretary)
    with pytest.raises(ValidationError, match="definition in the source language"):
        open_review(by=secretary, version=version)
    refused(lambda: ConceptVersion.objects.filter(pk=version.pk).update(status="under_review"))
    refused(lambda: sql("UPDATE glossary_conceptversion SET status = 'under_review' WHERE id = %s", version.pk))


def test_i8_silence_agrees_nothing_and_an_objection_is_published(secretary):
    version = under_review(by=secretary)
    with pytest.raises(ValidationError, match="silence"):
        agree(by=secretary, version=version, decision_number="X", agreements=[])
    nobody = [GroupAgreement(group("la"), "absent"), GroupAgreement(group("asm"), "absent")]
    with pytest.raises(ValidationError, match="silence"):
        agree(by=secretary, version=version, decision_number="X", agreements=nobody)
    Agreement.objects.create(version=version, group=group("cs"), value="absent")
    seal = {"agreed_at": clock.now(), "agreed_by": secretary, "decision_number": "X", "content_sha256": "0" * 64}
    refused(lambda: ConceptVersion.objects.filter(pk=version.pk).update(status="agreed", **seal))
    raw = "UPDATE glossary_conceptversion SET status = 'agreed', agreed_at = %s, agreed_by_id = %s, "
    raw += "decision_number = 'X', content_sha256 = 'X' WHERE id = %s"
    refused(lambda: sql(raw, clock.now(), secretary.pk, version.pk))
    said = [GroupAgreement(group("la"), "agree"), GroupAgreement(group("asm"), "object", "We were not asked.")]
    agree(by=secretary, version=version, decision_number="X", agreements=said)
    refused(lambda: Agreement.objects.create(version=version, group=group("go"), value="agree"))
    assert "We were not asked." in Client().get(version.concept.get_absolute_url()).content.decode()


def test_i8_what_was_agreed_by_silence_behind_the_triggers_is_found(secretary, unguarded):
    version = agreed(by=secretary)
    Agreement.objects.filter(version=version).update(value="absent")
    assert list(faults()) == ["RS-0001, version 1: agreed, and no group said anything."]


# -- I9 to I14 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "state"), [("meaning", "outdated"), ("wording", "agreed")])
def test_i9_a_new_meaning_leaves_translations_behind_and_new_wording_does_not(secretary, kind, state):
    first = agreed(english(), french(translation_state="reviewed"), by=secretary)
    words = [english(definition="work that nobody chose"), french(translation_state="reviewed")]
    second = agreed(*words, by=secretary, concept=first.concept, change_class=kind)
    assert second.entries.get(language="fr").translation_state == state


def test_i10_circles_and_relatives_above_are_refused_or_found(secretary):
    top = proposed(english("work", "effort"), by=secretary).concept
    middle = proposed(english("labour", "work"), by=secretary, relations=[Related("broader", top)]).concept
    both = [Related("broader", middle), Related("related", top)]
    with pytest.raises(ValidationError, match="merely related"):
        proposed(by=secretary, relations=both)
    low = proposed(by=secretary, relations=both[:1])
    Relation.objects.create(version=low, kind="related", target=top)
    assert list(faults()) == [f"{low.concept.code} is merely related to {top.code}, which stands above it."]
    Relation.objects.create(version=top.versions.get(), kind="broader", target=low.concept)
    assert f"{top.code} stands above itself." in list(faults())


def test_i11_a_withdrawn_term_answers_and_leads_to_one_in_use(secretary):
    old, new = agreed(by=secretary).concept, agreed(english("bonded labour", "work for debt"), by=secretary).concept
    withdraw(by=secretary, concept=old, reason="Too narrow.", replaced_by=new)
    page = Client().get(old.get_absolute_url())
    assert page.status_code == 200
    assert "Too narrow." in page.content.decode()
    assert new.code in page.content.decode()
    refused(lambda: Concept.objects.filter(pk=new.pk).update(replaced_by=old))
    refused(lambda: Concept.objects.filter(pk=old.pk).update(withdrawn_at=None, withdrawn_by=None))


def test_i11_a_circle_made_behind_the_triggers_is_found(secretary, unguarded):
    old, new = agreed(by=secretary).concept, agreed(english("bonded labour", "work for debt"), by=secretary).concept
    Concept.objects.filter(pk=old.pk).update(replaced_by=new)
    Concept.objects.filter(pk=new.pk).update(replaced_by=old)
    assert [fault for fault in faults() if "circle" in fault] == [
        f"{code} is replaced in a circle." for code in (old.code, new.code)
    ]


def test_i12_nothing_begins_as_agreed(secretary, tmp_path):
    file = tmp_path / "words.ttl"
    file.write_text(FROM_OUTSIDE)
    call_command("import_glossary", str(file), stdout=StringIO())
    version = ConceptVersion.objects.get()
    assert version.status == "proposed"
    seal = {"agreed_at": clock.now(), "agreed_by": secretary, "decision_number": "X", "content_sha256": "0" * 64}
    concept = Concept.objects.create(code="RS-0900")
    for status in Status.values[1:]:
        refused(lambda status=status: ConceptVersion.objects.create(concept=concept, number=1, status=status, **seal))


def test_i13_a_rejection_leaves_what_is_agreed(secretary):
    first = agreed(by=secretary)
    before = ConceptVersion.objects.filter(pk=first.pk).values().get()
    reject(by=secretary, version=under_review(by=secretary, concept=first.concept), reason="No.")
    assert ConceptVersion.objects.filter(pk=first.pk).values().get() == before
    assert "work under a penalty" in Client().get(first.concept.get_absolute_url()).content.decode()


@pytest.mark.parametrize("definition", ["See forced labour.", "see: Forced Labour", "cf. forced labor"])
def test_i14_a_definition_that_points_at_itself_is_none(secretary, definition):
    version = proposed(english("forced labour", definition, Name("forced labor", "admitted")), by=secretary)
    with pytest.raises(ValidationError, match="only points at the term itself"):
        open_review(by=secretary, version=version)
    ConceptVersion.objects.filter(pk=version.pk).update(status="under_review")
    assert list(faults()) == ["RS-0001: the definition in “en” only points at the term itself."]


def test_only_the_secretariat_takes_any_step(secretary, member):
    version = under_review(by=secretary)
    said = [GroupAgreement(group("la"), "agree")]
    for act in (
        lambda: agree(by=member, version=version, decision_number="X", agreements=said),
        lambda: reject(by=member, version=version, reason="No."),
        lambda: withdraw(by=member, concept=version.concept, reason="No."),
    ):
        with pytest.raises(Refused):
            act()
