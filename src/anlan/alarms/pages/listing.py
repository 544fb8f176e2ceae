"""The list of all alarms, also of those that are dismissed or closed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.alarms import api
from anlan.kernel.levels import Level
from anlan.web.auth import signed_in
from anlan.web.parts import LEVEL_WORDS

_SIZE = 50


@require_GET
@signed_in
def alarm_list(request: HttpRequest) -> HttpResponse:
    """Show the alarms that match the address, the newest first."""
    number = _whole(request.GET.get("page", ""), 1)
    found = api.alarms(request.actor, _wanted(request), page=number, size=_SIZE)
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "states": [(state.value, word) for state, word in api.STATE_WORDS.items()],
        "levels": [(str(level.value), _(LEVEL_WORDS[level])) for level in reversed(Level) if level],
        "families": api.families(),
    }
    template = "alarms/list_body.html" if "HX-Request" in request.headers else "alarms/list.html"
    return render(request, template, context)


def _wanted(request: HttpRequest) -> api.AlarmFilter:
    chosen = request.GET
    state = chosen.get("state")
    return api.AlarmFilter(
        states=(api.AlarmState(state),) if state in set(api.AlarmState) else (),
        least_level=_whole(chosen.get("level", ""), 0),
        region=chosen.get("region", ""),
        rule_family=chosen.get("family", ""),
        text=chosen.get("q", "").strip(),
        newest_first=True,
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
