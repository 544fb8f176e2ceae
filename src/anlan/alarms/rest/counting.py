"""The API of what was false and what was missed, and of the stations that dismissals point to."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.alarms import api
from anlan.alarms.rest.times import with_zone
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise

router = Router()
_PAGE = 100
_USUAL = timedelta(days=30)


class MissedIn(Schema):
    """An event that no alarm told of."""

    rule_family: str
    region: str
    happened_at: datetime
    note: str


@router.get("/alarms/statistics")
def statistics(
    request: HttpRequest,
    since: datetime | None = None,
    until: datetime | None = None,
    region: str = "",
    family: str = "",
    page: int = 1,
) -> Any:
    """Count alarms raised from ``since`` until before ``until``: in all, by rule, and by station, a hundred a page."""
    end = with_zone(until, "until") or clock.now()
    begin = with_zone(since, "since") or end - _USUAL
    if begin >= end:
        raise InvalidValue(field="since", value=begin.isoformat(), rule="a_period")
    period = api.Period(since=begin, until=end, region=region, rule_family=family)
    stations = api.by_station(request.actor, period)
    start = (max(page, 1) - 1) * _PAGE
    return {
        "since": begin,
        "until": end,
        "in_all": _counted(api.in_all(request.actor, period)),
        "by_rule": [_counted(row) for row in api.by_rule(request.actor, period)],
        "stations": len(stations),
        "by_station": [_counted(row) for row in stations[start : start + _PAGE]],
    }


@router.get("/alarms/fault-hints")
def fault_hints(request: HttpRequest, since: datetime | None = None) -> Any:
    """List the stations whose alarms were dismissed for a faulty sensor, by default in the last 30 days."""
    begin = with_zone(since, "since") or clock.now() - _USUAL
    return {"stations": [asdict(each) for each in api.fault_hints(request.actor, begin)]}


@router.get("/alarms/missed")
def list_missed(request: HttpRequest, since: datetime, until: datetime, region: str = "", page: int = 1) -> Any:
    """List the recorded events that no alarm told of, newest first, withdrawn ones too."""
    begin, end = with_zone(since, "since"), with_zone(until, "until")
    found = api.missed_events(request.actor, api.Period(since=begin, until=end, region=region))
    start = (max(page, 1) - 1) * _PAGE
    return {"total": len(found), "missed": [asdict(row) for row in found[start : start + _PAGE]]}


@router.post("/alarms/missed", response={201: dict})
def record_miss(request: HttpRequest, body: MissedIn) -> Any:
    """Record an event that no alarm told of."""
    missed = api.MissedEvent(
        rule_family=body.rule_family,
        region=normalise(body.region),
        happened_at=with_zone(body.happened_at, "happened_at"),
        note=body.note.strip(),
    )
    return Status(201, {"id": api.record_miss(missed=missed, actor=request.actor, now=clock.now())})


@router.post("/alarms/missed/{uuid:missed_id}/withdraw", response={204: None})
def withdraw_miss(request: HttpRequest, missed_id: UUID) -> Any:
    """Withdraw a mistaken record."""
    api.withdraw_miss(missed_id=missed_id, actor=request.actor, now=clock.now())
    return Status(204, None)


def _counted(row: api.StatisticsRow) -> dict[str, Any]:
    scores = row.scores
    shares = {
        "probability_of_detection": scores.detection,
        "false_alarm_ratio": scores.false_alarm_ratio,
        "critical_success_index": scores.success_index,
    }
    return {**asdict(row), **shares}
