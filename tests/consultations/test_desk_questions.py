"""Questions, their choices, and what each group may gain and lose: in every language, at the desk."""

import re

import pytest

from consultations.actions.rounds import add_question
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/rounds/mines/"
CHOICE = {
    "kind": "choice",
    "text_en": "Who pays?",
    "text_fr": "Qui paie ?",
    "options_en": "The buyer\nThe mine",
    "options_fr": "L’acheteur\nLa mine",
}


@pytest.fixture
def round(secretary):
    """A round in preparation that touches one group."""
    return making.prepared_round("mines", by=secretary, target_groups=[group("asm")])


def flat(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_choices_are_written_in_each_language_and_read_in_it(as_secretary, client, round, secretary):
    assert as_secretary.post(f"{DESK}questions/", CHOICE).status_code == 302
    question = round.questions.get()
    assert question.options == [
        {"code": "the-buyer", "text": {"en": "The buyer", "fr": "L’acheteur"}},
        {"code": "the-mine", "text": {"en": "The mine", "fr": "La mine"}},
    ]
    making.announce(by=secretary, round=round)
    page = flat(client.get("/fr/consultations/mines/respond/"))
    assert "Qui paie ?" in page
    assert "L’acheteur" in page
    assert "The buyer" not in page


def test_editing_a_question_keeps_its_translations_and_the_codes_of_its_choices(as_secretary, round, secretary):
    options = [{"code": "a", "text": {"en": "Yes", "es": "Sí"}}, {"code": "b", "text": {"en": "No", "es": "No"}}]
    asked = add_question(
        by=secretary, round=round, text="Shall we?", kind="choice", options=options, translations={"es": "¿Lo hacemos?"}
    )
    address = f"{DESK}questions/{asked.pk}/"
    page = flat(as_secretary.get(address))
    assert "¿Lo hacemos?" in page
    assert "Sí No</textarea>" in page
    sent = {"kind": "choice", "text_en": "Shall we?", "options_en": "Yes\nNever", "options_es": "Sí\nNunca"}
    assert as_secretary.post(address, sent).status_code == 302
    asked.refresh_from_db()
    assert [option["code"] for option in asked.options] == ["a", "b"]
    assert asked.options[1]["text"] == {"en": "Never", "es": "Nunca"}
    assert not asked.translations.exists(), "an emptied translation is taken out"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text_en": ""}, "Write the question in English."),
        ({"options_fr": "L’acheteur"}, "Français has another number of choices (1) than English (2)."),
        ({"options_en": "One", "options_fr": ""}, "Give at least two choices."),
        ({"options_en": "One\nOne", "options_fr": ""}, "Two choices are the same."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_secretary, round, wrong, message):
    page = flat(as_secretary.post(f"{DESK}questions/", CHOICE | wrong))
    assert message in page
    assert "Qui paie ?" in page
    assert not round.questions.exists()


def test_what_a_group_may_gain_is_said_in_every_language(as_secretary, client, round, secretary):
    address = f"{DESK}benefits/asm/"
    assert address in flat(as_secretary.get(DESK))
    words = {"benefits_en": "A buyer.", "benefits_fr": "Un acheteur.", "costs_en": "Records.", "costs_fr": "Registres."}
    assert as_secretary.post(address, words).status_code == 302
    said = round.benefits.get()
    assert (said.benefits, said.costs) == (
        {"en": "A buyer.", "fr": "Un acheteur."},
        {"en": "Records.", "fr": "Registres."},
    )
    assert "Un acheteur." in flat(as_secretary.get(address))
    making.announce(by=secretary, round=round)
    assert "Registres." in flat(client.get("/fr/consultations/mines/"))
    refused = flat(as_secretary.post(address, words | {"costs_en": "Other words."}))
    assert "Other words." in refused
    said.refresh_from_db()
    assert said.costs["en"] == "Records."


def test_a_group_that_the_round_does_not_name_has_no_page(as_secretary, round):
    assert as_secretary.get(f"{DESK}benefits/tr/").status_code == 404


def test_only_the_secretariat_states_what_a_group_may_gain(as_outsider, round):
    assert as_outsider.get(f"{DESK}benefits/asm/").status_code == 403
    assert as_outsider.post(f"{DESK}benefits/asm/", {"benefits_en": "x"}).status_code == 403
