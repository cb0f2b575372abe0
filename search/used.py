"""*Where used*: every text that uses a term, as far as the reader may read it, and at which version."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary.models import Concept, ConceptVersion
from glossary.names import names_in
from portal.members.languages import Words
from portal.members.viewer import Viewer, viewer_of
from search.finding import tokens_of
from search.models import SearchEntry, TermUse

PAGE = 40
AROUND = 90  # characters on each side of the words
ORDER = ("entry__kind", "-entry__date", "entry__url", "pk")


@dataclass(frozen=True)
class Used:
    """One place as its line tells of it."""

    use: TermUse
    kind: str | Promise
    address: str
    before: str
    words: str
    after: str
    has_moved: bool  # the term means something else by now


def uses_of(concept: Concept, viewer: Viewer) -> QuerySet[TermUse]:
    """In the reader's rights, each place once, in the reader's language where it has one."""
    rows = TermUse.objects.of(concept)
    if (rules := tokens_of(viewer)) is not None:
        rows = rows.filter(entry__audience__in=rules)
    rows = rows.once_each(get_language() or "en").select_related("entry", "version", "question")
    return rows.prefetch_related("question__translations").order_by(*ORDER)


def told(rows: list[TermUse], changed: list[int]) -> list[Used]:
    """``changed``: the versions that changed the meaning."""
    return [line(use, changed) for use in rows]


def line(use: TermUse, changed: list[int]) -> Used:
    """The words in their sentence."""
    entry = use.entry
    text = said_in(use)
    place = max(text.find(use.words), 0)
    end = place + len(use.words)
    rest = text[end:]
    kind = _("Question") if use.question else SearchEntry.Kind(entry.kind).label
    return Used(
        use=use,
        kind=kind,
        address=f"/{get_language()}{entry.url}",
        before=text[:place] if place <= AROUND else f"… {text[place - AROUND : place].partition(' ')[2]}",
        words=text[place:end],
        after=rest if len(rest) <= AROUND else f"{rest[:AROUND].rpartition(' ')[0]} …",
        has_moved=bool(use.fixed_at and use.version and any(number > use.version.number for number in changed)),
    )


def said_in(use: TermUse) -> str:
    """The text in which the words stand: a question by itself, else the body; the title is shown anyway."""
    entry = use.entry
    if use.question is not None:
        texts = {row.language: row.text for row in use.question.translations.all()}
        return str(texts.get(entry.language, use.question.text))
    return entry.body if use.words in entry.body else ""


def changes_of_meaning(concept: Concept) -> list[int]:
    """Numbers of the agreed versions that changed what the term means."""
    rows = concept.versions.filter(agreed_at__isnull=False, change_class=ConceptVersion.ChangeClass.MEANING)
    return list(rows.values_list("number", flat=True))


@require_safe
def where_used(request: HttpRequest, code: str) -> HttpResponse:
    """Every clause, page, decision, statement, round and question."""
    concept = get_object_or_404(Concept, code=code)
    heading = names_in(get_language() or "en").by_concept.get(concept.pk)
    rows = uses_of(concept, viewer_of(request))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "concept": concept,
        "name": heading.words if heading else Words(code, "en"),
        "page_obj": page,
        "rows": told(list(page.object_list), changes_of_meaning(concept)),
        "crumbs": [
            (_("Glossary"), reverse("glossary:index")),
            (code, concept.get_absolute_url()),
            (_("Where it is used"), ""),
        ],
    }
    return render(request, "search/where_used.html", context)
