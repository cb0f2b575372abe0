"""How the desk saves: one form a part, one action a form; what is refused is said at the form, words kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.form_errors import put_on
from portal.members.permissions import Refused, can_work_at_desk
from portal.members.viewer import Viewer, viewer_of

Saving = Callable[[HttpRequest, Any], Any]  # the form that was refused, or None


def at_desk(request: HttpRequest) -> Viewer:
    """The desk does not exist for who does not work there."""
    viewer = viewer_of(request)
    if not can_work_at_desk(viewer):
        raise Http404
    return viewer


def done(form: BaseForm | Any, act: Callable[[], object]) -> bool:
    """The action ran, or the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        say(form, error)
        return False
    except Refused as error:
        say(form, ValidationError(str(error)))
        return False
    return True


def say(form: Any, error: ValidationError) -> None:
    """Errors of an action at the form's own fields where it has them, else above it."""
    if not isinstance(form, Form):  # a set of forms
        form._non_form_errors = form.error_class(error.messages, error_class="nonform")
        return
    put_on(form, error)


def saved(request: HttpRequest, row: Any, parts: Mapping[str, Saving], part: str) -> Any:
    """Saves the named part and says so; returns the form that was refused, or None. No such part, no such page."""
    if part not in parts:
        raise Http404
    refused = parts[part](request, row)
    if refused is None:
        messages.success(request, _("Saved."))
    return refused
