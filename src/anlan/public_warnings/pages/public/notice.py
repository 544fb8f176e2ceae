"""The page of one warning: what to do, until when, where, and where to go."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import answer
from anlan.public_warnings.pages.public.asking import Wish, wish_of
from anlan.public_warnings.pages.public.frame import in_language, minute_of, render_page


@require_safe
def one(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show one warning as it was sent, and whether it still holds."""
    wish, now = wish_of(request), clock.now()
    notice = api.notice(warning_id, now)
    key = (notice.ended_at, minute_of(now), wish)
    return answer(request, key, lambda: _page(wish, notice, now))


@require_safe
def opened(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead from a message's identifier, which a notice carries, to its page, or to the list if it is not public."""
    warning_id = api.warning_named(identifier)
    page = f"/public/warnings/{warning_id}/" if warning_id else "/public/"
    asked = request.GET.urlencode()
    return HttpResponseRedirect(f"{page}?{asked}" if asked else page)


def _page(wish: Wish, notice: api.Notice, now: datetime) -> str:
    with in_language(wish.language):
        languages = tuple(each.language for each in notice.texts)
        return render_page("notice", wish, _context(wish, notice, now), languages)


def _context(wish: Wish, notice: api.Notice, now: datetime) -> dict[str, Any]:
    text = notice.text_in(wish.language)
    holds = notice.ended_at is None and notice.message_kind is not api.MessageKind.CANCEL
    return {
        "now": now,
        "notice": notice,
        "text": text,
        "text_language": {"zh-CN": "zh-Hans", "ii-CN": "ii"}.get(text.language, text.language),
        "measures": api.measures_of(text.instruction),
        "holds": holds,
        "place": wish.place,
        "place_name": places.full_name(wish.place) if wish.place else "",
        "is_here": bool(wish.place) and notice.concerns(wish.place),
        "frame": api.frame_for([notice]),
        "refuges": refuges_for(notice, wish.place) if holds else (),
    }


def refuges_for(notice: api.Notice, place: str) -> tuple[api.Refuge, ...]:
    """Return the open shelters for a reader: nearest to the chosen place, otherwise in the warned area."""
    return api.refuges_near(place) if place else api.refuges_in(notice.outline)
