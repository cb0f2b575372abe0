"""What an action found wrong, brought back to the form it came from."""

from django import forms
from django.core.exceptions import ValidationError


def put_on(form: forms.Form, error: ValidationError) -> None:
    """What an action found wrong, at the field where it can be mended."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, reasons in faults.items():
        for reason in reasons:
            form.add_error(name if name in form.fields else None, reason)
