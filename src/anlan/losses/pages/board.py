"""A count at the desk: the units of a county or township beside each other, and one unit's history."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, level_of, lies_within, normalise
from anlan.losses import api
from anlan.losses.pages import reading
from anlan.losses.words import STATE_WORDS
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_GET
@signed_in
def board_page(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Show a county's or a township's units by indicator, those that match the address."""
    survey = api.survey(request.actor, survey_id)
    receiver = _receiver(request, survey)
    board = api.board(request.actor, survey, receiver, clock.now())
    table = api.loss_table(survey.table)
    keys = _chosen_keys(request, table, board.keys)
    places.names({row.region for row in board.rows} | {receiver})
    is_county = level_of(receiver) is RegionLevel.COUNTY
    villages = api.village_progress(survey) if is_county else {}
    context = {
        "survey": survey,
        "board": board,
        "receiver": receiver,
        "tab": "board",
        "is_county": is_county,
        "heads": [table.indicators[key] for key in keys],
        "rows": [(row, _cells(row, keys, table), villages.get(row.region)) for row in _kept(request, board.rows)],
        "totals": [_written(board.totals.get(key), table.indicators[key]) for key in keys],
        "groups": [
            (key, name)
            for key, name in table.groups.items()
            if key in {table.indicators[each].group for each in board.keys}
        ],
        "states": [(state, word, board.count(state)) for state, word in STATE_WORDS.items() if board.count(state)],
        "late": sum(row.is_late for row in board.rows),
        "may_judge": rights.may(request.actor, "losses.judge", receiver) and not survey.closed_at,
        "may_send": rights.may(request.actor, "losses.send_up", receiver) and not survey.closed_at,
        "may_enter": rights.may(request.actor, "losses.enter", receiver) and not survey.closed_at,
        "may_close": rights.may(request.actor, "losses.open", survey.region) and not survey.closed_at,
        "token": new_id(),
    }
    template = "losses/board_body.html" if "HX-Request" in request.headers else "losses/board.html"
    return render(request, template, context)


@require_GET
@signed_in
def unit_page(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Show everything that one unit told, with every step of every entry."""
    survey = api.survey(request.actor, survey_id)
    region = _inside(survey, region)
    entries = api.history(request.actor, survey, region)
    table = api.loss_table(survey.table)
    context = {
        "survey": survey,
        "region": region,
        "is_village": api.is_village(region),
        "entries": [(entry, _changes(entry, table), _notes(entry, table)) for entry in entries],
        "may_enter": rights.may(request.actor, "losses.enter", region) and not survey.closed_at,
    }
    return render(request, "losses/unit.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def enter(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Show the whole table as a form for a place, or take it."""
    survey = api.survey(request.actor, survey_id)
    region = _inside(survey, region)
    rights.require(request.actor, "losses.enter", region)
    if request.method == "POST":
        now = clock.now()
        new = api.NewEntry(
            survey_id=survey_id,
            region=region,
            values=reading.figures(request),
            as_of=now,
            reason=sent.text(request, "reason"),
            token=sent.token(request),
            source="desk",
        )
        api.enter_figures(new=new, actor=request.actor, now=now)
        messages.success(request, _("Sent. The figures count once they are accepted."))
        return redirect("losses:unit", survey_id, region)
    table = api.loss_table(survey.table)
    last = api.last_figures(survey_id, region)
    context = {"survey": survey, "region": region, "groups": fields_of(table, last), "token": new_id()}
    return render(request, "losses/enter.html", context)


def fields_of(table: api.LossTable, last: Mapping[str, Decimal]) -> list[tuple[str, list[tuple[api.Indicator, str]]]]:
    """Return a form's groups with their indicators and what was told last."""
    return [
        (name, [(each, _written(last.get(each.key), each)) for each in table.indicators.values() if each.group == key])
        for key, name in table.groups.items()
    ]


def _inside(survey: api.SurveyRow, region: str) -> str:
    region = normalise(region)
    if not lies_within(region, survey.region):
        raise NotFound(what="unit")
    return region


def _receiver(request: HttpRequest, survey: api.SurveyRow) -> str:
    """Return whose board is looked at: the asked one, else the outermost that the reader sees."""
    asked = request.GET.get("region", "")
    if asked:
        return _inside(survey, asked)
    seen = api.seen_in(request.actor, survey.region)
    receiver = seen[0] if seen else survey.region
    return receiver[:9] if level_of(receiver) is RegionLevel.VILLAGE else receiver


def _chosen_keys(request: HttpRequest, table: api.LossTable, told: tuple[str, ...]) -> list[str]:
    group = request.GET.get("group", "")
    return [key for key in told if not group or table.indicators[key].group == group]


def _kept(request: HttpRequest, rows: tuple[api.UnitRow, ...]) -> list[api.UnitRow]:
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    is_late = request.GET.get("late") == "1"
    kept = [row for row in rows if (not state or row.state == state) and (not is_late or row.is_late)]
    return [row for row in kept if not text or text in places.name(row.region) or row.region.startswith(text)]


def _cells(row: api.UnitRow, keys: list[str], table: api.LossTable) -> list[tuple[str, str, bool]]:
    """Return each figure of a unit as text, with its change since the last, and whether just this figure counts."""
    found = []
    for key in keys:
        one, value, change = table.indicators[key], row.figures.get(key), row.change.get(key)
        signed = f"{change:+.{one.decimals}f}" if change else ""
        found.append((_written(value, one), signed, value is not None and row.counted.get(key) == value))
    return found


def _written(value: Decimal | None, one: api.Indicator) -> str:
    return "" if value is None else api.plain(value, one)


def _changes(entry: api.EntryRow, table: api.LossTable) -> list[tuple[api.Indicator, str, str]]:
    """Return an entry's figures beside those of the entry before, also those that are no longer told."""
    keys = [key for key in table.indicators if key in entry.figures or key in entry.before]
    known = table.indicators
    return [
        (known[key], _written(entry.before.get(key), known[key]), _written(entry.figures.get(key), known[key]))
        for key in keys
    ]


def _notes(entry: api.EntryRow, table: api.LossTable) -> list[tuple[object, api.Indicator, str, str]]:
    known = table.indicators
    return [
        (note, known[note.indicator], _written(note.value, known[note.indicator]), f"{note.against.normalize():f}")
        for note in entry.notes
    ]
