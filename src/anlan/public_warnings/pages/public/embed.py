"""A small page of the warnings of one region for other sites' frames, and the page that gives the code for it."""

from collections.abc import Callable
from typing import Final

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import answer
from anlan.public_warnings.pages.public.asking import wish_of
from anlan.public_warnings.pages.public.frame import in_language, minute_of, render_page

_MOST_SHOWN: Final = 8


def _framable(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the sites that the settings name put a page into their frames; it has nothing to press and no cookie."""
    hosts = list(settings.ANLAN["ANLAN_EMBED_HOSTS"]) or ["'none'"]
    return xframe_options_exempt(csp_replace({"frame-ancestors": hosts})(page))


@require_safe
@_framable
def embed(request: HttpRequest) -> HttpResponse:
    """Show the warnings of one region in a few lines, each leading to its page in a window of its own."""
    wish, now = wish_of(request), clock.now()
    standing = api.standing_notices(now)
    here = [each for each in standing.notices if wish.filter.fits(each)]

    def page() -> str:
        with in_language(wish.language):
            context = {
                "now": now,
                "rows": [(each, each.text_in(wish.language).headline) for each in here[:_MOST_SHOWN]],
                "more": max(len(here) - _MOST_SHOWN, 0),
                "place_name": places.full_name(wish.place) if wish.place else "",
                "site": settings.ANLAN["ANLAN_PUBLIC_URL"],
            }
            return render_page("embed", wish, context)

    return answer(request, (standing.mark, minute_of(now), wish), page)


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Give the code with which another site shows the warnings of a region."""
    wish, now = wish_of(request), clock.now()
    context = {
        "now": now,
        "place": wish.place,
        "place_name": places.full_name(wish.place) if wish.place else "",
        "site": settings.ANLAN["ANLAN_PUBLIC_URL"],
    }

    def page() -> str:
        with in_language(wish.language):
            return render_page("embed_code", wish, context)

    return answer(request, (minute_of(now), wish), page)
