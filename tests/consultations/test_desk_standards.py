"""A standard is begun and described at the desk, before and after there is a draft."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultations.actions.standards import create_standard, describe_standard
from consultations.models import Standard
from consultations.permissions import can_keep_standards
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/standards/"
NEW = {"code": "ASM-1", "titles_en": "Small mines", "titles_fr": "Petites mines", "summaries_en": "What a buyer owes."}


def test_a_standard_is_begun_before_there_is_a_draft_and_the_draft_finds_it(as_secretary, client, secretary):
    assert as_secretary.post(f"{DESK}new/", NEW).url == f"{DESK}ASM-1/"
    assert "No draft yet." in as_secretary.get(f"{DESK}ASM-1/").content.decode()
    assert client.get("/en/standards/ASM-1/").status_code == 404
    making.open_round(by=secretary, draft=making.draft(code="ASM-1", standard_title="Something else"))
    page = client.get("/fr/standards/ASM-1/").content.decode()
    assert "Petites mines" in page
    assert "What a buyer owes." in page
    assert "Something else" not in page


def test_titles_and_summaries_change_and_so_does_what_readers_see(as_secretary, client, secretary):
    making.open_round(by=secretary)
    words = {"titles_en": "Mines that are small", "titles_es": "Minas pequeñas", "summaries_es": "Qué se debe."}
    assert as_secretary.post(f"{DESK}SM/", words).status_code == 302
    assert "Mines that are small" in client.get("/en/standards/SM/").content.decode()
    assert "Qué se debe." in client.get("/es/standards/SM/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": "A/B"}, "A code is made of letters"),
        ({"code": "new"}, "A code is made of letters"),
        ({"code": "SM"}, "There is a standard with this code already."),
        ({"titles_en": ""}, "At least the English text is needed."),
        ({"titles_fr": "x" * 201}, "Write 200 characters at the most."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_secretary, wrong, message):
    making.standard()
    page = as_secretary.post(f"{DESK}new/", NEW | wrong).content.decode()
    assert message in page
    assert "What a buyer owes." in page
    assert Standard.objects.count() == 1


def test_only_the_secretariat_keeps_the_list(secretary, member, outsider):
    assert can_keep_standards(look_at(secretary))
    for person in (None, member, outsider):
        verdict = can_keep_standards(look_at(person))
        assert not verdict
        assert verdict.reason
    with pytest.raises(Refused):
        create_standard(by=member, code="X", titles={"en": "X"})
    with pytest.raises(Refused):
        describe_standard(by=member, standard=making.standard(), titles={"en": "X"}, summaries={})
    with pytest.raises(ValidationError):
        describe_standard(by=secretary, standard=making.standard(), titles={"fr": "X"}, summaries={})


@pytest.mark.parametrize("tail", ["", "new/", "SM/", "NONE/"])
def test_others_are_told_that_only_the_secretariat_works_here(as_outsider, tail):
    making.standard()
    assert as_outsider.get(f"{DESK}{tail}").status_code == 403
    assert Client().post(f"{DESK}{tail}").status_code == 403


def test_a_standard_nobody_has_begun_is_not_found(as_secretary):
    assert as_secretary.get(f"{DESK}NONE/").status_code == 404


def test_the_desk_of_standards_costs_the_same_with_more_of_them(as_secretary, secretary, queries_of):
    making.prepared_round(by=secretary)
    pages = (DESK, f"{DESK}SM/")
    for page in pages:
        as_secretary.get(page)
    few = [queries_of(lambda p=page: as_secretary.get(p)) for page in pages]
    for number in range(4):
        making.standard(f"S{number}", f"Standard {number}")
        making.prepared_round(f"more-{number}", by=secretary)
    assert [queries_of(lambda p=page: as_secretary.get(p)) for page in pages] == few
