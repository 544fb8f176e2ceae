"""Sets ``request.actor``: an API key's where the request bears one, otherwise the signed-in person's.

SensorThings clients may also send the key as the password of HTTP Basic; a wrong one is told by the service itself, in
the form of its standard.

The API's views are exempt from Django's own CSRF check so that machines can use them with a key. A browser's session
must not profit from that: a changing request to the API that stands on a session has to carry the page's token.
"""

import base64
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from anlan.access.domain.errors import KeyNotValid, PageTokenMissing
from anlan.access.selectors.actors import actor_of_key, actor_of_user
from anlan.access.services.keys import note_key_use
from anlan.kernel import clock
from anlan.kernel.actors import NOBODY
from anlan.web.errors import api_refusal

_SENSORTHINGS = "/sta/"
_API = ("/api/", _SENSORTHINGS)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_UNAUTHORIZED = 401


class _PageToken(CsrfViewMiddleware):
    """Django's own check; a failure returns its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason

    def is_missing(self, request: HttpRequest) -> bool:
        self.process_request(request)
        request.csrf_processing_done = False
        return self.process_view(request, lambda: None, (), {}) is not None


_page_token = _PageToken(lambda request: HttpResponse())


def actor_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its actor, or refuse it for a wrong key or a missing page token."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY
        refusal = _by_key(request) if _bears_key(request) else _by_session(request)
        return refusal or get_response(request)

    return middleware


def _bears_key(request: HttpRequest) -> bool:
    return request.path.startswith(_API) and "Authorization" in request.headers


def _by_key(request: HttpRequest) -> HttpResponse | None:
    token = _token(request)
    now = clock.now()
    actor = actor_of_key(token, now=now) if token else None
    if actor is None and request.path.startswith(_SENSORTHINGS):
        return None
    if actor is None:
        response = api_refusal(request, KeyNotValid())
        response.status_code = _UNAUTHORIZED
        response["WWW-Authenticate"] = "Bearer"
        return response
    request.actor = actor
    note_key_use(token, now=now)
    return None


def _token(request: HttpRequest) -> str:
    """Return the key that a request bears, or nothing where it bears none in a form that is taken here."""
    scheme, _, sent = request.headers["Authorization"].partition(" ")
    if scheme.lower() == "bearer":
        return sent.strip()
    if scheme.lower() != "basic" or not request.path.startswith(_SENSORTHINGS):
        return ""
    try:
        return base64.b64decode(sent.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _by_session(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return None
    request.actor = actor_of_user(request.user)
    is_change = request.path.startswith(_API) and request.method not in _SAFE_METHODS
    if is_change and _page_token.is_missing(request):
        return api_refusal(request, PageTokenMissing())
    return None
