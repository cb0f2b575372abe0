"""What can be found of each kind, and by whom; after every action the index is what a rebuild would make."""

import pytest
from django.core.management import call_command

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.screening import hold_submission
from consultations.actions.translations import translate_clause
from consultations.models import Comment, Submission
from glossary.actions import record_phrasing, withdraw
from portal.members.viewer import ANYBODY, Viewer
from portal.models import ContentPage, HomePage
from portal.planting import add_page
from search.finding import find
from search.models import SearchEntry
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.factories import group
from tests.glossary import making as terms

pytestmark = pytest.mark.django_db
STAFF = Viewer(user=1, is_secretariat=True)
MEMBER = Viewer(user=2, organisations=frozenset({1}))


def found(text: str, viewer: Viewer = ANYBODY, **filters: str) -> list[SearchEntry]:
    return [h.entry for h in find(text, viewer=viewer, filters={k: [v] for k, v in filters.items()}).hits]


# -- glossary ------------------------------------------------------------------------------------------------------


def test_a_term_is_found_in_each_language_by_every_name_and_its_code(index_equals_rebuild):
    version = terms.agreed(terms.english("forced labour", "work", terms.Name("FL", status="admitted")), terms.french())
    rows = {row.language: row for row in found(version.concept.code, kind="term")}
    assert set(rows) == {"en", "fr"}
    assert (rows["fr"].title, rows["fr"].status) == ("travail forcé", "agreed")
    assert rows["en"].url == f"/glossary/{version.concept.code}/"
    assert "FL" in rows["en"].keywords
    index_equals_rebuild()


def test_what_is_agreed_is_found_before_what_is_proposed(index_equals_rebuild):
    version = terms.agreed(terms.english("old name", "agreed"))
    terms.proposed(terms.english("new name", "proposed"), concept=version.concept)
    assert [row.title for row in found(version.concept.code)] == ["old name"]
    index_equals_rebuild()


def test_a_withdrawn_term_says_so(index_equals_rebuild, secretary):
    version = terms.agreed(terms.english("old name", "agreed"))
    withdraw(by=secretary, concept=version.concept, reason="not used any more")
    assert [row.status for row in found("old name")] == ["withdrawn"]
    index_equals_rebuild()


def test_how_a_group_says_it_is_found_with_the_term(index_equals_rebuild, secretary):
    concept = terms.agreed().concept
    record_phrasing(by=secretary, concept=concept, group=group("la"), language="en", text="sweat for nothing")
    assert [row.groups for row in found("sweat")] == [["la"]]
    index_equals_rebuild()


# -- consultations -------------------------------------------------------------------------------------------------


def test_a_draft_is_not_found_before_its_round_is_announced(index_equals_rebuild):
    rounds.prepared_round("quiet")
    assert found("visit the site") == found("visit the site", STAFF) == []
    index_equals_rebuild()


def test_a_hit_in_a_draft_lands_on_the_clause_in_each_language(index_equals_rebuild):
    by = rounds.secretary()
    announced = rounds.open_round("mines")
    clause = announced.draft.clauses.get(key="c-know")
    translate_clause(
        by=by,
        clause=clause,
        language="fr",
        heading="Connaître",
        body="<p>Visiter&nbsp;le <em>site</em>.</p>",
        status="draft",
    )
    assert [row.url for row in found("visit the site", kind="clause")] == ["/consultations/mines/draft/c/c-know/"]
    (french,) = found("visiter", language="fr")
    assert (french.title, french.body, french.label) == ("Connaître", "Visiter le site .", "2.1")
    assert [row.kind for row in found("without a title", kind="consultation")] == ["consultation"]
    index_equals_rebuild()


def test_a_round_for_members_is_found_by_members(index_equals_rebuild):
    rounds.open_round("inside", audience="members")
    assert found("visit the site") == []
    assert {row.kind for row in found("mine", MEMBER) if row.kind != "page"} == {"clause", "consultation", "standard"}
    index_equals_rebuild()


def test_a_comment_is_found_by_its_words_group_and_number_and_by_no_name(index_equals_rebuild):
    around = rounds.open_round("mines")
    voices.sent(around, "Twenty-four months are too few", group="asm", clause=around.draft.clauses.get(key="c-know"))
    (row,) = found("twenty-four", kind="comment")
    assert (row.groups, row.sectors, row.status, row.place) == (["asm"], [], "unanswered", "2.1")
    assert row.url == f"/consultations/{around.slug}/comments/{row.label}/"
    assert found("Choque") == []
    index_equals_rebuild()


def test_a_comment_is_found_by_the_country_of_the_named_only(index_equals_rebuild):
    around = rounds.open_round("mines")
    how = {"sector": "up", "country": "PE"}
    voices.sent(around, "Named wolframite", confidentiality="name", **how)
    voices.sent(around, "Nameless wolframite", confidentiality="withheld", email="b@example.org", **how)
    assert [row.title for row in found("wolframite country:peru")] == ["Named wolframite"]
    assert SearchEntry.objects.filter(country="PE").count() == 1
    index_equals_rebuild()


def test_what_is_for_the_committee_or_held_back_is_never_found(index_equals_rebuild, secretary):
    around = rounds.open_round("mines")
    voices.sent(around, "Whispered wolframite", confidentiality="committee")
    voices.sent(around, "Rude wolframite", email="other@example.org")
    (row,) = found("wolframite")
    assert row.title == "Rude wolframite"
    submission = Submission.objects.get(comments__body="Rude wolframite")
    hold_submission(by=secretary, submission=submission, reason="names a person", **voices.seen(submission))
    assert found("wolframite", STAFF) == []
    assert not SearchEntry.objects.filter(body__contains="wolframite").exists()
    index_equals_rebuild()


def test_a_comment_shows_its_answer_once_all_are_published(index_equals_rebuild, secretary, colleague):
    around = rounds.open_round("mines")
    voices.sent(around, "Twenty-four months are too few")
    voices.close(around)
    comment = Comment.objects.get()
    answer = propose_disposition(by=secretary, comment=comment, value="accepted", reason="Yes.")
    agree_disposition(by=colleague, disposition=answer)
    assert [row.status for row in found("twenty-four", kind="comment")] == ["unanswered"]
    write_synopsis(by=secretary, round=around, language="en", body="All said, all done.")
    publish_answers(by=secretary, round=around)
    assert [row.status for row in found("twenty-four", kind="comment")] == ["accepted"]
    index_equals_rebuild()


# -- pages ---------------------------------------------------------------------------------------------------------


def test_a_plain_page_comes_changes_moves_and_goes(index_equals_rebuild):
    home = HomePage.objects.get(locale__language_code="en")
    page = add_page(
        parent=home, page=ContentPage(title="Tantalum", slug="tantalum", lede="Our rare metal", locale=home.locale)
    )
    page.save_revision().publish()
    assert [(row.url, row.language) for row in found("tantalum")] == [("/tantalum/", "en")]
    index_equals_rebuild()
    page.slug, page.title = "coltan", "Coltan"
    page.save_revision().publish()
    assert [row.url for row in found("coltan")] == ["/coltan/"]
    index_equals_rebuild()
    page.unpublish()
    assert found("coltan") == []
    page.save_revision().publish()
    page.delete()
    assert found("coltan") == []
    index_equals_rebuild()


# -- rebuilding ----------------------------------------------------------------------------------------------------


def test_a_rebuild_heals_what_was_lost_changed_or_left_over(index_equals_rebuild, capsys):
    terms.agreed()
    rounds.open_round("mines")
    whole = index_equals_rebuild()
    first, second = SearchEntry.objects.order_by("pk")[:2]
    first.delete()
    SearchEntry.objects.filter(pk=second.pk).update(checksum="", title="Wrong")
    SearchEntry.objects.create(key="x", model="glossary.concept", object_id=9_999_999, date="2026-01-01", year=2026)
    SearchEntry.objects.create(key="y", model="gone.model", object_id=1, date="2026-01-01", year=2026)
    call_command("rebuild_search")
    assert index_equals_rebuild() == whole
    assert f"{len(whole)} entries" in capsys.readouterr().out


def test_a_rebuild_writes_nothing_that_is_unchanged():
    terms.agreed()
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", "version", "changed_at"))
    call_command("rebuild_search")
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "version", "changed_at")) == before


def test_without_a_search_server_there_is_nothing_to_bring_up_to_date(capsys):
    call_command("sync_search")
    assert "Nothing to do" in capsys.readouterr().out


def test_reading_a_kind_takes_the_same_number_of_queries_for_any_number_of_rows(queries_of):
    from search.entries import SOURCES

    around = rounds.open_round("mines")
    for number in range(3):
        voices.sent(around, f"Said {number}", email=f"one{number}@example.org")
        terms.agreed(terms.english(f"term {number}", "x"), number=f"SC-2026-00{number}")
    for model, source in SOURCES.items():
        ids = list(model._default_manager.values_list("pk", flat=True))
        if len(ids) > 2:
            assert queries_of(lambda s=source, i=ids: list(s(i))) == queries_of(lambda s=source, i=ids: list(s(i[:1])))
