"""The list of hidden dangers, and the list as a file."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.dangers import api, words
from anlan.dangers.pages import books
from anlan.kernel.clock import in_china
from anlan.places import api as places
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_TIME: Final = "%Y-%m-%d %H:%M"
_CHOICES: Final = {
    "open": _("Not yet written off"),
    "overdue": _("Overdue"),
    "listed": _("Listed"),
    "recurs": _("Came again"),
}


@require_GET
@signed_in
def danger_list(request: HttpRequest) -> HttpResponse:
    """Show the hidden dangers that match the address, or send them as a file."""
    wanted = wanted_of(request)
    rows = api.dangers(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows.every(books.MOST_ROWS))
    if request.GET.get("format") == "xlsx":
        return books.book_answer(EXPORT, rows.every(books.MOST_ROWS))
    page = page_of(request, rows)
    context = {
        "page": page,
        "is_more": page.paginator.count >= api.MOST_COUNTED,
        "grades": [(each.value, word) for each, word in words.GRADE_WORDS.items()],
        "states": [(each.value, word) for each, word in words.STATE_WORDS.items()],
        "sources": [(each.value, word) for each, word in words.SOURCE_WORDS.items()],
        "marks": list(_CHOICES.items()),
        "trades": list(api.trades().items()),
        "regions": places.region_choices(request.actor, "dangers.see"),
        "object_name": _object_name(wanted, page),
        "may_find": may_find(request),
        "may_import": bool(rights.regions_of(request.actor, "dangers.import")),
    }
    template = "dangers/list_body.html" if "HX-Request" in request.headers else "dangers/list.html"
    return render(request, template, context)


def may_find(request: HttpRequest) -> bool:
    """Tell whether the reader may put a hidden danger down anywhere."""
    held = rights.regions_of(request.actor, "dangers.find") or api.own_objects(request.actor)
    return bool(held)


def wanted_of(request: HttpRequest) -> api.DangerFilter:
    """Return what the address asks for; what no list knows filters nothing."""
    chosen = request.GET
    grade, state, source = (chosen.get(name, "") for name in ("grade", "state", "source"))
    mark = chosen.get("mark", "")
    return api.DangerFilter(
        object_id=_id_or_none(chosen.get("object", "")),
        grade=api.Grade(grade) if grade in set(api.Grade) else None,
        state=api.DangerState(state) if state in set(api.DangerState) else None,
        source=api.Source(source) if source in set(api.Source) else None,
        trade=chosen.get("trade", "") if chosen.get("trade") in api.trades() else "",
        region=chosen.get("region", "") if chosen.get("region", "").isdigit() else "",
        text=chosen.get("q", "").strip()[:40],
        is_open=mark == "open",
        is_overdue=mark == "overdue",
        is_listed=mark == "listed",
        recurs=mark == "recurs",
        sort=chosen.get("sort", ""),
    )


def _id_or_none(value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _object_name(wanted: api.DangerFilter, page: Any) -> str:
    return next((row.object_name for row in page if wanted.object_id), "")


def _cells(row: api.DangerRow) -> Iterable[object]:
    moments = (row.found_at, row.due_at, row.closed_at)
    times = [in_china(at).strftime(_TIME) if at else "" for at in moments]
    return (
        row.number,
        row.title,
        words.GRADE_WORDS[row.grade] if row.grade else "",
        words.STATE_WORDS[row.state],
        words.SOURCE_WORDS[row.source],
        row.object_name,
        places.full_name(row.region),
        row.place_text,
        row.longitude if row.longitude is not None else "",
        row.latitude if row.latitude is not None else "",
        *times,
        row.responsible,
        row.recurrences,
    )


EXPORT: Final = Export(
    "hidden-dangers",
    (
        _("Number"),
        _("Hidden danger"),
        _("Grade"),
        _("State"),
        _("Source"),
        _("Object"),
        _("Region"),
        _("Exact place"),
        _("Longitude"),
        _("Latitude"),
        _("Found at"),
        _("Deadline"),
        _("Written off at"),
        _("Answers for the rectification"),
        _("Came again"),
    ),
    _cells,
)
