"""The lists: what came in, and what is at the departments."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.intake import api
from anlan.intake.words import FORWARDING_WORDS, KIND_WORDS, STATE_WORDS
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, wants_file
from anlan.web.parts import LEVEL_WORDS

_SIZE: Final = 50
_TIME: Final = "%Y-%m-%d %H:%M"


@require_GET
@signed_in
def matter_list(request: HttpRequest) -> HttpResponse:
    """Show the matters that match the address, or send them as a file."""
    _require_reader(request)
    wanted = _wanted(request)
    if wants_file(request):
        return csv_answer(_MATTERS, api.every_matter(request.actor, wanted))
    number = _whole(request.GET.get("page", "1"), 1)
    found = api.matters(request.actor, wanted, page=number, size=_SIZE)
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "kinds": [(kind.value, word) for kind, word in KIND_WORDS.items()],
        "states": [("waits", _("Waits")), *((state.value, word) for state, word in STATE_WORDS.items())],
        "levels": [(str(level.value), gettext(LEVEL_WORDS[level])) for level in reversed(Level) if level],
        "may_handle": bool(rights.regions_of(request.actor, "intake.handle")),
        "mailboxes": api.mailboxes_in_trouble(request.actor),
    }
    template = "intake/list_body.html" if "HX-Request" in request.headers else "intake/list.html"
    return render(request, template, context)


@require_GET
@signed_in
def forwarded(request: HttpRequest) -> HttpResponse:
    """Show what is or was at the departments, or send it as a file."""
    _require_reader(request)
    now, chosen = clock.now(), request.GET
    wanted = api.ForwardingFilter(
        state=chosen.get("state", "") if chosen.get("state") in FORWARDING_WORDS else "",
        category=chosen.get("category", ""),
        late_at=now if chosen.get("late") == "1" else None,
        text=chosen.get("q", "").strip(),
    )
    if wants_file(request):
        return csv_answer(_FORWARDED, api.every_forwarding(request.actor, wanted))
    number = _whole(chosen.get("page", "1"), 1)
    rows, total = api.forwardings(request.actor, wanted, page=number, size=_SIZE)
    rated, mean = api.ratings(request.actor)
    context = {
        "rows": rows,
        "page": Paginator(range(total), _SIZE).get_page(number),
        "states": list(FORWARDING_WORDS.items()),
        "categories": [(each.key, each.name) for each in api.categories().values()],
        "late": [("1", _("Late"))],
        "rated": rated,
        "mean": mean,
        "now": now,
    }
    return render(request, "intake/forwarded.html", context)


def _require_reader(request: HttpRequest) -> None:
    rights.require_somewhere(request.actor, "intake.see")


def _wanted(request: HttpRequest) -> api.MatterFilter:
    chosen = request.GET
    state, kind = chosen.get("state", ""), chosen.get("kind", "")
    return api.MatterFilter(
        state=api.MatterState(state) if state in set(api.MatterState) else None,
        kind=api.MatterKind(kind) if kind in set(api.MatterKind) else None,
        waits=state == "waits",
        least_urgency=_whole(chosen.get("level", "0"), 0),
        region=chosen.get("region", ""),
        text=chosen.get("q", "").strip(),
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _matter_cells(row: Any) -> Iterable[object]:
    at = in_china(row.received_at).strftime(_TIME)
    words = (KIND_WORDS[row.kind], STATE_WORDS[row.state])
    return (
        row.number,
        at,
        *words,
        int(row.urgency),
        places.full_name(row.region),
        row.place_text,
        row.text,
        row.taken_by,
    )


def _forwarding_cells(row: Any) -> Iterable[object]:
    moments = (row.forwarded_at, row.due_at, row.answered_at)
    times = [in_china(at).strftime(_TIME) if at else "" for at in moments]
    said = (FORWARDING_WORDS[row.state], row.answer, row.rating)
    return (row.number, row.headline, row.category_name, row.organisation_name, *times, *said)


_MATTERS: Final = Export(
    "matters",
    (
        _("Number"),
        _("Received"),
        _("Way in"),
        _("State"),
        _("Urgency"),
        _("Place"),
        _("Exact place"),
        _("What was told"),
        _("Taken by"),
    ),
    _matter_cells,
)
_FORWARDED: Final = Export(
    "forwarded",
    (
        _("Number"),
        _("What was told"),
        _("Category"),
        _("Department"),
        _("Forwarded"),
        _("Answer due"),
        _("Answered"),
        _("State"),
        _("Answer"),
        _("Rating"),
    ),
    _forwarding_cells,
)
