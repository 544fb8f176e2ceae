"""Notices by the browser: the page, the service worker, and the two requests that subscribe and end it.

A post is taken only from this site's own pages (the Origin header), so that no cookie is needed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import orjson
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError, InvalidValue, NotAllowed
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.asking import wish_of
from anlan.public_warnings.pages.public.frame import in_language, render_page
from anlan.public_warnings.pages.public.pace import require_pace
from anlan.web.errors import api_refusal

_MOST_BYTES: Final = 4096
_FIELDS: Final = ("endpoint", "p256dh", "auth", "language")


@require_safe
def subscribe_page(request: HttpRequest) -> HttpResponse:
    """Show how to be told of warnings for a place, or which place to choose first."""
    wish = wish_of(request)
    with in_language(wish.language):
        context = {
            "now": clock.now(),
            "place": wish.place,
            "place_name": places.full_name(wish.place) if wish.place else "",
            "is_offered": bool(settings.ANLAN["ANLAN_PUSH_HOSTS"]),
            "key": api.push_public_key(),
            "most": api.MOST_PLACES,
        }
        response = HttpResponse(render_page("subscribe", wish, context))
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def worker(request: HttpRequest) -> FileResponse:
    """Give the service worker of the public side, whose reach is the public side alone."""
    file = finders.find("public_warnings/public-sw.js")
    response = FileResponse(open(file, "rb"), content_type="text/javascript")  # noqa: PTH123, SIM115 - closed by it
    response["Service-Worker-Allowed"] = "/public/"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Let the public side be installed like an app."""
    body = {
        "name": _("Public warnings"),
        "short_name": _("Public warnings"),
        "lang": "zh-Hans",
        "start_url": "/public/",
        "scope": "/public/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#ffffff",
        "icons": [{"src": static("web/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


def _own_post(view: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view of a small JSON post that this site's own pages send, not too often."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            _require_own_page(request)
            require_pace(request)
            return JsonResponse(view(_body(request)))
        except AnlanError as error:
            return api_refusal(request, error)

    return guarded


def _require_own_page(request: HttpRequest) -> None:
    own = {f"{request.scheme}://{request.get_host()}", settings.ANLAN["ANLAN_PUBLIC_URL"]}
    if request.headers.get("Origin") not in own:
        raise NotAllowed(right="same_origin", region="")


def _body(request: HttpRequest) -> dict[str, Any]:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > _MOST_BYTES:
        raise InvalidValue(field="body", value=length[:12], rule="at_most_4096_bytes")
    try:
        found = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise InvalidValue(field="body", value="", rule="json_object") from error
    if not isinstance(found, dict):
        raise InvalidValue(field="body", value="", rule="json_object")
    return found


@_own_post
def subscribe(body: dict[str, Any]) -> dict[str, Any]:
    """Store what a browser wants to be told of."""
    texts = {name: body.get(name) for name in _FIELDS}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise InvalidValue(field=name, value="", rule="required")
    regions = body.get("regions")
    if not isinstance(regions, list) or not all(isinstance(each, str) for each in regions):
        raise InvalidValue(field="regions", value="", rule="one_to_five_places")
    api.subscribe(wanted=api.NewSubscription(regions=tuple(regions), **texts), now=clock.now())
    return {"subscribed": True}


@_own_post
def unsubscribe(body: dict[str, Any]) -> dict[str, Any]:
    """Forget a browser."""
    api.unsubscribe(endpoint=str(body.get("endpoint", ""))[:700])
    return {"subscribed": False}
