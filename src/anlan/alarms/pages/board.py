"""The alarm board: what is open by urgency, storms folded; by its filters also what is dismissed or closed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from anlan.alarms import api
from anlan.alarms.pages.reading import whole
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file
from anlan.web.parts import LEVEL_WORDS, written

_OPEN, _ALL = "open", "all"
_MOST_OF_A_FILE = 20_000
_HEADS = (
    gettext_lazy("Number"),
    gettext_lazy("Level"),
    gettext_lazy("Current level"),
    gettext_lazy("Alarm"),
    gettext_lazy("Place"),
    gettext_lazy("Station"),
    gettext_lazy("Quantity"),
    gettext_lazy("Value"),
    gettext_lazy("Threshold"),
    gettext_lazy("Unit"),
    gettext_lazy("Sensors"),
    gettext_lazy("Signals"),
    gettext_lazy("Raised"),
    gettext_lazy("State"),
    gettext_lazy("Taken by"),
    gettext_lazy("Reason"),
)


@require_GET
@signed_in
def alarm_board(request: HttpRequest) -> HttpResponse:
    """Show the alarms that match the address, by urgency; an open page asks for the inner part alone."""
    wanted = _wanted(request)
    if wants_file(request):
        return csv_answer(Export("alarms", _HEADS, _cells), _all_of(request.actor, wanted))
    opened = frozenset({request.GET.get("storm", "")})
    is_flat = bool(request.GET.get("flat")) or wanted.states != api.OPEN_STATES
    page = page_of(request, api.board(request.actor, wanted, opened=opened, flat=is_flat))
    context = {
        "page": page,
        "readings": _readings(request.actor, [row for entry in page for row in entry.rows]),
        **_choices(request, wanted),
    }
    template = "alarms/board_body.html" if "HX-Request" in request.headers else "alarms/board.html"
    return render(request, template, context)


@require_GET
@signed_in
def storm_work(request: HttpRequest) -> HttpResponse:
    """Show one storm with its worst alarms, for the desk."""
    key = request.GET.get("key", "")
    wanted = api.AlarmFilter(states=api.OPEN_STATES)
    entries = api.board(request.actor, wanted, opened=frozenset({key}))
    found = entries.of_storm(key)
    if found is None:
        raise NotFound(what="storm")
    return render(request, "alarms/storm_work.html", {"entry": found, "storm": found.storm})


def _wanted(request: HttpRequest) -> api.AlarmFilter:
    chosen = request.GET
    text = chosen.get("q", "").strip()
    return api.AlarmFilter(
        states=_states(chosen.get("state") or (_ALL if text else _OPEN)),
        least_level=whole(chosen.get("level", ""), 0),
        region=chosen.get("region", ""),
        rule_family=chosen.get("family", ""),
        station_id=chosen.get("station", "")[:80],
        text=text,
        mark=chosen.get("mark", ""),
        sort=chosen.get("sort", ""),
    )


def _states(name: str) -> tuple[api.AlarmState, ...]:
    if name in set(api.AlarmState):
        return (api.AlarmState(name),)
    return () if name == _ALL else api.OPEN_STATES


def _choices(request: HttpRequest, wanted: api.AlarmFilter) -> dict[str, Any]:
    """Return the chips: states begin with all that is open, as the page does."""
    states = [("", _("Not ended")), *((state.value, word) for state, word in api.STATE_WORDS.items()), (_ALL, _("All"))]
    current = request.GET.get("state", "")
    counts = api.family_counts(request.actor, replace(wanted, rule_family=""))
    return {
        "states": [(value, word, value == current) for value, word in states],
        "levels": [(str(level.value), _(LEVEL_WORDS[level])) for level in reversed(Level) if level],
        "families": [(code, api.family_name(code), count) for code, count in counts.items()],
        "marks": [
            ("standing", _("A level holds")),
            ("eased", _("All sensors down")),
            ("flapping", _("Comes and goes")),
        ],
        "region": wanted.region,
        "station": wanted.station_id,
        "is_filtered": bool(request.GET),
    }


def _readings(actor: Actor, rows: Sequence[api.AlarmRow]) -> dict[UUID, tuple[datetime, float]]:
    """Return the newest reading by alarm, where a single reading is what the rule judges."""
    stations = {row.id: UUID(row.station_id) for row in rows if not row.window_hours and _is_id(row.station_id)}
    latest = monitoring.latest_values(actor, set(stations.values())) if stations else {}
    found = {row.id: latest.get((stations[row.id], row.quantity)) for row in rows if row.id in stations}
    return {alarm_id: value for alarm_id, value in found.items() if value}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _all_of(actor: Actor, wanted: api.AlarmFilter) -> Iterable[api.AlarmRow]:
    return api.alarms(actor, wanted, size=_MOST_OF_A_FILE).rows


def _cells(row: api.AlarmRow) -> Iterable[object]:
    now = clock.now()
    return (
        row.number,
        _(LEVEL_WORDS[row.level]),
        _(LEVEL_WORDS[row.current_level]),
        api.alarm_title(row.rule_family, row.level),
        places.full_name(row.region),
        row.station_label,
        api.measured_word(row.quantity, row.window_hours, row.rule_family),
        row.value,
        row.threshold,
        row.unit,
        row.member_count,
        row.times,
        written(row.raised_at, now),
        api.STATE_WORDS[row.state],
        row.taken_by,
        " ".join(
            each
            for each in (row.dismissal_code and api.dismissal_name(row.dismissal_code), row.dismissal_reason)
            if each
        ),
    )
