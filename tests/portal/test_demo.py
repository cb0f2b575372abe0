"""The demo alliance: one story, told by actions, the same however often it is loaded."""

import re

import pytest
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from consultations.models import Attachment, Comment, CoSignature, Disposition, Round, UnsentResponse
from glossary.models import Concept, ConceptVersion
from governance.models import Decision
from portal.api.shapes import Problem
from portal.members.actions import make_token
from portal.members.models import SECRETARIAT, StakeholderGroup, User
from portal.models import MailOutbox
from portal.wsgi import application
from tests.conftest import load_demo, shown_second_factor
from tests.search.making import index_equals_rebuild

CALM = settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def as_served(demo, django_db_blocker):
    """Requests that end as they do behind a server, by giving their connection back; the tests only read."""
    with django_db_blocker.unblock():
        yield


def test_people_send_files_draft_together_and_stand_behind_each_other(as_served, demo):
    files = Attachment.objects.select_related("submission", "comment__round")
    assert {file.submission.language for file in files} == {"en", "fr"}
    for file in files:
        is_public = file.submission.confidentiality == "name"
        told = Client().get(f"/api/v1/comments/{file.comment.round.slug}/{file.comment.ref}")
        assert (told.status_code == 200) is is_public
        assert not is_public or [one["text"] for one in told.json()["files"]] == [file.description]
    position = UnsentResponse.objects.get(organisation__isnull=False)
    assert len({hand.user for hand in position.hands.select_related("user")}) == 2
    assert len({row.comment_id for row in CoSignature.objects.counted()}) == 3
    behind = CoSignature.objects.counted().get(organisation__name="Rivers and Ridges Network", is_public=True)
    assert "Rivers and Ridges Network" in Client().get(behind.comment.get_absolute_url()).content.decode()


def test_the_story_holds_what_a_visitor_is_promised(as_served, demo):
    first, second = Round.objects.get(number=1), Round.objects.get(number=2)
    assert (first.phase, second.phase) == (Round.Phase.ANSWERED, Round.Phase.OPEN)
    assert Comment.objects.filter(round=first).count() == 60
    assert Disposition.objects.published().filter(comment__round=first).count() == 60
    groups = Comment.objects.filter(round=first).values_list("submission__group__code", flat=True)
    assert set(groups) == set(StakeholderGroup.objects.values_list("code", flat=True))
    states = sorted(Decision.objects.values_list("state", flat=True))
    assert states == ["in_force", "in_force", "in_force", "last_call", "returned", "superseded"]
    assert all(decision.trade_off.published_at for decision in Decision.objects.all())
    assert Concept.objects.count() == 25
    assert Concept.objects.filter(withdrawn_at__isnull=False).count() == 1
    forced = ConceptVersion.objects.agreed().get(entries__designations__text="forced labour", entries__language="en")
    assert forced.agreements.get(value="reservation").group.code == "lsm"
    assert forced.entries.get(language="es").translation_state == "outdated"
    assert not MailOutbox.objects.exists()
    assert {"administrator", "secretariat", "seat holder", "member", "stakeholder"} == {one["role"] for one in demo}
    for one in demo:
        person = User.objects.get(email=one["email"])
        expected = 200 if one["role"] in ("administrator", "secretariat") else 302
        assert shown_second_factor(Client(), person).get("/admin/").status_code == expected, one["email"]
    assert set(User.objects.staff()) == set(User.objects.filter(groups__name=SECRETARIAT))
    assert load_demo() == demo  # twice changes nothing
    assert Comment.objects.count() == 84
    index_equals_rebuild()


def asked(operation, mode: GenerationMode, secret: str = "") -> set[int]:
    """Made-up questions, the same ones each time; which statuses they got."""
    found = set()

    @CALM
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        cache.clear()  # nobody is held back for asking often
        shown = {"Authorization": f"Bearer {secret}"} if secret else {}
        answer = case.call(headers={"Accept-Encoding": "identity"} | shown)
        case.validate_response(answer, excluded_checks=[ignored_auth] if secret else None)  # ours is not made up
        found.add(answer.status_code)
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]
            assert Problem.model_validate_json(answer.content).status == answer.status_code

    ask()
    return found


def test_the_api_answers_as_it_describes_whatever_it_is_asked(as_served):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 24
    right = set().union(*(asked(operation, GenerationMode.POSITIVE) for operation in operations))
    takes = [operation for operation in operations if operation.query or operation.path_parameters]
    wrong = set().union(*(asked(operation, GenerationMode.NEGATIVE) for operation in takes))
    assert right == {200, 401, 404}
    assert wrong <= {200, 400, 401, 404}
    assert 400 in wrong


@pytest.fixture
def secret(as_served):
    """Of a member's token; the mail about it goes again, since nobody in the story has been written to."""
    person = User.objects.get(email="amina.sefu@kasanga.example.org")
    yield make_token(by=person, name="walk", days=7, records=True, responses=True)
    MailOutbox.objects.filter(recipient=person.email).delete()


def test_the_api_keeps_to_its_description_for_a_member_with_a_token(secret):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    own = [found.ok() for found in schema.get_all_operations() if "/me" in found.ok().path]
    found = set().union(*(asked(operation, GenerationMode.POSITIVE, secret) for operation in own))
    assert found == {200}


def test_no_link_of_the_api_leads_nowhere(as_served):
    """From the root through every page of every list, and each step that an item names."""
    client, seen, ahead = Client(), set(), ["/api/v1/"]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        ahead += re.findall(r'"(/api/v1/[^"]*)"', answer.content.decode()) if "openapi" not in address else []
    assert len(seen) > 150
