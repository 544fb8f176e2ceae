"""Answers in the form that the standard asks for, refusals too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.db import DataError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.web.errors import STATUS, sentence

_SECONDS = 15
_BAD_REQUEST, _UNAUTHORIZED, _NOT_ALLOWED, _TOO_SLOW = 400, 401, 405, 503


def answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return a body as JSON."""
    raw = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)
    return HttpResponse(raw, status=status, content_type="application/json", headers=headers)


def refusal(status: int, code: str, message: str) -> HttpResponse:
    """Return a refusal: the standard's ``code``, ``type`` and ``message``."""
    response = answer({"code": status, "type": "error", "error": code, "message": message}, status)
    if status == _UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Basic realm="Anlan", Bearer'
    return response


def refused(error: AnlanError) -> HttpResponse:
    """Return the refusal that an error is; what cannot be accepted is a bad request here."""
    is_invalid = error.error_class is ErrorClass.INVALID
    return refusal(_BAD_REQUEST if is_invalid else STATUS[error.error_class], error.code, sentence(error))


def entrance(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in whom we know, and answer every refusal in the standard's form."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.grants:
            said = gettext("Sign in, or send an API key: as bearer token, or as the password of HTTP Basic.")
            return refusal(_UNAUTHORIZED, "sensorthings.who", said)
        try:
            return view(request, *args, **kwargs)
        except AnlanError as error:
            return refused(error)

    return guarded


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a reading request take only so long, and let no arithmetic of a filter break it."""

    @wraps(view)
    def within_limits(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("select set_config('statement_timeout', %s, true)", [str(_SECONDS * 1000)])
                return view(*args, **kwargs)
        except DataError:
            said = gettext("A number or a time of the query is out of range.")
            return refusal(_BAD_REQUEST, "sensorthings.out_of_range", said)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != "57014":
                raise
            said = gettext("The answer takes too long. Narrow the query to one Datastream or to a time.")
            return refusal(_TOO_SLOW, "sensorthings.too_slow", said)

    return within_limits


def method_refused(allowed: str) -> HttpResponse:
    """Return the refusal of a method that does not fit the address."""
    said = gettext("This address takes only: %(methods)s.") % {"methods": allowed}
    response = refusal(_NOT_ALLOWED, "sensorthings.method", said)
    response["Allow"] = allowed
    return response
