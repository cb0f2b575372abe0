"""Sessions and what was said in them, made by the actions themselves."""

import uuid
from dataclasses import replace
from datetime import timedelta

from consultations.actions.sending import Receipt
from consultations.actions.sessions import Facts, Sheet, record_session, send_sheet
from consultations.models import FacilitatedSession, Round
from portal import clock
from portal.members.models import Membership, Organisation
from portal.members.viewer import ANYBODY, Viewer, look_at
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, group


def facts(**more) -> Facts:
    """What a host says of an ordinary session."""
    usual = Facts(
        group=group("asm"),
        held_on=clock.now().date() - timedelta(days=2),
        region="014",
        people=34,
        host="Canary Host Person",
        interest="We sell what these miners dig.",
        complaints="On each slip stands a number of the secretariat.",
        consent="oral",
        wording="verbatim",
        place="Canary Hill",
        notes="canary notes",
    )
    return replace(usual, **more)


def host(*, role: str = Membership.Role.COLLEAGUE, organisation: Organisation | None = None) -> tuple:
    """A person and the organisation that holds sessions."""
    organisation = organisation or OrganisationFactory()
    return MembershipFactory(organisation=organisation, role=role, user=UserFactory()).user, organisation


def held(round: Round, *, by=None, organisation=None, **more) -> FacilitatedSession:
    """A session on record."""
    if by is None:
        by, organisation = host()
    return record_session(by=by, round=round, organisation=organisation, facts=facts(**more))


def sheet(*bodies: str, people: int = 34, confidentiality: str = "withheld", clause: str = "c-1", **words) -> Sheet:
    """A sheet with a comment for each body."""
    comments = [{"clause": clause, "type": "ge", "body": body} for body in bodies]
    return Sheet(uuid.uuid4(), {"comments": comments, **words}, people, confidentiality)


def said_in_session(session: FacilitatedSession, *bodies: str, **more) -> Receipt:
    """A sheet that has been sent."""
    words = bodies or ("The rains take the road.",)
    return send_sheet(by=session.recorded_by, session=session, sheet=sheet(*words, **more))


def roles_of(session: FacilitatedSession) -> dict[str, Viewer]:
    """Everybody who might want to see a session or write in it."""
    organisation = session.organisation
    people = {
        "outsider": UserFactory(),
        "host": session.recorded_by,
        "colleague": host(organisation=organisation)[0],
        "delegate": host(role=Membership.Role.DELEGATE, organisation=organisation)[0],
        "other delegate": host(role=Membership.Role.DELEGATE)[0],
        "secretariat": UserFactory(is_staff=True),
    }
    return {"anybody": ANYBODY, **{role: look_at(user) for role, user in people.items()}}
