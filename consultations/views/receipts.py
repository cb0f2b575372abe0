"""A receipt: what was received and what became of it, for whoever holds the code. Nothing here is indexed or cached."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.actions.changing import begin_change
from consultations.actions.holding import ask_to_take_out, contest, erase_identity
from consultations.actions.responses import Receipt, confirm_email, withdraw_submission
from consultations.files_shown import hang_on
from consultations.models import Attachment, Comment, Submission
from consultations.permissions import can_change, can_contest, can_erase, can_read_position, can_withdraw
from consultations.thread import give_places, with_threads
from consultations.titles import title_of
from consultations.unsent import remember, unsent_of
from consultations.voice import small_cells, voice_of
from portal.headers import unlisted
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, viewer_of
from portal.throttle import is_shut, network, note_miss

PIN_SALT = "consultations.pin"
PIN_SECONDS = 60 * 60


def cookie_name(code: str) -> str:
    """One cookie a receipt; its name does not tell the code."""
    return f"pin-{hashlib.sha256(code.encode()).hexdigest()[:12]}"


def hand_over(receipt: Receipt) -> HttpResponse:
    """303 to the receipt; the PIN is shown there for an hour to the browser that sent the response."""
    response = HttpResponseRedirect(reverse("consultations:receipt", args=[receipt.code]), status=303)
    return unlock(response, receipt.code, receipt.pin)


def unlock(response: HttpResponse, code: str, pin: str) -> HttpResponse:
    """This browser has shown the PIN, or was given it."""
    signed = signing.dumps(pin, salt=PIN_SALT)
    response.set_cookie(cookie_name(code), signed, max_age=PIN_SECONDS, httponly=True, samesite="Lax")
    return response


def pin_shown(request: HttpRequest, code: str, submission: Submission) -> str:
    """The PIN that this browser holds for the code; a delegate of whose position it is needs none at hand."""
    if submission.is_official and submission.organisation_id in viewer_of(request).delegate_of:
        pin = receipts.pin_for(submission.idempotency_key)
        return pin if receipts.is_pin(code, pin, submission.pin_sha256) else ""
    try:
        pin = signing.loads(request.COOKIES.get(cookie_name(code), ""), salt=PIN_SALT, max_age=PIN_SECONDS)
    except signing.BadSignature:
        return ""
    return str(pin) if receipts.is_pin(code, str(pin), submission.pin_sha256) else ""


def find(request: HttpRequest, typed: str) -> tuple[str, Submission] | HttpResponse:
    """The submission of a code; or the page that says that there is none, or that there were too many tries."""
    code = receipts.parse(typed)
    rows = Submission.objects.select_related("round__draft__standard", "group", "sector", "organisation", "identity")
    found = rows.filter(receipt_sha256=receipts.stored_code(code)).first() if code else None
    if code is None or found is None:
        if is_shut("receipt", network(request)):  # who holds a code is let in, whoever else guesses from there
            return unlisted(render(request, "consultations/receipt_wait.html", status=429))
        note_miss("receipt", network(request))
        return unlisted(render(request, "consultations/receipt_none.html", status=404))
    return code, found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Reading needs the code; seeing what is for the committee only, and withdrawing, needs the PIN."""
    found = find(request, code)
    if isinstance(found, HttpResponse):
        return found
    printed, submission = found
    error = ""
    if request.method == "POST":
        done = with_pin(request, printed, submission)
        if isinstance(done, HttpResponse):
            return unlisted(done)
        error = done
    context = receipt_context(request, printed, submission) | {"pin_error": error}
    return unlisted(render(request, "consultations/receipt.html", context, status=400 if error else 200))


def with_pin(request: HttpRequest, code: str, submission: Submission) -> HttpResponse | str:
    """What the PIN allows: to see everything, or to withdraw. A message when it does not fit."""
    guessed = hashlib.sha256(code.encode()).hexdigest()
    if is_shut("pin", guessed):
        return _("There were too many wrong PINs. Try again in ten minutes.")
    pin = "".join(request.POST.get("pin", "").split())
    if not receipts.is_pin(code, pin, submission.pin_sha256):
        note_miss("pin", guessed)
        return _("This is not the PIN that was printed beside the code.")
    try:
        done = act(request, submission, code=code, pin=pin)
    except (Refused, ValidationError) as refused:
        return " ".join(getattr(refused, "messages", [str(refused)]))
    return unlock(done, code, pin)


def act(request: HttpRequest, submission: Submission, *, code: str, pin: str) -> HttpResponse:
    """What the pressed button asks for; without one, the words are shown."""
    held: dict[str, Any] = {"submission": submission, "code": code, "pin": pin}
    if "change" in request.POST:
        return change(request, **held)
    if "withdraw" in request.POST:
        withdraw_submission(**held, by=viewer_of(request).user_object)
    elif "erase" in request.POST:
        erase_identity(**held)
        messages.success(request, _("Your name and your address are erased."))
    elif "take_out" in request.POST:
        ask_to_take_out(**held, words=request.POST.get("words", ""))
        messages.success(request, _("We have your request. What became of it will stand here."))
    elif "contest" in request.POST:
        contest(**held, words=request.POST.get("words", ""))
        messages.success(request, _("Somebody else will look at it. What they find will stand here."))
    return redirect("consultations:receipt", code)


def change(request: HttpRequest, **held: Any) -> HttpResponse:
    """Opens the response as it was written. What this browser has begun and not sent must not be lost by it."""
    round, user = held["submission"].round, viewer_of(request).user_object
    begun = unsent_of(request, round)
    if begun is not None and begun.changes_id != held["submission"].pk and begun.words and user is None:
        raise ValidationError(_("In this browser a response to this round has been begun. Send it first."))
    response = begin_change(**held, by=user)
    response.round = round
    messages.success(request, _("This is what you sent. Change it and send it anew: until then what you sent stands."))
    if response.organisation_id:
        return redirect("consultations:respond-for", round.slug, response.organisation_id)
    return remember(redirect("consultations:respond", round.slug), response)


def receipt_context(request: HttpRequest, code: str, submission: Submission) -> dict[str, Any]:
    """What was received and what became of each comment."""
    round = submission.round
    pin, viewer = pin_shown(request, code, submission), viewer_of(request)
    rights = {"change": can_change, "withdraw": can_withdraw, "erase": can_erase, "contest": can_contest}
    return all_received(code, submission) | {
        "may": {name: right(viewer, submission) for name, right in rights.items()},
        "redactions": submission.redactions.filter(closed_at__isnull=False),
        "revisions": submission.revisions.all(),
        "pleas": submission.pleas.all(),
        "code": code,
        "pin": pin,
        "submission": submission,
        "round": round,
        "title": title_of(round),
        "voice": voice_of(submission, small_cells(round)),
        "identity": getattr(submission, "identity", None),
        "words_shown": reads_all(request, submission, pin),
    }


def all_received(code: str, submission: Submission) -> dict[str, Any]:
    """Comments with what became of them, answers, and the files of each."""
    rows = Comment.objects.filter(submission=submission, replaced_at=None).select_related("clause", "round")
    comments = list(give_places(with_threads(rows, ANYBODY), ANYBODY))
    answers = list(submission.answers.select_related("question").prefetch_related("question__translations"))
    files = hang_on(submission, comments, answers, address=partial(address_on_receipt, code))
    return {"comments": comments, "answers": answers, "files": files}


def address_on_receipt(code: str, row: Attachment) -> str:
    """Where whoever holds the receipt fetches a file of it."""
    return reverse("consultations:receipt-file", args=[code, row.key])


def reads_all(request: HttpRequest, submission: Submission, pin: str) -> bool:
    """What is for the committee only opens with the PIN, or to colleagues of whose position it is."""
    return bool(pin or can_read_position(viewer_of(request), submission)) or not submission.holds_secrets()


@never_cache
@require_safe
def content(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly the bytes that the fingerprint covers; what is for the committee only opens with the PIN."""
    found = find(request, code)
    if isinstance(found, HttpResponse):
        return found
    printed, submission = found
    if not reads_all(request, submission, pin_shown(request, printed, submission)):
        return unlisted(redirect("consultations:receipt", printed))
    return unlisted(HttpResponse(submission.content.encode(), content_type="application/json"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the acknowledgement: a page with one button, since programs that check mail follow links too."""
    context: dict[str, Any] = {"token": token}
    if request.method == "POST":
        try:
            context["identity"] = confirm_email(token=token)
        except ValidationError as error:
            context["error"] = " ".join(error.messages)
    response = render(request, "consultations/confirm_email.html", context, status=400 if "error" in context else 200)
    return unlisted(response)
