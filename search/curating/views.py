"""The desk of search: what was not found, and the records above the hits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.form_errors import put_on
from portal.members.permissions import can_work_at_desk
from portal.members.viewer import Viewer, viewer_of
from portal.throttle import is_shut, network, note_miss
from search.curating import actions, picked
from search.curating.forms import PickForm, SearchForm
from search.curating.models import Pick, UnfoundSearch
from search.findable import address
from search.finding import Results, find
from search.models import SearchEntry

EACH_PAGE = 50
MOST_NOTED = 30  # searches without a hit, by one network in ten minutes
SORTS = {"times": ("-times", "-last_on", "pk"), "last": ("-last_on", "-times", "pk"), "words": ("words", "pk")}


def at_desk(request: HttpRequest) -> Viewer:
    """The secretariat's own."""
    viewer = viewer_of(request)
    can_work_at_desk(viewer).or_refuse()
    return viewer


def note(request: HttpRequest, found: Results) -> None:
    """A search of everything that found nothing; its words and nothing of who asked."""
    is_whole = found.page == 1 and not found.filters
    if found.total or not is_whole or not found.query.wanted or request.method != "GET":
        return
    if not is_shut("unfound", network(request), most=MOST_NOTED):
        note_miss("unfound", network(request))
        actions.note_unfound(query=found.query, language=get_language() or "en")


def crumbs(last: str) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("Search"), reverse("search:desk-engine")), (last, "")]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unfound(request: HttpRequest) -> HttpResponse:
    """What people searched for in vain: most often first, or as the desk likes it."""
    at_desk(request)
    if request.method == "POST":
        pk = request.POST.get("dismiss", "")
        row = get_object_or_404(UnfoundSearch, pk=pk if pk.isdecimal() and len(pk) < 19 else 0)
        actions.dismiss_unfound(by=request.user, unfound=row)  # type: ignore[arg-type]
        messages.success(request, _("“%(words)s” is dismissed.") % {"words": row.typed})
        return redirect(f"{reverse('search:desk-unfound')}?{urlencode({'sort': request.GET.get('sort', 'times')})}")
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "times"
    rows = UnfoundSearch.objects.waiting().order_by(*SORTS[sort])
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "sort": sort, "crumbs": crumbs(_("Searches without a hit"))}
    return render(request, "search/desk_unfound.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
def picks(request: HttpRequest) -> HttpResponse:
    """Every search that has picks, and the way to a new one."""
    at_desk(request)
    form = SearchForm(request.GET if "typed" in request.GET else None, initial={"language": get_language()})
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.check_search(said["typed"], said["language"])
        except ValidationError as error:
            put_on(form, error)
        else:
            return redirect(place_of(said["typed"], said["language"]))
    rows = Pick.objects.order_by("words", "language").values("words", "language")
    rows = rows.annotate(number=Count("pk"), said=Min("typed"))
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "crumbs": crumbs(_("Editors' picks"))}
    return render(request, "search/desk_picks.html", context)


def place_of(typed: str, language: str) -> str:
    """Where the picks of one search are looked after."""
    return f"{reverse('search:desk-pick')}?{urlencode({'typed': typed, 'in': language})}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest) -> HttpResponse:
    """The picks of one search: put there, worded, moved, taken away."""
    viewer = at_desk(request)
    typed, language = request.GET.get("typed", ""), request.GET.get("in", "")
    try:
        words = actions.check_search(typed, language)
    except ValidationError as error:
        raise Http404 from error
    form = PickForm(request.POST if "entry" in request.POST else None)
    if request.method == "POST" and done(request, form, typed, language):
        return redirect(place_of(typed, language))
    looked_for = request.GET.get("find", typed)
    context = {
        "form": form,
        "typed": typed,
        "language": language,
        "looked_for": looked_for,
        "as_read": f"/{language}{address('search:results')}?{urlencode({'q': typed})}",
        "rows": picked.with_records(Pick.objects.of(words, language), viewer, language),
        "found": find(looked_for, viewer=viewer, language=language, filters={}).hits,
        "crumbs": [*crumbs("")[:1], (_("Editors' picks"), reverse("search:desk-picks")), (typed, "")],
    }
    return render(request, "search/desk_pick.html", context, status=400 if form.errors else 200)


def done(request: HttpRequest, form: PickForm, typed: str, language: str) -> bool:
    """What the button asked for; what is wrong with it stands on the form."""
    said, by = request.POST, request.user
    acts: dict[str, Any] = {"raise": actions.raise_pick, "remove": actions.remove_pick}
    try:
        for name, act in acts.items():
            if name in said:
                act(by=by, pick=one_of(said[name]))
                return True
        if "reword" in said:
            actions.reword_pick(by=by, pick=one_of(said["reword"]), why=said.get("why", ""))  # type: ignore[arg-type]
            return True
        if not form.is_valid():
            return False
        entry = get_object_or_404(SearchEntry.objects.standing(), pk=form.cleaned_data["entry"])
        why = form.cleaned_data["why"]
        actions.pick(by=by, typed=typed, language=language, entry=entry, why=why)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return not form.is_bound
    return True


def one_of(number: str) -> Pick:
    """The pick whose button was pressed; one that another window took away is no fault."""
    return Pick.objects.filter(pk=number if number.isdecimal() and len(number) < 19 else 0).first() or Pick()
