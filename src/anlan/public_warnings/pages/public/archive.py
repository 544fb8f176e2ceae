"""The warnings that are over, as far back as there are any."""

from datetime import datetime
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import answer
from anlan.public_warnings.pages.public.asking import Wish, wish_of
from anlan.public_warnings.pages.public.frame import in_language, minute_of, pager, render_page

PER_PAGE: Final = 50


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Show the warnings that are over, newest first, by place, colour and year."""
    wish, now = wish_of(request), clock.now()
    return answer(request, (minute_of(now), wish, api.standing_notices(now).mark), lambda: _page(wish, now))


def _page(wish: Wish, now: datetime) -> str:
    total = api.ended_count(wish.filter, now)
    page = Paginator(range(total), PER_PAGE).get_page(wish.page)
    rows = api.ended_notices(wish.filter, now, start=(page.number - 1) * PER_PAGE, size=PER_PAGE)
    context = {
        "now": now,
        **pager(wish, page),
        "total": total,
        "rows": [(each, each.text_in(wish.language).headline) for each in rows],
        "place": wish.place,
        "place_name": places.full_name(wish.place) if wish.place else "",
        "years": [(year, wish.but(year=year), year == wish.year) for year in api.ended_years(now)],
        "levels": [(level, wish.but(level=int(level)), level == wish.level) for level in reversed(Level) if level],
    }
    with in_language(wish.language):
        return render_page("archive", wish, context)
