"""Rows for the front page, made directly: what the rooms' own actions do is tested in their rooms."""

import json
import uuid
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import Group
from wagtail.models import Locale

from consultations.models import ConsultationPage, ConsultationsIndexPage, Round, Submission
from governance.models import Body, Decision, DecisionPage, GovernanceIndexPage
from portal import clock
from portal.members.models import StakeholderGroup, User
from portal.models import SealedWords
from portal.planting import add_page
from portal.sealing import canonical


def seal(*, page, record: str, **words) -> SealedWords:
    """Words of a record as its action would seal them."""
    body = canonical(words)
    return SealedWords.objects.create(
        page=page, record=record, language="en", body=body, sha256=sha256(body.encode()).hexdigest()
    )


def open_round(slug: str, *, by: User, title: str = "", days: int = 24, **facts) -> Round:
    """A round that takes responses now."""
    now = clock.now()
    facts = {"time_zone": "Africa/Nairobi", "announced_at": now, "announced_by": by, **facts}
    made = Round.objects.create(
        slug=slug, opens_at=now - timedelta(days=11), closes_at=now + timedelta(days=days), **facts
    )
    shelf = ConsultationsIndexPage.objects.get(locale=Locale.objects.get(language_code="en"))
    title = title or f"Round {slug}"
    page = add_page(parent=shelf, page=ConsultationPage(title=title, slug=slug, record=made, live=False))
    seal(page=page, record=made.record_name, title=title, lede="Tell us where that fails.", purpose="", body="[]")
    return made


def respond(to: Round, code: str, number: int) -> None:
    """So many responses of one group."""
    start = to.submissions.count()
    group = StakeholderGroup.objects.get(code=code)
    Submission.objects.bulk_create(
        Submission(
            round=to,
            number=start + n,
            idempotency_key=uuid.uuid4(),
            receipt_sha256=uuid.uuid4().hex,
            pin_sha256="0",
            content=json.dumps({}),
            content_sha256="0",
            group=group,
            language="en",
            consent="1",
            screening=Submission.ScreeningState.PUBLISHED,
        )
        for n in range(number)
    )


def decision(number: str, *, by: User, cost: str = "", state: str = Decision.State.IN_FORCE) -> Decision:
    """A decision with its price, published unless another state is asked for."""
    now = clock.now()
    group, _made = Group.objects.get_or_create(name="standards committee")
    body, _made = Body.objects.get_or_create(
        slug="sc", defaults={"prefix": "SC", "names": {"en": "Standards Committee"}, "group": group}
    )
    published = {"published_at": now, "published_by": by, "decided_at": now, "review_on": now.date()}
    if state == Decision.State.LAST_CALL:
        published = {"last_call_from": now, "last_call_until": now + timedelta(days=21)}
    elif state == Decision.State.RETURNED:
        published = {"returned_at": now}
    made = Decision.objects.create(number=number, body=body, state=state, **published)
    shelf = GovernanceIndexPage.objects.get(locale=Locale.objects.get(language_code="en"))
    page = add_page(parent=shelf, page=DecisionPage(title=number, slug=number.lower(), record=made, live=False))
    seal(page=page, record=made.record_name, title=f"We decided {number}", cost_line=cost)
    return made
