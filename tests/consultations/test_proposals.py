"""What a proposed change does to a clause, on every page that shows it, alike with and without a script."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import Clause, Comment, UnsentResponse
from consultations.proposals import changed, difference, place_of, sentences
from tests.consultations.voices_making import clause_of, make_round, sent

TEXT = "A buyer shall visit the site 1 times a year.\nIt may not pass."
WORDS = st.lists(st.sampled_from(["site", "visit", "a", "the", ".", "\n", " "]), max_size=12).map(" ".join)
CASES = [
    ({"mode": "replace", "quote": "1 times", "proposed": "twice"}, TEXT.replace("1 times", "twice")),
    ({"mode": "replace", "quote": "", "proposed": "Visit."}, "Visit."),
    ({"mode": "add", "quote": "a year.", "proposed": "Or more."}, TEXT.replace("year.", "year. Or more.")),
    ({"mode": "add", "quote": "", "proposed": "Or more."}, f"{TEXT}\nOr more."),
    ({"mode": "delete", "quote": "1  times", "proposed": ""}, TEXT.replace(" 1 times", "")),
    ({"mode": "delete", "quote": "", "proposed": ""}, ""),
    ({"mode": "", "quote": "", "proposed": "Say it better."}, None),
    ({"mode": "replace", "quote": "not there", "proposed": "x"}, None),
    ({"mode": "replace", "quote": "year. It", "proposed": "y"}, TEXT.replace("year.\nIt", "y")),
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_the_clause_as_it_would_read(said, expected):
    assert changed(TEXT, **said) == expected


@given(quote=WORDS, proposed=WORDS, text=WORDS, mode=st.sampled_from(["replace", "add", "delete", ""]))
def test_a_difference_less_what_goes_is_the_new_text_and_less_what_comes_the_old_one(quote, proposed, text, mode):
    new = changed(text, mode=mode, quote=quote, proposed=proposed)
    shown = str(difference(Clause(text=text), mode=mode, quote=quote, proposed=proposed))
    if new is None:
        assert shown == ""
        return
    assert without(shown, "del") == new
    assert without(shown, "ins") == text


def without(html: str, tag: str) -> str:
    """The words less those of one mark."""
    html = re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)
    return re.sub(r"</?(?:ins|del)>", "", html)


def test_what_is_written_in_a_proposal_is_no_markup():
    clause = Clause(text="Visit <b> the site.")
    shown = difference(clause, mode="replace", quote="", proposed="<script>alert(1)</script>")
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "<script" not in difference(clause, mode="replace", quote="", proposed="<script>" * 3_000)


def test_sentences_are_offered_once_each_and_stand_in_the_clause():
    assert sentences(TEXT) == ["A buyer shall visit the site 1 times a year.", "It may not pass."]
    assert sentences("One. One.") == ["One."]
    assert all(place_of(words, TEXT) for words in sentences(TEXT))


@pytest.mark.skipif(not shutil.which("node"), reason="needs node to run the script outside a browser")
def test_the_script_finds_the_same_new_text_and_a_true_difference():
    script = (Path(settings.BASE_DIR) / "portal/static/portal/propose.js").as_uri()
    program = f"""
      import {{ changed, differences }} from {json.dumps(script)};
      const cases = {json.dumps([said for said, _ in CASES])}, text = {json.dumps(TEXT)};
      console.log(JSON.stringify(cases.map((said) => {{
        const young = changed(text, said);
        return [young, young === null ? [] : differences(text, young)];
      }})));
    """
    node = str(shutil.which("node"))
    done = subprocess.run([node, "--input-type=module", "-e", program], capture_output=True, check=True, text=True)
    for (young, steps), (_said, expected) in zip(json.loads(done.stdout), CASES, strict=True):
        assert young == expected
        if young is not None:
            assert "".join(words for kind, words in steps if kind != "del") == young
            assert "".join(words for kind, words in steps if kind != "ins") == TEXT


@pytest.mark.django_db
def test_without_a_script_a_button_keeps_the_comment_and_comes_back_with_the_difference(client, noon):
    round = make_round()
    here = reverse("consultations:comment-on", args=[round.slug, "c-1"])
    assert "A buyer shall visit the site 1 times a year.</option>" in client.get(here).content.decode()
    typed = {"body": "Too few.", "proposed_change": "Visit twice.", "change_mode": "replace", "difference": "1"}
    answer = client.post(here, typed)
    assert answer.status_code == 303
    comment = UnsentResponse.objects.get().words["comments"][0]
    assert answer["Location"] == f"{here}?comment={comment['id']}#difference"
    page = client.get(answer["Location"]).content.decode()
    assert "<ins>Visit twice" in page
    more = {**typed, "passage": "A buyer shall visit the site 1 times a year.", "comment": comment["id"], "line": "3"}
    client.post(here, more)
    kept = UnsentResponse.objects.get().words["comments"]
    assert [(row["id"], row["quote"], row["line"]) for row in kept] == [(comment["id"], more["passage"], "3")]
    again = client.post(
        reverse("consultations:respond", args=[round.slug]),
        {**typed, "clause": "4.2", "kind": "te"},
    )
    assert "?edit=" in again["Location"]
    assert "<ins>Visit twice" in client.get(again["Location"]).content.decode()


@pytest.mark.django_db
def test_the_panel_in_the_reader_leads_on_with_what_was_typed(client, noon):
    round = make_round()
    here = reverse("consultations:comment-on", args=[round.slug, "c-1"])
    page = client.post(here, {"proposed_change": "Visit twice.", "more": "1"})
    assert page.status_code == 200
    assert "Visit twice." in page.content.decode()
    assert client.post(here, {"body": "Few.", "more": "1"})["Location"].endswith("#difference")


@pytest.mark.django_db
def test_quoted_words_line_and_difference_stand_on_the_published_comment_and_the_receipt(client, noon):
    round = make_round()
    place = {
        "quote": "1 times",
        "line": "17",
        "element": "Table 1",
        "change_mode": "replace",
        "proposed_change": "twice",
    }
    receipt = sent(round, "Too few.", clause=clause_of(round), place=place)
    comment = Comment.objects.get()
    pages = [comment.get_absolute_url(), reverse("consultations:receipt", args=[receipt.code])]
    for page in [client.get(address).content.decode() for address in pages]:
        assert ">1 times</q>" in page
        assert "Line 17, Table 1" in strip_tags(page)
        assert "<del>1 times</del><ins>twice</ins>" in page
