"""Finding the response somebody is writing: by the person when signed in, else by a signed cookie of the round."""

from __future__ import annotations

import uuid
from typing import Any

from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.actions.positions import begin_position
from consultations.actions.responses import adopt, begin_response
from consultations.joint import Position
from consultations.models import Round, UnsentResponse
from portal.throttle import is_shut, network, note_miss

SALT = "consultations.unsent"
DAYS = 120
MOST_BEGUN = 200  # by one network in one round in ten minutes


def cookie_name(round: Round) -> str:
    """One a round."""
    return f"response-{round.pk}"


def key_in_cookie(request: HttpRequest, round: Round) -> uuid.UUID | None:
    """The key this browser was given; None when it was given none, or was tampered with."""
    try:
        return uuid.UUID(signing.loads(request.COOKIES.get(cookie_name(round), ""), salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def unsent_of(request: HttpRequest, round: Round) -> UnsentResponse | None:
    """The response in progress. Somebody else's never shows: a cookie opens only what belongs to nobody else."""
    user: Any = request.user if request.user.is_authenticated else None
    key = key_in_cookie(request, round)
    rows = UnsentResponse.objects.filter(round=round)
    nobodys = rows.filter(key=key).nobodys().first() if key else None
    if user is not None and nobodys is not None:
        found: UnsentResponse | None = adopt(response=nobodys, by=user)
    elif user is not None:
        found = rows.filter(user=user).order_by("-saved_at").first()
    else:
        found = nobodys
    if found is not None:
        found.round = round
    return found


def begin(
    request: HttpRequest, round: Round, position: Position | None = None, words: dict[str, Any] | None = None
) -> UnsentResponse:
    """A new response, or the one that colleagues write together.

    A network that begins very many of one round waits, unless somebody there signs in.

    Many people share the address of a mobile network, or of the room of a workshop: the limit is far above both.
    """
    user: Any = request.user if request.user.is_authenticated else None
    if position is not None:
        return begin_position(round=round, organisation=position.organisation, by=user, language=get_language() or "en")
    key = f"{network(request)}:{round.pk}"
    if user is None and is_shut("begun", key, most=MOST_BEGUN):
        words = _(
            "Very many responses have been begun from your network just now. Nothing that you typed is lost: wait ten "
            "minutes and press once more, or sign in."
        )
        raise ValidationError({NON_FIELD_ERRORS: words})
    response = begin_response(round=round, by=user, language=get_language() or "en", words=words)
    if user is None:
        note_miss("begun", key)
    return response


def remember(answer: HttpResponse, response: UnsentResponse) -> HttpResponse:
    """Gives the key to the browser of somebody who is not signed in."""
    if response.user_id is None and response.organisation_id is None:
        signed = signing.dumps(str(response.key), salt=SALT)
        name = cookie_name(response.round)
        answer.set_cookie(name, signed, max_age=DAYS * 86400, httponly=True, samesite="Lax")
    return answer
