"""What is kept while somebody writes: without pressing anything, in two windows, and to go on with elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations import receipts
from consultations.actions.continuing import mail_link
from consultations.actions.responses import keep
from consultations.forms.respond import COMMENT, RespondForm
from consultations.models import Question, UnsentResponse
from consultations.said import answer_to
from consultations.two_windows import fingerprint, shown_as
from consultations.unsent import remember
from portal.headers import unlisted
from portal.throttle import is_shut, network, note_miss

MOST_LINKS = 20  # by one network in ten minutes: a workshop's room shares one address


def typing_of(response: UnsentResponse, user: Any) -> str:
    """Where a comment waits that somebody has only begun: colleagues do not see each other's."""
    return f"typing{user.pk}" if response.organisation_id and user else "typing"


def shown_here(words: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of the words: where nothing is chosen yet, what it offers first."""
    who = {"confidentiality": "withheld", "standing": "self", **(words.get("who") or {})}
    return {"language": get_language() or "", **{name: words[name] for name in words if words[name]}, "who": who}


def kept_while_typing(
    data: QueryDict, response: UnsentResponse, words: dict[str, Any], clashes: dict[str, Any], *, by: Any
) -> HttpResponse:
    """For the script: when it was saved, or that another window has said otherwise. A begun comment waits as typed."""
    typing = {name: data.get(name, "") for name in COMMENT} if "comment" not in data else {}
    if any(typing[name] for name in typing if name != "kind"):
        keep(response=response, words={typing_of(response, by): typing}, by=by)
    told = {"saved": response.saved_at.isoformat(), "seen": response.version, "key": str(response.key)}
    if "shown" in data:  # what this page says now; what others have kept meanwhile it still shows as it was
        told["shown"] = shown_as(words)
    return JsonResponse({"clash": True} if clashes else told, status=409 if clashes else 200)


def told_clashes(clashes: dict[str, Any], questions: list[Question], response: UnsentResponse) -> dict[str, list[str]]:
    """What a colleague or another window has kept meanwhile, at the field in which this one says something else."""
    said = _("Kept in another window meanwhile: “%(words)s”. Yours stands here and is not kept yet; press once more.")
    if response.organisation_id:
        said = _("Kept by a colleague meanwhile: “%(words)s”. Yours stands here and is not kept yet; press once more.")
    form, asked = RespondForm(questions=[]), {f"q{question.pk}": question for question in questions}
    told: dict[str, list[str]] = {}
    for name, there in clashes.items():
        answer = answer_to(asked[name], there)[0] if name in asked else None
        choices = {str(value): str(label) for value, label in getattr(form.fields.get(name), "choices", [])}
        words = answer.said if answer else choices.get(str(there), str(there))
        told[name] = [said % {"words": words}]
    return told


def editing(row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A comment to be changed, with what it was when this page was made."""
    return {**row, "was": fingerprint(row)} if row else None


def replaced(request: HttpRequest, data: QueryDict, response: UnsentResponse) -> str:
    """The comment in whose place the new one stands; none where another window has changed it, so that both stay."""
    wanted, was = data.get("comment", ""), data.get("was", "")
    row = next((row for row in response.words.get("comments", []) if row["id"] == wanted), None)
    if row is None or not was or fingerprint(row) == was:
        return wanted
    told = _("This comment was changed in another window meanwhile. Both stand below; take one out.")
    if response.organisation_id:
        told = _("A colleague has changed this comment meanwhile. Both stand below; take one out.")
    messages.warning(request, told)
    return ""


def mail_this(request: HttpRequest, response: UnsentResponse, email: str) -> None:
    """One mail with the link to this response."""
    if is_shut("link", network(request), most=MOST_LINKS):
        raise ValidationError({"link_to": _("Many links were asked for from your network. Wait ten minutes.")})
    mail_link(response=response, email=email, language=get_language() or "en")
    note_miss("link", network(request))
    messages.success(request, _("The link is on its way. We do not keep the address."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, code: str = "") -> HttpResponse:
    """On another device: the code opens the response, after a press of the button, since programs follow links too."""
    context: dict[str, Any] = {"code": code}
    if request.method != "POST":
        return unlisted(render(request, "consultations/continue.html", context))
    typed = request.POST.get("code", "")
    parsed = receipts.parse(typed)
    found = UnsentResponse.objects.coded(parsed).select_related("round").first() if parsed else None
    if found is None and is_shut("continue", network(request)):
        context |= {"error": _("Too many codes were tried from your network. Wait ten minutes."), "code": typed}
        return unlisted(render(request, "consultations/continue.html", context, status=429))
    if found is None:
        note_miss("continue", network(request))
        told = _("No unsent response has this code. Compare it with your note; what was sent opens with its receipt.")
        return unlisted(render(request, "consultations/continue.html", {"code": typed, "error": told}, status=404))
    there = reverse("consultations:respond", args=[found.round.slug])
    return unlisted(remember(HttpResponse(status=303, headers={"Location": there}), found))
