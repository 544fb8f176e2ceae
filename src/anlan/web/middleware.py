"""Turns a refusal raised anywhere below into its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anlan.web.errors import page_refusal, refusal_of, to_open_form


class RefusalMiddleware:
    """Answers every ``AnlanError`` that a page raises, and texts that the database cannot keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a form that stays open is told where to go."""
        return to_open_form(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the refusal's page, or nothing where it is no refusal."""
        refusal = refusal_of(exception)
        return page_refusal(request, refusal) if refusal else None
