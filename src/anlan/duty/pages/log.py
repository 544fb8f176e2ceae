"""The duty log: of the shift of now, or of the days that the address asks for."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.html import strip_tags
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.duty import api, words
from anlan.duty.pages.asked import asked_region, typed_day
from anlan.kernel import clock
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.support.rights import may
from anlan.support.tables import load_table
from anlan.web.auth import signed_in
from anlan.web.files import word_file
from anlan.web.lists import page_of
from anlan.web.parts import written

_PER_PAGE = 100
_LONGEST = timedelta(days=31)
_BLANKS = re.compile(r"\s+")


@require_http_methods(["GET", "POST"])
@signed_in
def log_page(request: HttpRequest) -> HttpResponse:
    """Show a region's log; write a note into it."""
    region = asked_region(request)
    if request.method == "POST":
        api.write_note(region=region, text=request.POST.get("text", ""), actor=request.actor, now=clock.now())
        return redirect(request.get_full_path())
    span = _span(request, region)
    lines = api.log_of(request.actor, region, span, _wanted(request))
    context = {
        "tab": "log",
        "region": region,
        "span": span,
        "page": page_of(request, lines[::-1], _PER_PAGE),
        "groups": [(key, words.LOG_GROUPS[key]) for key in (*api.log_groups(), "notes")],
        "may_write": may(request.actor, "duty.write_notes", region),
        "first": request.GET.get("first", ""),
        "last": request.GET.get("last", ""),
    }
    return render(request, "duty/log.html", context)


@require_POST
@signed_in
def correct(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Correct a note by a newer one."""
    api.correct_note(note_id=note_id, text=request.POST.get("text", ""), actor=request.actor, now=clock.now())
    return redirect("duty:log")


@require_GET
@signed_in
def paper(request: HttpRequest) -> HttpResponse:
    """Send the log that the address asks for as a Word file."""
    region = asked_region(request)
    span, now = _span(request, region), clock.now()
    lines = api.log_of(request.actor, region, span, _wanted(request))
    place = places.names((region,)).get(region, region)
    content, name = api.log_paper(place, (span.since, span.until), [_row(line, now) for line in lines], now)
    return word_file(content, name)


def _row(line: api.LogLine, now: datetime) -> tuple[str, str, str]:
    """Return a line as time, text and who: what the timeline says, without its marks."""
    at = written(line.at, now)
    if line.note is not None:
        mark = load_table("anlan.duty", "handover")["words"]["corrected"] if line.note.is_corrected else ""
        return at, line.note.text + mark, line.note.author
    assert line.entry is not None
    drawn = get_template("duty/log_entry.html").render({"entry": line.entry})
    said = _BLANKS.sub(" ", strip_tags(drawn.split('<div class="what">')[-1])).strip()
    who = line.entry.actor_name
    return at, said.replace(f" {who}", "", 1) if who else said, who


def _wanted(request: HttpRequest) -> api.LogFilter:
    group = request.GET.get("group", "")
    return api.LogFilter(group=group if group in words.LOG_GROUPS else "", text=request.GET.get("q", "").strip())


def _span(request: HttpRequest, region: str) -> api.Span:
    """Return the days that the address names, or the shift of now."""
    first, last = request.GET.get("first", ""), request.GET.get("last", "")
    if not first:
        return api.shift_around(region, clock.now())
    since = datetime.combine(typed_day(first, "first"), datetime.min.time(), CHINA)
    until = datetime.combine(typed_day(last or first, "last"), datetime.min.time(), CHINA) + timedelta(days=1)
    if not timedelta() < until - since <= _LONGEST:
        raise InvalidValue(field="last", value=last[:20], rule="at_most_31_days")
    return api.Span(since=since, until=until)
