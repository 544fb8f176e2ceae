"""Refusals at the edge: a status, a code, the data, and a sentence in the reader's language."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from anlan.kernel.errors import AnlanError, ErrorClass

STATUS = {
    ErrorClass.INVALID: 422,
    ErrorClass.NOT_ALLOWED: 403,
    ErrorClass.NOT_FOUND: 404,
    ErrorClass.CONFLICT: 409,
    ErrorClass.TOO_LARGE: 413,
    ErrorClass.UNAVAILABLE: 503,
}


def sentence(error: AnlanError) -> str:
    """Return what the refusal says, in the reader's language."""
    return gettext(error.message) % error.data


def api_refusal(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Return the refusal as JSON."""
    body = {"code": error.code, "message": sentence(error), "data": {k: str(v) for k, v in error.data.items()}}
    return JsonResponse(body, status=STATUS[error.error_class])


def page_refusal(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Return the refusal as a page, or as a fragment where the page asked for one."""
    template = "web/refusal_fragment.html" if "HX-Request" in request.headers else "web/refusal.html"
    context = {"sentence": sentence(error), "code": error.code}
    return render(request, template, context, status=STATUS[error.error_class])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address that leads nowhere."""
    return render(request, "web/refusal.html", {"sentence": gettext("This page does not exist.")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours."""
    message = gettext("Something went wrong here. Your input was not lost: go back and try again.")
    return render(request, "web/refusal.html", {"sentence": message}, status=500)
