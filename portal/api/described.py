"""What the description says of every operation: its problems, the headers of its answers, and how a token is shown."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from ninja.openapi.schema import OpenAPISchema

from portal.api.answers import PROBLEM
from portal.api.shapes import Problem

PROBLEMS = {
    400: "The question was not understood: what is wrong, and with which parameter",
    401: "The token is not known, has ended or was taken back; or none was shown where one is needed",
    404: "Nothing there, or nothing that you may read",
    406: "Something other than JSON was asked for",
    429: "Asked too often: Retry-After says when to come again",
}
HEADERS = {
    "ETag": "of exactly this answer, for ``If-None-Match``: an unchanged answer is a 304 without content",
    "Last-Modified": "the newest date in the answer, for ``If-Modified-Since``; not every change has a date, the ETag "
    "notices all of them",
    "RateLimit-Limit": "how often you may ask in a minute",
    "RateLimit-Remaining": "how often you still may in this minute",
    "RateLimit-Reset": "seconds until the next minute begins",
}
WAIT = {"Retry-After": "seconds to wait"}
NUMBERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token from “My account”. Without one you read as anybody.",
}


def completed(described: OpenAPISchema) -> OpenAPISchema:
    """The generated description with all that holds everywhere."""
    parts = described["components"]
    parts["schemas"] |= described_parts(Problem)
    parts.setdefault("securitySchemes", {})["Token"] = TOKEN
    for operations in described["paths"].values():
        for operation in operations.values():
            complete(operation)
    return described


def complete(operation: dict[str, Any]) -> None:
    """One operation: an example of a parameter stands in its schema, where a list of them is allowed."""
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)
    operation["responses"][200]["headers"] = headers(HEADERS)
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, words in PROBLEMS.items():
        operation["responses"][status] = {"description": words, "content": content}
    operation["responses"][429]["headers"] = headers(WAIT)
    operation["responses"][304] = {"description": "Nothing has changed since you asked"}
    operation.setdefault("security", [{}, {"Token": []}])


def headers(named: dict[str, str]) -> dict[str, Any]:
    """As OpenAPI has them."""
    return {
        name: {"description": words, "schema": {"type": "integer" if name in NUMBERS else "string"}}
        for name, words in named.items()
    }


def described_parts(shape: type[Schema]) -> dict[str, Any]:
    """A shape and what it is made of, as parts of the description."""
    whole = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs", {}), shape.__name__: whole}
