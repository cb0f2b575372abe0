"""What an action found wrong, brought back to the form it came from."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from portal.members.permissions import Refused


def put_on(form: forms.Form, error: ValidationError) -> None:
    """What an action found wrong, at the field where it can be mended."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, reasons in faults.items():
        for reason in reasons:
            form.add_error(name if name in form.fields else None, reason)


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """The act was done; else what it refuses stands at the field it names, or above the form."""
    try:
        act()
    except ValidationError as error:
        put_on(form, error)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()
