"""Pages of the ground floor: health, errors, the desk's front page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import typed_words
from portal.context_processors import alliance_of
from portal.members.models import Membership, Organisation, User
from portal.members.permissions import Refused, can_work_at_desk
from portal.members.viewer import viewer_of


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def without_address() -> dict[str, Any]:
    """For pages that must not repeat the address they stand at: the menu then leads home."""
    switch = [{"code": code, "name": name, "url": f"/{code}/"} for code, name in settings.LANGUAGES]
    return {"language_switch": switch, "return_to": "", "section": ""}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended: shows what was written in it, unless another site may have written it."""
    from_elsewhere = reason.startswith(("Origin checking failed", "Referer checking failed"))
    response = render(
        request, "403_csrf.html", {"texts": [] if from_elsewhere else typed_words.written(request.POST)}, status=403
    )
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What the browser sent makes no sense; the frame is not to be trusted with it."""
    return HttpResponse(get_template("400.html").render(), status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed, and why; whose session had ended finds the words again once signed in."""
    reason = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"reason": reason, "kept": typed_words.keep(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for what does not exist and for what the reader may not see."""
    return render(request, "404.html", without_address(), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: neither database nor session is asked, since either may be what broke."""
    return HttpResponse(get_template("500.html").render(), status=500)


def admin_door(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whom it does not let in: to sign in, or, once that is done, to the reason."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"), reverse("account_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Refused(_("Only the secretariat works here."))
    return redirect("wagtailadmin_home")


def desk(request: HttpRequest) -> HttpResponse:
    """The front of the secretariat's place of work; others read why they do not get in, and how."""
    may = can_work_at_desk(viewer_of(request))
    if not may:
        return render(request, "403.html", {"reason": str(may.reason)}, status=403)
    staff = User.objects.staff().values_list(Exists(Organisation.objects.all()))[:2]  # who looks is one of them
    organised = [has_any for (has_any,) in staff]
    done = {
        "named": alliance_of(request).contact_email != "",
        "staffed": len(organised) > 1,
        "organised": any(organised),
    }
    context = {"waiting": Membership.objects.waiting().count(), "first_hour": not all(done.values()), **done}
    return render(request, "portal/desk.html", context)
