"""The list of warnings."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.words import STATE_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.parts import LEVEL_WORDS

_SIZE = 30


@require_GET
@signed_in
def warning_list(request: HttpRequest) -> HttpResponse:
    """Show the warnings that match the address, newest first."""
    number = whole(request.GET.get("page", "1"), 1)
    wanted = _wanted(request)
    found = api.warnings(request.actor, wanted, page=number, size=_SIZE)
    counts = api.state_counts(request.actor, api.WarningFilter())
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "now": clock.now(),
        "states": [(state, word, counts.get(state, 0)) for state, word in STATE_WORDS.items()],
        "levels": [(str(int(level)), _(LEVEL_WORDS[level])) for level in reversed(Level) if level],
        "worlds": [("real", pgettext("warning", "Real")), ("exercise", _("Exercise"))],
        "may_draft": bool(rights.regions_of(request.actor, "public_warnings.draft")),
        "given_up": _given_up(request),
    }
    template = "public_warnings/list_body.html" if "HX-Request" in request.headers else "public_warnings/list.html"
    return render(request, template, context)


def _given_up(request: HttpRequest) -> int:
    return api.dead_letter_count(request.actor)


def _wanted(request: HttpRequest) -> api.WarningFilter:
    chosen = request.GET
    state = chosen.get("state", "")
    return api.WarningFilter(
        states=(api.WarningState(state),) if state in set(api.WarningState) else (),
        level=whole(chosen.get("level", "0"), 0),
        region=chosen.get("region", ""),
        text=chosen.get("q", "").strip(),
        is_exercise={"real": False, "exercise": True}.get(chosen.get("world", "")),
    )


def whole(text: str, otherwise: int) -> int:
    """Return the whole number that an address holds, or ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
