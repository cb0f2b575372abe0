"""Tags behind ``components/field.html`` and the other parts that forms and lists are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.by_language import ByLanguageWidget
from portal.members.models import StakeholderGroup
from portal.templatetags.house import group
from portal.unhurried import carried_on

register = template.Library()


@register.inclusion_tag("components/unhurried.html", takes_context=True)
def unhurried(context: Context) -> dict[str, Any]:
    """In a form that anybody may send: what tells people from programs."""
    request: HttpRequest = context["request"]
    return {"opened": carried_on(request.POST)}


@register.simple_tag
def control_kind(field: BoundField) -> str:
    """Which of the five shapes a field has: hidden, choices, tick, languages, input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, ByLanguageWidget):
        return "languages"
    return "tick" if isinstance(widget, CheckboxInput) else "input"


def descriptions(field: BoundField) -> str:
    """The ids of hint and error that stand beside the field."""
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    return " ".join(ids + ([f"{field.auto_id}_error"] if field.errors else []))


@register.simple_tag
def describedby(field: BoundField) -> SafeString:
    """`` aria-describedby="…"`` for a fieldset, or nothing."""
    ids = descriptions(field)
    return format_html(' aria-describedby="{}"', ids) if ids else mark_safe("")


@register.simple_tag
def control(field: BoundField, css: str = "input") -> SafeString:
    """The input itself, tied to its hint and its error."""
    attrs: dict[str, Any] = {}
    if control_kind(field) in ("input", "languages") and not isinstance(field.field.widget, FileInput):
        attrs["class"] = " ".join(filter(None, [css, field.field.widget.attrs.get("class", "")]))
    if ids := descriptions(field):
        attrs["aria-describedby"] = ids
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag
def field_anchor(field: BoundField) -> str:
    """Where a link in the error summary leads: the input, or the first of its choices."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag(takes_context=True)
def choice_label(context: Context, option: BoundWidget) -> SafeString | str:
    """A stakeholder group with its sign, anything else in words."""
    instance = getattr(option.data["value"], "instance", None)
    return group(context, instance) if isinstance(instance, StakeholderGroup) else option.choice_label


@register.simple_tag
def page_numbers(page: Page) -> Iterable[int | str]:
    """1 2 … 7 8 9 … 20."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
