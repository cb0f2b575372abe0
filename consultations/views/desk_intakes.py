"""The upload desk: a file with comments, its rows held against the draft, the good ones sent, the rest put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.actions.importing_comments import FileIn, accept_rows, bring_in
from consultations.actions.logging_letters import log_letter
from consultations.actions.mending_rows import leave_out, mend_kinds, mend_row, take_up
from consultations.actions.session_forms import accept_sheets
from consultations.exporting import TYPES
from consultations.formats.comment_files import read_comments
from consultations.formats.letters import is_letter, read_letter
from consultations.formats.reading import Unreadable
from consultations.forms.comments import FindComments
from consultations.forms.intakes import FileForm, RowForm, SheetRowForm
from consultations.intakes import matched_rows, placed, places_in
from consultations.models import Intake, IntakeRow, Round, Submission
from consultations.permissions import can_bring_in_something, can_log_letters, can_see_identities, can_work_on_intakes
from consultations.titles import title_of
from consultations.views.comments import chosen_in, handed_out
from consultations.views.desk_letters import cut, form_to_cut, letter_of
from consultations.views.receipts import hand_over, unlock
from portal.form_errors import put_on
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of
from portal.numbers import row_number

EACH_PAGE = 50
MENDED_AT_ONCE = 20


def at_desk(request: HttpRequest, slug: str) -> tuple[Viewer, Round]:
    """The round, for its secretariat and for delegates; anybody else reads why not before anything is looked up."""
    viewer = viewer_of(request)
    can_work_on_intakes(viewer).or_refuse()
    rounds = Round.objects.visible_to(viewer).select_related("draft__standard")
    return viewer, get_object_or_404(rounds, slug=slug)


def crumbs_of(round: Round, viewer: Viewer, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where one is: below the round, as one came to it."""
    name = "consultations:desk-round" if viewer.is_secretariat else "consultations:round"
    here = (_("Files with comments"), reverse("consultations:desk-intakes", args=[round.slug]) if more else "")
    return [(title_of(round), reverse(name, args=[round.slug])), here, *more]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intakes(request: HttpRequest, slug: str) -> HttpResponse:
    """Files that came in for a round, and the way to bring in another; nothing is sent yet."""
    viewer, round = at_desk(request, slug)
    form = FileForm(request.POST or None, request.FILES or None, viewer=viewer, round=round)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(take_in(request, round, form))
        except ValidationError as error:
            put_on(form, error)
    rows = Intake.objects.visible_to(viewer).filter(round=round)
    rows = rows.select_related("organisation", "group", "round").with_counts()
    context = {
        "round": round,
        "form": form,
        "page": Paginator(rows, EACH_PAGE).get_page(request.GET.get("page")),
        "may": can_bring_in_something(viewer, round),
        "crumbs": crumbs_of(round, viewer),
        "title": title_of(round),
        "find": FindComments(auto_id="find_%s") if can_see_identities(viewer) else None,
        "file_forms": TYPES,
    }
    return render(request, "consultations/desk_intakes.html", context, status=400 if form.errors else 200)


def take_in(request: HttpRequest, round: Round, form: FileForm) -> str:
    """Reads the file and keeps its rows; the address where they can be looked at."""
    file = form.cleaned_data["file"]
    data = file.read()
    user: Any = request.user
    try:
        if is_letter(file.name) and can_log_letters(viewer_of(request)):
            letter = read_letter(file.name, data)
            facts = {"name": file.name, "data": data, "letter": letter, "sender": form.sender()}
            return log_letter(by=user, round=round, **facts).get_absolute_url()
        read = read_comments(file.name, data)
    except Unreadable as error:
        raise ValidationError({"file": error.messages}) from error
    came = FileIn.of(file.name, data, kind=Intake.Kind.COPY if read.passages else Intake.Kind.FORM)
    made = bring_in(by=user, round=round, file=came, form=placed(read, round), sender=form.sender())
    return made.get_absolute_url()


@never_cache
@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All that was sent, for the secretariat: what is withheld or for the committee only, too."""
    viewer, round = at_desk(request, slug)
    can_see_identities(viewer).or_refuse()
    form = request.GET.get("form", "docx")
    if form not in TYPES:
        raise Http404
    return handed_out(round, viewer, form, chosen_in(FindComments(request.GET)), as_public=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One file: what is wrong with which row, put right here; the good rows sent."""
    viewer, round = at_desk(request, slug)
    rows = Intake.objects.visible_to(viewer).select_related("round__draft__standard", "organisation", "group")
    one = get_object_or_404(rows, round=round, pk=number)
    if request.method == "POST" and "cut" not in request.POST:
        try:
            return act(request, one)
        except (ValidationError, Refused) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return redirect(one.get_absolute_url())
    form = form_to_cut(request, one)
    if form is not None and form.is_bound and (made := cut(request, one, form)):
        return made
    context = page_of(request, one) | (letter_of(one, form) if form is not None else {})
    context["may"] = can_bring_in_something(viewer, round)
    context["crumbs"] = crumbs_of(round, viewer, (one.file_name, ""))
    failed = form is not None and form.is_bound
    return render(request, "consultations/desk_intake.html", context, status=400 if failed else 200)


def page_of(request: HttpRequest, one: Intake) -> dict[str, Any]:
    """All rows of a page and the forms of the bad ones, with what each row would become."""
    mending = form_of(one)
    waiting = matched_rows(one, one.rows.filter(state=IntakeRow.State.WAITING))
    bad = [(row, found) for row, found in waiting if not found.is_good]
    asked = request.GET.get("edit", "")
    picked = matched_rows(one, unsent(one).filter(place=row_number(asked))) if asked else []
    chosen = [(row, found, mending.of(found, every=True)) for row, found in picked]
    rows = one.rows.select_related("comment__clause", "comment__round", "comment__submission")
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    return {
        "one": one,
        "round": one.round,
        "good_count": len(waiting) - len(bad),
        "bad_count": len(bad),
        "repeated_count": one.rows.filter(state=IntakeRow.State.REPEATED).count(),
        "withdrawn_count": one.rows.withdrawn().count(),
        "kindless": 0 if one.session_id else sum(not row.words.get("kind") for row, _found in bad),
        "bad": chosen or [(row, found, mending.of(found)) for row, found in bad[:MENDED_AT_ONCE]],
        "is_chosen": bool(chosen),
        "page": page,
        "rows": matched_rows(one, page.object_list),
        "places": places_in(one.round.draft_id).all if bad or chosen or one.original else (),
        "receipts": receipts_of(one),
        "title": one.file_name,
    }


def unsent(one: Intake) -> QuerySet[IntakeRow]:
    """Rows that can still be put right: whether they wait, were left out, or stood in another file."""
    return one.rows.exclude(state=IntakeRow.State.ACCEPTED)


def form_of(one: Intake) -> type[RowForm]:
    """What can be put right in its rows."""
    return SheetRowForm if one.session_id else RowForm


def receipts_of(one: Intake) -> list[tuple[Submission, str]]:
    """Of what was sent out of a file; those of a session stand on its slips."""
    if one.session_id:
        return []
    sent = Submission.objects.filter(comments__intake_row__intake=one).distinct().order_by("number")
    return [(submission, receipts.code_for(submission.idempotency_key)) for submission in sent]


def act(request: HttpRequest, one: Intake) -> HttpResponse:
    """What was pressed: send the good rows, leave one out, one type for all that have none, or keep what was mended."""
    user: Any = request.user
    if "send" in request.POST:
        return send(request, one)
    if place := request.POST.get("leave", ""):
        leave_out(by=user, row=get_object_or_404(one.rows, place=row_number(place)))
        messages.success(request, _("Row %(row)s is left out.") % {"row": place})
    elif place := request.POST.get("take_up", ""):
        take_up(by=user, row=get_object_or_404(one.rows, place=row_number(place)))
        messages.success(request, _("Row %(row)s waits again.") % {"row": place})
    elif kind := request.POST.get("kindless", ""):
        count = mend_kinds(by=user, intake=one, kind=kind)
        message = ngettext("%(count)s row has its type.", "%(count)s rows have their type.", count)
        messages.success(request, message % {"count": count})
    else:
        mend(request, one)
    return redirect(one.get_absolute_url())


def mend(request: HttpRequest, one: Intake) -> None:
    """Keeps what was typed into the rows on the page; what is still wrong with them is shown again."""
    named = {name.removeprefix("row").partition("-")[0] for name in request.POST if name.startswith("row")}
    wanted = [row_number(place) for place in named][:MENDED_AT_ONCE]
    user: Any = request.user
    for row, found in matched_rows(one, unsent(one).filter(place__in=wanted)):
        form = form_of(one).of(found, request.POST)
        if form.is_valid() and form.changed_data:
            words = {name: form.cleaned_data[name] for name in form.changed_data}
            mend_row(by=user, row=row, **words | ({"clause_key": ""} if "clause" in words else {}))
    messages.success(request, _("Kept. Rows in which nothing is wrong any more can be sent."))


def send(request: HttpRequest, one: Intake) -> HttpResponse:
    """The good rows as a response; the receipt is shown with its PIN, to be kept or printed for the sender."""
    user: Any = request.user
    given = accept_sheets(by=user, intake=one) if one.session_id else accept_rows(by=user, intake=one)
    if not given:
        messages.info(request, _("There was no row to send."))
        return redirect(one.get_absolute_url())
    if one.session_id:
        message = ngettext("%(count)s slip is sent.", "%(count)s slips are sent.", len(given))
        messages.success(request, message % {"count": len(given)})
        return redirect(one.get_absolute_url())
    count = sum(receipt.submission.comments.count() for receipt in given)
    message = ngettext("%(count)s comment is sent.", "%(count)s comments are sent.", count)
    messages.success(request, message % {"count": count})
    if len(given) == 1:
        return hand_over(given[0])
    response: HttpResponse = redirect(one.get_absolute_url())
    for receipt in given:
        response = unlock(response, receipt.code, receipt.pin)
    return response
