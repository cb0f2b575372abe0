"""The description of the API for people: a plain page, made from the same description that programs read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.api.described import PROBLEMS
from portal.api.links import ROOT


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What programs can read, how they ask, and what they are told."""
    operations, shapes = told()
    context = {
        "root": ROOT,
        "operations": operations,
        "shapes": shapes,
        "problems": PROBLEMS.items(),
        "per_minute": settings.API_PER_MINUTE,
        "crumbs": [(_("Data for programs"), "")],
    }
    return render(request, "portal/data.html", context)


@cache
def told() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Operations and shapes, read once."""
    from portal.api.urls import api

    described = api.get_openapi_schema()
    operations = [
        operation_of(address, operation)
        for address, operations in described["paths"].items()
        for operation in operations.values()
    ]
    shapes = [
        {"name": name, "about": said_of(shape), "fields": list(fields_of(shape))}
        for name, shape in sorted(described["components"]["schemas"].items())
        if shape.get("properties")
    ]
    return operations, shapes


def operation_of(address: str, operation: dict[str, Any]) -> dict[str, Any]:
    """One address, what it may be asked and what it answers."""
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "address": address,
        "summary": operation["summary"],
        "about": said_of(operation),
        "needs_token": operation["security"] == [{"Token": []}],
        "answer": kind_of(answer),
        "shape": shape_in(answer),
        "parameters": [
            {
                "name": parameter["name"],
                "kind": kind_of(parameter["schema"]),
                "default": parameter["schema"].get("default", ""),
                "about": said_of(parameter),
                "in_path": parameter["in"] == "path",
                "required": parameter["required"],
            }
            for parameter in operation["parameters"]
        ],
    }


def said_of(described: dict[str, Any]) -> str:
    """Its description, for people: without the marks of code."""
    return described.get("description", "").replace("``", "")


def fields_of(shape: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Its fields, each with its kind and what it holds."""
    for name, field in shape["properties"].items():
        yield {"name": name, "kind": kind_of(field), "shape": shape_in(field), "about": said_of(field)}


def kind_of(schema: dict[str, Any]) -> str:
    """In short: ``string (date)``, ``list of Link``, ``integer or null``."""
    if "$ref" in schema:
        return shape_in(schema)
    if "enum" in schema or "const" in schema:
        return " | ".join(str(value) or "“”" for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"{kind_of(schema['additionalProperties'])} by name"
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def shape_in(schema: dict[str, Any]) -> str:
    """The shape that it names, if it names one."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    inside = [*schema.get("anyOf", []), schema.get("items"), schema.get("additionalProperties")]
    return next((name for one in inside if isinstance(one, dict) and (name := shape_in(one))), "")
