"""Pages of the glossary: index, concept, version, and the fragment a popover shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from glossary.content import content_bytes
from glossary.models import Concept, ConceptVersion


def index(request: HttpRequest) -> HttpResponse:
    """Every term by letter."""
    return render(request, "glossary/index.html", {"versions": ConceptVersion.objects.agreed().with_words()})


def concept(request: HttpRequest, code: str) -> HttpResponse:
    """A concept as agreed now."""
    row = get_object_or_404(Concept, code=code)
    return page_of(request, row.versions.with_words().order_by("-agreed_at", "-number").first())


def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version for ever."""
    return page_of(request, get_object_or_404(ConceptVersion.objects.with_words(), concept__code=code, number=number))


def page_of(request: HttpRequest, shown: ConceptVersion | None) -> HttpResponse:
    """The words of one version."""
    return render(request, "glossary/concept.html", {"version": shown, "entry": shown and shown.entry_for()})


def concept_card(request: HttpRequest, code: str) -> HttpResponse:
    """The definition alone, for a popover."""
    shown = get_object_or_404(ConceptVersion.objects.agreed().with_words(), concept__code=code)
    return render(request, "glossary/_card.html", {"version": shown, "entry": shown.entry_for()})


def version_content(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Exactly the bytes that the version's hash covers."""
    shown = get_object_or_404(ConceptVersion.objects.select_related("concept"), concept__code=code, number=number)
    return HttpResponse(content_bytes(shown), content_type="application/json")
