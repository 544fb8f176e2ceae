"""Counts and their figures: what units tell, the level above accepts, and the sums that come of it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.losses import api
from anlan.web.auth import signed_in_api

router = Router(auth=signed_in_api)
_STATES: Final = {"open": True, "closed": False}


class SurveyIn(Schema):
    """A count to open: of an incident, or of a year (``period``); ``asked`` the townships, empty all of the county."""

    table: str
    region: str
    incident_id: UUID | None = None
    period: str = ""
    asked: list[str] = []


class FiguresIn(Schema):
    """What a place tells; ``token`` is the sender's own: sent again, it counts once. A fall needs a reason.

    ``is_zero``: nothing has changed, the last figures stand and none are given.
    """

    region: str
    values: dict[str, str | int | float] = {}
    as_of: datetime | None = None
    token: UUID | None = None
    is_zero: bool = False
    reason: str = ""


class SumIn(Schema):
    """Whose sum goes to the level above, and why a figure fell."""

    region: str
    reason: str = ""
    token: UUID | None = None


class TextIn(Schema):
    """Why, or what is asked, or the answer to it."""

    text: str


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.get("/losses/tables")
def list_tables(request: HttpRequest) -> Any:
    """List the tables with their indicators in their order, units and decimals."""
    return {
        "tables": [
            {
                "key": table.key,
                "name": table.name,
                "source": table.source,
                "mark": table.mark,
                "indicators": [
                    {"key": each.key, "name": each.name, "unit": each.unit, "decimals": each.decimals}
                    for each in table.indicators.values()
                ],
            }
            for table in api.loss_tables().values()
        ]
    }


@router.get("/losses/counts")
def list_counts(request: HttpRequest, table: str = "", state: str = "", incident_id: UUID | None = None) -> Any:
    """List the counts that one may see, the open ones first, 500 at most; ``state`` is open or closed."""
    wanted = api.SurveyFilter(table=table, is_open=_STATES.get(state), incident_id=incident_id)
    return {"counts": [_survey(row) for row in api.surveys(request.actor, wanted)]}


@router.post("/losses/counts", response={201: IdOut})
def open_count(request: HttpRequest, body: SurveyIn) -> Any:
    """Open a count."""
    asked = tuple(normalise(each) for each in body.asked)
    new = api.NewSurvey(**{**body.dict(), "region": normalise(body.region), "asked": asked})
    return Status(201, {"id": api.open_survey(new=new, actor=request.actor, now=clock.now())})


@router.get("/losses/counts/{uuid:survey_id}")
def read_count(request: HttpRequest, survey_id: UUID, region: str = "") -> Any:
    """Return a county's or township's units beside each other, and the sum of what is accepted."""
    survey = api.survey(request.actor, survey_id)
    board = api.board(request.actor, survey, normalise(region) or survey.region, clock.now())
    units = [_unit(row, survey.table) for row in board.rows]
    return {
        **_survey(survey),
        "receiver": board.receiver,
        "units": units,
        "totals": _figures(board.totals, survey.table),
        "is_behind": board.is_behind,
    }


@router.post("/losses/counts/{uuid:survey_id}/close")
def close_count(request: HttpRequest, survey_id: UUID, body: TextIn) -> Any:
    """End a count with the reason."""
    api.close_survey(survey_id=survey_id, reason=body.text, actor=request.actor, now=clock.now())
    return {"closed": True}


@router.get("/losses/counts/{uuid:survey_id}/units/{region}")
def read_unit(request: HttpRequest, survey_id: UUID, region: str) -> Any:
    """Return a place's whole history: every entry with its figures, notes and steps, the newest first."""
    survey = api.survey(request.actor, survey_id)
    rows = api.history(request.actor, survey, normalise(region))
    return {"entries": [_entry(row, survey.table) for row in rows]}


@router.post("/losses/counts/{uuid:survey_id}/figures", response={201: IdOut})
def enter_figures(request: HttpRequest, survey_id: UUID, body: FiguresIn) -> Any:
    """Store what a place tells and send it up."""
    now = clock.now()
    if body.as_of is not None and body.as_of.tzinfo is None:
        raise InvalidValue(field="as_of", value=body.as_of.isoformat(), rule="time_with_zone")
    told = {**body.dict(), "region": normalise(body.region), "as_of": body.as_of or now}
    new = api.NewEntry(survey_id=survey_id, **told, source="api")
    return Status(201, {"id": api.enter_figures(new=new, actor=request.actor, now=now)})


@router.post("/losses/counts/{uuid:survey_id}/sums", response={201: IdOut})
def send_up(request: HttpRequest, survey_id: UUID, body: SumIn) -> Any:
    """Send the sum of a region's accepted units to the level above."""
    told = {**body.dict(), "region": normalise(body.region)}
    return Status(201, {"id": api.send_up(survey_id=survey_id, **told, actor=request.actor, now=clock.now())})


@router.post("/losses/entries/{uuid:entry_id}/accept")
def accept_figures(request: HttpRequest, entry_id: UUID) -> Any:
    """Let a unit's figures count in the sum of the level above."""
    api.accept_figures(entry_id=entry_id, actor=request.actor, now=clock.now())
    return {"state": api.EntryState.ACCEPTED}


@router.post("/losses/entries/{uuid:entry_id}/return")
def return_figures(request: HttpRequest, entry_id: UUID, body: TextIn) -> Any:
    """Return a unit's figures with a reason; accepted ones count no longer."""
    api.return_figures(entry_id=entry_id, reason=body.text, actor=request.actor, now=clock.now())
    return {"state": api.EntryState.RETURNED}


@router.post("/losses/entries/{uuid:entry_id}/ask")
def ask_explanation(request: HttpRequest, entry_id: UUID, body: TextIn) -> Any:
    """Ask a unit what its figures mean; they wait until it has answered."""
    api.ask_explanation(entry_id=entry_id, question=body.text, actor=request.actor, now=clock.now())
    return {"state": api.EntryState.ASKED}


@router.post("/losses/entries/{uuid:entry_id}/explain")
def explain_figures(request: HttpRequest, entry_id: UUID, body: TextIn) -> Any:
    """Explain everything that strikes in an entry."""
    api.explain_figures(entry_id=entry_id, explanation=body.text, actor=request.actor, now=clock.now())
    return {"state": api.EntryState.SENT}


@router.get("/incidents/{uuid:incident_id}/losses")
def read_totals(request: HttpRequest, incident_id: UUID, table: str = "quick") -> Any:
    """Return an incident's losses: the accepted units of every county that counts them."""
    found = api.totals(request.actor, incident_id, api.loss_table(table).key)
    return {"table": table, "totals": _figures(found, table)}


def _figures(values: Mapping[str, Decimal], table: str) -> dict[str, str]:
    known = api.loss_table(table).indicators
    return {key: api.plain(value, known[key]) for key, value in values.items() if key in known}


def _survey(row: api.SurveyRow) -> dict[str, Any]:
    left_out = ("begins_at", "table_name")
    return {name: getattr(row, name) for name in row.__slots__ if name not in left_out}


def _unit(row: api.UnitRow, table: str) -> dict[str, Any]:
    shown = ("region", "sort", "state", "entry_id", "version", "as_of", "is_zero", "open_notes", "is_late", "due_at")
    figures = {name: _figures(getattr(row, name), table) for name in ("figures", "counted")}
    return {**{name: getattr(row, name) for name in shown}, **figures}


def _entry(row: api.EntryRow, table: str) -> dict[str, Any]:
    left_out = ("figures", "before", "acts", "notes", "steps")
    notes = [{name: getattr(note, name) for name in note.__slots__} for note in row.notes]
    steps = [{name: getattr(step, name) for name in step.__slots__} for step in row.steps]
    plain = {name: getattr(row, name) for name in row.__slots__ if name not in left_out}
    return {**plain, "figures": _figures(row.figures, table), "notes": notes, "steps": steps}
