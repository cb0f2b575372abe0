"""The demo alliance: one story, told by actions, the same however often it is loaded."""

import json

import pytest
from django.core.management import call_command
from django.test import Client

from consultations.models import Comment, Disposition, Round
from glossary.models import Concept, ConceptVersion
from governance.models import Decision
from portal.members.models import SECRETARIAT, StakeholderGroup, User
from portal.models import MailOutbox
from tests.conftest import shown_second_factor


@pytest.fixture
def accounts(db, capsys) -> list[dict[str, str]]:
    """The story once, and what the command printed."""
    call_command("load_demo")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]


def test_the_story_holds_what_a_visitor_is_promised(accounts, capsys):
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
    assert {"administrator", "secretariat", "seat holder", "member", "stakeholder"} == {one["role"] for one in accounts}
    for one in accounts:
        person = User.objects.get(email=one["email"])
        expected = 200 if one["role"] in ("administrator", "secretariat") else 302
        assert shown_second_factor(Client(), person).get("/admin/").status_code == expected, one["email"]
    assert set(User.objects.staff()) == set(User.objects.filter(groups__name=SECRETARIAT))
    call_command("load_demo")
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert again == accounts
    assert Comment.objects.count() == 80
