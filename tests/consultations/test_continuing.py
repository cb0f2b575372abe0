"""A response drafted over days: saved while typing, gone on with elsewhere, and safe in two windows."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations import receipts
from consultations.actions.continuing import give_code
from consultations.models import Submission, UnsentResponse
from consultations.two_windows import flat, weigh
from portal import clock, outbox
from portal.models import MailOutbox
from tests.consultations.voices_making import ask, begun, make_round, sent

WORDS = st.fixed_dictionaries(
    {},
    optional={
        "group": st.sampled_from(["", "asm", "la"]),
        "country": st.sampled_from(["", "PE", "CD"]),
        "who": st.dictionaries(st.sampled_from(["name", "email"]), st.sampled_from(["", "A", "B"])),
        "answers": st.dictionaries(
            st.sampled_from(["1", "2"]), st.sampled_from([{}, {"text": "yes"}, {"choice": "no"}])
        ),
    },
)


def here(round) -> str:
    return reverse("consultations:respond", args=[round.slug])


@given(there=WORDS, here=WORDS)
def test_of_two_windows_nothing_that_was_written_goes_without_being_told(there, here):
    kept, clashes = weigh(there, here)
    after = flat({**there, **kept})
    for name, value in flat(there).items():
        assert not value or after[name] == value
    for name, value in flat(here).items():
        assert not value or after.get(name) == value or clashes[name] == flat(there)[name]


@pytest.mark.django_db
def test_a_second_window_with_an_older_state_is_told_and_loses_nothing(client, noon, clock_moves):
    round = make_round()
    visits, cost = ask(round, "What changes?"), ask(round, "What does it cost?")
    client.post(here(round), {"group": "asm", "keep": "1"})
    seen = UnsentResponse.objects.get().version
    clock_moves(minutes=1)
    first = {"seen": seen, f"q{visits.pk}": "Much.", f"q{cost.pk}": "", "keep": "1"}
    assert client.post(here(round), first).status_code == 303
    clock_moves(minutes=1)
    older = {"seen": seen, f"q{visits.pk}": "Little.", f"q{cost.pk}": "A lot.", "keep": "1"}
    answer = client.post(here(round), older)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Much." in page
    assert "Little." in page
    answers = UnsentResponse.objects.get().words["answers"]
    assert answers == {str(visits.pk): {"text": "Much."}, str(cost.pk): {"text": "A lot."}}
    again = {**older, "seen": UnsentResponse.objects.get().version}
    assert client.post(here(round), again).status_code == 303
    assert UnsentResponse.objects.get().words["answers"][str(visits.pk)] == {"text": "Little."}


@pytest.mark.django_db
def test_a_comment_changed_in_two_windows_stands_twice(client, noon):
    round = make_round()
    client.post(here(round), {"group": "asm", "body": "First words.", "add": "1"})
    comment = UnsentResponse.objects.get().words["comments"][0]["id"]
    page = client.get(f"{here(round)}?edit={comment}")
    was = page.context["editing"]["was"]
    for words in ("One window.", "Other window."):
        client.post(here(round), {"body": words, "comment": comment, "was": was, "add": "1"})
    kept = [row["body"] for row in UnsentResponse.objects.get().words["comments"]]
    assert kept == ["One window.", "Other window."]
    assert "changed in another window" in client.get(here(round)).content.decode()


@pytest.mark.django_db
def test_the_script_saves_what_is_typed_and_is_told_when(client, noon):
    round = make_round()
    typed = {"group": "asm", "body": "Half a sen", "clause": "4.1", "seen": "0", "autosave": "1"}
    answer = client.post(here(round), typed)
    response = UnsentResponse.objects.get()
    assert answer.json() == {"saved": noon.isoformat(), "seen": response.version, "key": str(response.key)}
    assert response.words.get("comments", []) == []
    page = client.get(here(round)).content.decode()
    assert "Half a sen" in page
    client.post(here(round), {"body": "A whole sentence.", "clause": "4.1", "add": "1"})
    assert "Half a sen" not in client.get(here(round)).content.decode()
    answer = client.post(here(round), {"group": "la", "seen": "0", "autosave": "1"})
    assert (answer.status_code, answer.json()) == (409, {"clash": True})


@pytest.mark.django_db
def test_a_code_opens_the_response_on_another_device_and_the_table_holds_its_hash_only(client, noon):
    round = make_round()
    client.post(here(round), {"group": "asm", "body": "From the mine.", "add": "1"})
    assert client.post(here(round), {"code": "1"})["Location"].endswith("#along")
    response = UnsentResponse.objects.get()
    code = receipts.code_for(response.key, receipts.CONTINUE)
    assert code in client.get(here(round)).content.decode()
    assert code != receipts.code_for(response.key)
    assert response.code_sha256 == receipts.stored_code(code)
    other = Client()
    link = reverse("consultations:continue", args=[code])
    assert code in other.get(link).content.decode()
    assert "From the mine." not in other.get(here(round)).content.decode()
    typed = code.lower().replace("-", " ")
    answer = other.post(reverse("consultations:continue-by-code"), {"code": typed})
    assert (answer.status_code, answer["Location"]) == (303, here(round))
    assert "From the mine." in other.get(here(round)).content.decode()


@pytest.mark.django_db
def test_a_wrong_code_opens_nothing_and_many_have_to_wait_but_not_who_holds_one(client, noon):
    by_code = reverse("consultations:continue-by-code")
    round = make_round()
    receipt, code = sent(round), give_code(response=begun(round))
    for typed in ("", "nonsense", receipt.code):
        assert client.post(by_code, {"code": typed}).status_code == 404
    for _try in range(20):
        client.post(by_code, {"code": "nonsense"})
    assert client.post(by_code, {"code": "nonsense"}).status_code == 429
    assert client.post(by_code, {"code": code}).status_code == 303


@pytest.mark.django_db
def test_who_has_signed_in_goes_on_by_signing_in(client, noon, outsider):
    response = begun(make_round(), by=outsider)
    code = give_code(response=response)
    assert client.post(reverse("consultations:continue-by-code"), {"code": code}).status_code == 404


@pytest.mark.django_db
def test_an_address_for_the_link_is_used_once_and_kept_nowhere(client, noon, mailoutbox):
    round = make_round()
    wrong = client.post(here(round), {"group": "asm", "link": "1", "link_to": "not an address"})
    assert wrong.status_code == 400
    client.post(here(round), {"link": "1", "link_to": "beatriz@example.org"})
    response = UnsentResponse.objects.get()
    assert "beatriz" not in str(response.words)
    assert MailOutbox.objects.get().recipient == "beatriz@example.org"
    assert outbox.send_due() == 1
    assert receipts.code_for(response.key, receipts.CONTINUE) in mailoutbox[0].body
    assert MailOutbox.objects.count() == 0


@pytest.mark.django_db
def test_what_was_sent_is_opened_by_its_receipt_and_not_by_the_code(client, noon):
    round = make_round()
    client.post(here(round), {"group": "asm", "body": "Said.", "code": "1"})
    code = receipts.code_for(UnsentResponse.objects.get().key, receipts.CONTINUE)
    who = {"name": "B", "email": "b@example.org", "confidentiality": "withheld", "standing": "self"}
    answer = client.post(here(round), {**who, "send": "1"})
    assert answer.status_code == 303, answer.content.decode()
    assert Submission.objects.count() == 1
    assert client.post(reverse("consultations:continue-by-code"), {"code": code}).status_code == 404


@pytest.fixture
def clock_moves(noon):
    """Moves the clock on from noon."""
    with ExitStack() as hands:
        yield lambda **by: hands.enter_context(clock.set_to(clock.now() + timedelta(**by)))
