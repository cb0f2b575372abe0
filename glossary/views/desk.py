"""The secretariat's work on terms. Agreement is not among its acts: a published decision agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glossary import actions, permissions
from glossary.checking import remarks_for
from glossary.content import mappings_of, relations_of, sha256_of, words_of
from glossary.forms import desk as f
from glossary.models import Concept, ConceptVersion, TermProposal, VersionComment
from glossary.reading import at_work, concept_with_versions
from glossary.reading import relations_of as relations_of_reader
from glossary.translated import entry_in
from glossary.words import Entry, Name
from portal.form_errors import tried
from portal.members.permissions import can_work_at_desk
from portal.members.viewer import Viewer, viewer_of

CHANGED_MEANWHILE = gettext_lazy("Somebody has changed these words since you opened the page. Copy yours and reload.")
DONE = {
    "entry": gettext_lazy("The words are kept."),
    "confirm": gettext_lazy("It is confirmed: the words stay as they are."),
    "review": gettext_lazy("The review is open. From now on the words stand still."),
    "reject": gettext_lazy("The proposal is closed."),
    "withdraw": gettext_lazy("The term is withdrawn."),
    "phrasing": gettext_lazy("The phrasing is recorded."),
    "unsay": gettext_lazy("The phrasing is taken out."),
    "version": gettext_lazy("The next version is on the table. It starts as a copy."),
}


def at_desk(request: HttpRequest) -> Viewer:
    """Who does not work here reads why."""
    viewer = viewer_of(request)
    can_work_at_desk(viewer).or_refuse()
    return viewer


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is on the table, oldest first."""
    at_desk(request)
    rows = (
        ConceptVersion.objects.filter(status__in=ConceptVersion.OPEN).with_words().select_related("concept", "author")
    )
    page = Paginator(rows.order_by("-status", "created_at", "pk"), 50).get_page(request.GET.get("page"))
    waiting = {
        "proposals": TermProposal.objects.waiting().count(),
        "comments": VersionComment.objects.waiting().count(),
        "overdue": ConceptVersion.objects.overdue().count(),
    }
    return render(
        request, "glossary/desk.html", {"page_obj": page, "waiting": waiting, "crumbs": [(_("Glossary"), "")]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new term."""
    at_desk(request)
    first = {"language": get_language(), "preferred": request.GET.get("name", "")[:240]}
    form = f.TermForm(request.POST or None, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        entry = Entry(data["language"], data["definition"], names=(Name(data["preferred"]),))
        about = {"domain": data["domain"], "reason": data["reason"], "source_language": data["language"]}
        try:
            version = actions.propose_version(by=request.user, entries=[entry], **about)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(code)s is on the table.") % {"code": version.concept.code})
            return redirect("glossary:desk-concept", version.concept.code)
    crumbs = [(_("Glossary"), reverse("glossary:desk")), (_("New term"), "")]
    return render(request, "glossary/desk_new.html", {"form": form, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
def concept(request: HttpRequest, code: str) -> HttpResponse:
    """One term: the words of what is on the table, and what can be done with it."""
    viewer = at_desk(request)
    row, versions = concept_with_versions(code)
    version = at_work(versions)
    language = request.GET.get("in") or version.source_language
    do = request.POST.get("do", "")
    forms = forms_for(version, language, do, request.POST)
    if request.method == "POST":
        if do not in forms:
            raise Http404
        if forms[do].is_valid() and done(request, do, forms[do], version):
            messages.success(request, str(DONE[do]))
            shown = forms[do].cleaned_data["language"] if do == "entry" else language
            return redirect(f"{reverse('glossary:desk-concept', args=[code])}?{urlencode({'in': shown})}")
    return render(request, "glossary/desk_concept.html", context_of(viewer, row, version, language, forms))


def forms_for(version: ConceptVersion, language: str, do: str, posted: Any) -> dict[str, Any]:
    """All forms of the page; the one that was sent holds what was typed."""
    words = {entry.language: entry for entry in words_of(version)}
    entry = words.get(language)
    seen = {"seen": sha256_of(version)}
    initial = f.initial_of(entry) | seen if entry else seen
    about = {"is_new": entry is None, "initial": initial}
    kinds: dict[str, tuple[Callable[..., Form], dict[str, Any]]] = {
        "entry": (f.EntryForm, about),
        "confirm": (f.ConfirmForm, {"initial": {"language": language} | seen}),
        "review": (f.ReviewForm, {}),
        "reject": (f.RejectForm, {}),
        "withdraw": (f.WithdrawForm, {}),
        "phrasing": (f.PhrasingForm, {"initial": {"language": get_language()}}),
        "unsay": (f.UnsayForm, {"concept": version.concept}),
        "version": (f.VersionForm, {}),
    }
    return {
        name: kind(posted if name == do else None, auto_id=f"{name}-%s", **fields)
        for name, (kind, fields) in kinds.items()
    }


def context_of(
    viewer: Viewer, row: Concept, version: ConceptVersion, language: str, forms: dict[str, Any]
) -> dict[str, Any]:
    """The page, with a reason wherever something is not allowed."""
    entry = version.entry_for(language)
    languages = [one.language for one in version.entries.all()]
    return {
        "concept": row,
        "version": version,
        "name": entry.name if entry else row.code,
        "language": language if language in languages else "",
        "languages": languages,
        "entries": sorted(version.entries.all(), key=lambda one: one.language != version.source_language),
        "related": relations_of_reader(version),
        "mappings": version.mappings.all(),
        "phrasings": row.phrasings.select_related("group"),
        "forms": forms,
        "remarks": remarks_for(row.code, language)
        if version.is_open or version.status == version.Status.AGREED
        else [],
        "may_edit": permissions.can_edit(viewer, version),
        "may_confirm": may_confirm(viewer, version, language),
        "may_review": permissions.can_open_review(viewer, version),
        "may_reject": permissions.can_reject(viewer, version),
        "may_withdraw": permissions.can_withdraw(viewer, row),
        "may_record": permissions.can_record_phrasing(viewer, row),
        "may_propose": permissions.can_propose(viewer, row),
        "crumbs": [(_("Glossary"), reverse("glossary:desk")), (row.code, "")],
    }


def may_confirm(viewer: Viewer, version: ConceptVersion, language: str) -> Any:
    """Asked of translations only."""
    there = entry_in(version, language) if language != version.source_language else None
    return permissions.can_confirm_translation(viewer, version, there) if there else None


def done(request: HttpRequest, do: str, form: Form, version: ConceptVersion) -> bool:
    """Calls the action; what it refuses stands at the form, with what was typed."""
    return tried(form, lambda: ACTS[do](request.user, form, version))


def save_entry(by: Any, form: Any, version: ConceptVersion) -> None:
    """One language; an empty form takes it out. Refused when somebody else has changed the words meanwhile."""
    data = form.cleaned_data
    if data["seen"] and data["seen"] != sha256_of(version):
        raise ValidationError(CHANGED_MEANWHILE)
    before = {entry.language: entry for entry in words_of(version)}
    entry = form.entry(before.get(data["language"]))
    after = before | {entry.language: entry}
    if not (entry.definition or entry.names or entry.notes or entry.examples):
        del after[entry.language]
    actions.edit_version(by=by, version=version, entries=list(after.values()))


def confirm(by: Any, form: Any, version: ConceptVersion) -> None:
    """A second person has looked at these words, and at no others."""
    if form.cleaned_data["seen"] not in ("", sha256_of(version)):
        raise ValidationError(CHANGED_MEANWHILE)
    actions.confirm_translation(by=by, version=version, language=form.cleaned_data["language"])


def next_version(by: Any, form: Any, version: ConceptVersion) -> None:
    """A copy, to be changed."""
    actions.propose_version(
        by=by,
        concept=version.concept,
        entries=words_of(version),
        relations=relations_of(version),
        mappings=mappings_of(version),
        source_language=version.source_language,
        **form.cleaned_data,
    )


ACTS: dict[str, Callable[[Any, Any, ConceptVersion], object]] = {
    "entry": save_entry,
    "confirm": confirm,
    "version": next_version,
    "review": lambda by, form, version: actions.open_review(by=by, version=version, **form.cleaned_data),
    "reject": lambda by, form, version: actions.reject(by=by, version=version, **form.cleaned_data),
    "withdraw": lambda by, form, version: actions.withdraw(by=by, concept=version.concept, **form.cleaned_data),
    "phrasing": lambda by, form, version: actions.record_phrasing(by=by, concept=version.concept, **form.cleaned_data),
    "unsay": lambda by, form, version: actions.remove_phrasing(by=by, **form.cleaned_data),
}
