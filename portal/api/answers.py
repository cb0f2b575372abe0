"""How the API answers: data, or a problem as RFC 9457 has it; what surrounds both stands in ``door``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from portal import clock

PROBLEM = "application/problem+json"


class PublicAPI(NinjaAPI):
    """One description, one door, and the newest instant of what is shown as its date."""

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """Every address of it, each behind the door."""
        from portal.api.door import through_the_door

        patterns, app, namespace = super().urls
        for pattern in patterns:
            pattern.callback = through_the_door(self, pattern.callback)
        return patterns, app, namespace

    @cached_property
    def parameters(self) -> dict[str, frozenset[str]]:
        """What each operation may be asked, by its name."""
        operations = [
            operation
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
        ]
        return {
            operation.view_func.__name__: frozenset(
                name
                for model in operation.models
                if model.__ninja_param_source__ == "query"
                for name in model.__ninja_flatten_map__
            )
            for operation in operations
            if operation.include_in_schema
        }

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        """Data with its date."""
        response = super().create_response(request, data, **kwargs)
        newest = max(instants_in(data), default=None) if response.status_code == 200 else None
        if newest:
            response["Last-Modified"] = http_date(newest.timestamp())
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Short, since every operation has a name of its own."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description with what holds for every operation: problems, headers, tokens."""
        from portal.api.described import completed

        return completed(super().get_openapi_schema(**kwargs))


def instants_in(data: Any) -> Iterator[datetime]:
    """What has happened by now, of all that is told. Nothing else may date an answer: it would tell of what is hidden.

    Not every change has a date (a name that was taken off a comment has none): the ETag notices those as well.
    """
    if isinstance(data, dict):
        data = data.values()
    elif isinstance(data, date):
        instant = data if isinstance(data, datetime) else datetime.combine(data, time(), UTC)
        if instant <= clock.now():
            yield instant
        return
    elif not isinstance(data, list | tuple):
        return
    for part in data:
        yield from instants_in(part)


def problem(request: HttpRequest, status: int, title: str, faults: list[tuple[str, str]] | None = None) -> HttpResponse:
    """One shape for everything that is not an answer: what is wrong, and where."""
    from ninja.responses import Response

    data: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if faults:
        data["detail"] = [{"where": [where], "what": what} for where, what in faults]
    return Response(data, status=status, content_type=PROBLEM)


def speak_of_problems(api: PublicAPI) -> None:
    """The same 404 for what is not there and for what the reader may not see."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, 404, _("Not found"))

    @api.exception_handler(ValidationError)
    def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(request, 400, _("Not understood"), [(name_of(fault), fault["msg"]) for fault in error.errors])

    @api.exception_handler(AuthenticationError)
    def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return unknown(request, _("This needs a token: make one under “My account”."))

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, error.status_code, str(error))


def name_of(fault: dict[str, Any]) -> str:
    """Which parameter it is about; ours are flat, so the last word that is one names it."""
    return next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "")


def unknown(request: HttpRequest, what: str) -> HttpResponse:
    """401 with the way in."""
    response = problem(request, 401, _("No valid token"), [("Authorization", what)])
    response["WWW-Authenticate"] = 'Bearer realm="api"'
    return response
