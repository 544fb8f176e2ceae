"""Refusals at the edge: a status, a code, the data, and a sentence in the reader's language."""

from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

FORM_STAYS: Final = "X-Form-Stays"
_REDIRECTS: Final = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
STATUS: Final = {
    ErrorClass.INVALID: 422,
    ErrorClass.NOT_ALLOWED: 403,
    ErrorClass.NOT_FOUND: 404,
    ErrorClass.CONFLICT: 409,
    ErrorClass.TOO_LARGE: 413,
    ErrorClass.UNAVAILABLE: 503,
}
_HEADINGS: Final = {
    ErrorClass.INVALID: gettext_noop("This cannot be accepted"),
    ErrorClass.NOT_ALLOWED: gettext_noop("You have no right to do this"),
    ErrorClass.NOT_FOUND: gettext_noop("Not found"),
    ErrorClass.CONFLICT: gettext_noop("The state has changed meanwhile"),
    ErrorClass.TOO_LARGE: gettext_noop("Too large"),
    ErrorClass.UNAVAILABLE: gettext_noop("Not available now"),
}
_ADVICE: Final = {
    ErrorClass.INVALID: gettext_noop("Nothing was stored. Go back, correct it and send it again."),
    ErrorClass.NOT_ALLOWED: gettext_noop(
        "Nothing was changed. If it is your duty, ask your administrator for the role."
    ),
    ErrorClass.NOT_FOUND: gettext_noop("Check the address, or look for it by its name."),
    ErrorClass.CONFLICT: gettext_noop("Nothing was changed. Go back, reload the page and look who has it now."),
    ErrorClass.TOO_LARGE: gettext_noop("Nothing was stored. Send it in smaller parts."),
    ErrorClass.UNAVAILABLE: gettext_noop("Nothing was lost. Try again in a minute."),
}
_ADVICE_IN_PLACE: Final = {
    ErrorClass.INVALID: gettext_noop("Nothing was stored. Correct it and send it again."),
    ErrorClass.CONFLICT: gettext_noop("Nothing was changed. Reload the page and look who has it now."),
}
_ICONS: Final = {
    ErrorClass.NOT_ALLOWED: "lock",
    ErrorClass.NOT_FOUND: "search",
    ErrorClass.CONFLICT: "refresh",
    ErrorClass.UNAVAILABLE: "server-off",
}


# How the database says it of a text, and of a text within JSON.
_NUL_WORDS: Final = ("NUL (0x00)", "\\u0000")


class TextNotStorable(AnlanError):
    """What was sent holds a character that the database keeps in no text: NUL."""

    code = "web.text_not_storable"
    message = "What was sent holds a character that cannot be kept. Type it anew instead of pasting it."


_TRANSLATED: Final = ("field", "rule")
_EMPTY: Final = gettext_noop("Fill in %(field)s (%(rule)s).")


def sentence(error: AnlanError) -> str:
    """Return what the refusal says, in the reader's language."""
    said = {key: gettext(value) if key in _TRANSLATED and value else value for key, value in error.data.items()}
    is_empty = error.code == InvalidValue.code and not str(error.data.get("value", "")).strip()
    return gettext(_EMPTY if is_empty else error.message) % said


def refusal_of(exception: Exception) -> AnlanError | None:
    """Return the refusal that an exception is, also where the database refused a text; nothing for a fault of ours."""
    if isinstance(exception, DataError) and any(words in str(exception) for words in _NUL_WORDS):
        return TextNotStorable()
    return exception if isinstance(exception, AnlanError) else None


def api_refusal(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Return the refusal as JSON."""
    body = {"code": error.code, "message": sentence(error), "data": {k: str(v) for k, v in error.data.items()}}
    return JsonResponse(body, status=STATUS[error.error_class])


def page_refusal(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Return the refusal as a page, or as a fragment where the page asked for one."""
    said = sentence(error)
    advice = _ADVICE | _ADVICE_IN_PLACE if FORM_STAYS in request.headers else _ADVICE
    context = {
        "sentence": said,
        "code": error.code,
        "heading": gettext(_HEADINGS[error.error_class]),
        "advice": gettext(advice[error.error_class]),
        "icon_name": _ICONS.get(error.error_class, "alert-circle"),
    }
    response = _answer(request, context, STATUS[error.error_class])
    response["HX-Refusal"] = quote(said)
    field = error.data.get("field")
    if isinstance(field, str) and field:
        response["HX-Refusal-Field"] = f"{quote(field, safe='')},{quote(gettext(field), safe='')}"
    return response


def to_open_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer for a form that stays open while it is sent: where to go stands in it, unread and unspent."""
    if FORM_STAYS in request.headers and response.status_code in _REDIRECTS:
        response.status_code = HTTPStatus.NO_CONTENT
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address that leads nowhere."""
    context = {
        "heading": gettext(_HEADINGS[ErrorClass.NOT_FOUND]),
        "sentence": gettext("This page does not exist."),
        "advice": gettext(_ADVICE[ErrorClass.NOT_FOUND]),
        "icon_name": "search",
    }
    return _answer(request, context, 404)


def forgery_refusal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was not sent from our own page, or from one left open too long."""
    context = {
        "heading": gettext("This form is no longer valid"),
        "sentence": gettext("The page was open too long, or someone else has signed in since."),
        "advice": gettext("Nothing was changed. Go back, reload the page and send it again."),
        "icon_name": "refresh",
        "code": "web.form_outdated",
    }
    return _answer(request, context, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours."""
    context = {
        "heading": gettext("A fault of the platform"),
        "sentence": gettext("Something went wrong here; the fault has been written down."),
        "advice": gettext("Go back and look whether your act was done before you repeat it."),
        "icon_name": "alert-triangle",
        "code": "web.fault",
    }
    return _answer(request, context, 500)


def _answer(request: HttpRequest, context: dict[str, str], status: int) -> HttpResponse:
    """Return a refusal as a page with the way back, or as a part of the page that asked for it."""
    template = "web/refusal_fragment.html" if "HX-Request" in request.headers else "web/refusal.html"
    return render(request, template, context | {"back": _back(request)}, status=status)


def _back(request: HttpRequest) -> str:
    """Return the page of ours that the reader came from, or the first page; a form may be posted to its own page."""
    referer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}"
    is_itself = request.method == "GET" and referer == request.build_absolute_uri()
    return referer if referer.startswith(f"{own}/") and not is_itself else "/"
