"""Pages of the ground floor: health, errors, the desk's front page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended: says what to do, and that the browser's back button still holds the words."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for what does not exist and for what the reader may not see."""
    return render(request, "404.html", status=404)
