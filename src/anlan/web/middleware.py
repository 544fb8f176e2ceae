"""Turns a refusal raised anywhere below into its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anlan.kernel.errors import AnlanError
from anlan.web.errors import page_refusal


class RefusalMiddleware:
    """Answers every ``AnlanError`` that a page raises."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the refusal's page, or nothing where it is no refusal."""
        return page_refusal(request, exception) if isinstance(exception, AnlanError) else None
