"""Answers what a phone had kept and sends now without the page that nobody may be waiting for."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

_KEPT: Final = "X-Kept"
_NEXT: Final = "X-Next"
_FOUND: Final = 302
_NO_CONTENT: Final = 204


def kept_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Name the page that comes next instead of sending the phone there: only who still looks at the form opens it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _KEPT in request.headers and response.status_code == _FOUND:
            response[_NEXT] = response["Location"]
            del response["Location"]
            response.status_code = _NO_CONTENT
        return response

    return middleware
