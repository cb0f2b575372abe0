"""How the API answers: problems as RFC 9457 has them, an ETag on everything, open to any origin, read only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from portal.api.shapes import Problem

PROBLEM = "application/problem+json"
PROBLEMS = {404: "Nothing there, or nothing that you may read", 422: "The question was not understood"}


class PublicAPI(NinjaAPI):
    """Adds to every answer what a reader from elsewhere needs."""

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        """An unchanged answer is a 304; the same address answers a member otherwise than a stranger."""
        response = super().create_response(request, data, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        patch_vary_headers(response, ["Cookie"])
        if response.status_code != 200:
            return response
        set_response_etag(response)
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer or response

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description, in which every operation names its problems."""
        described = super().get_openapi_schema(**kwargs)
        described["components"]["schemas"] |= described_parts(Problem)
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in described["paths"].values():
            for operation in operations.values():
                operation["responses"] |= {s: {"description": w, "content": content} for s, w in PROBLEMS.items()}
        return described


def described_parts(shape: type[Schema]) -> dict[str, Any]:
    """A shape and what it is made of, as parts of the description."""
    whole = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs", {}), shape.__name__: whole}


def problem(api: PublicAPI, request: HttpRequest, status: int, title: str, detail: Any = "") -> HttpResponse:
    """One shape for everything that is not an answer."""
    data = {"type": "about:blank", "title": title, "status": status}
    if detail:
        data["detail"] = detail
    response = api.create_response(request, data, status=status)
    response["Content-Type"] = PROBLEM
    return response


def speak_of_problems(api: PublicAPI) -> None:
    """The same 404 for what is not there and for what the reader may not see."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, _("Not found"))

    @api.exception_handler(ValidationError)
    def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [{"where": [str(part) for part in fault["loc"]], "what": fault["msg"]} for fault in error.errors]
        return problem(api, request, 422, _("Not understood"), faults)

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(api, request, error.status_code, str(error))
