"""Lets an act of the API that carries an ``Idempotency-Key`` happen once, however often it is sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anlan.kernel.errors import AnlanError
from anlan.support.answers import LONGEST_KEY, Answer, answer_once
from anlan.web.errors import api_refusal

_ACTS = ("POST", "PUT", "DELETE")


def once_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a repeated act with the first answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
        if not key or request.method not in _ACTS or not request.path.startswith("/api/") or not request.actor.grants:
            return get_response(request)
        made: list[HttpResponse] = []

        def act() -> Answer:
            made.append(get_response(request))
            response = made[0]
            return Answer(response.status_code, response.headers.get("Content-Type", ""), response.content)

        try:
            answer = answer_once(actor=request.actor, key=key, address=f"{request.method} {request.path}", act=act)
        except AnlanError as error:
            return api_refusal(request, error)
        return made[0] if made else HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)

    return middleware
