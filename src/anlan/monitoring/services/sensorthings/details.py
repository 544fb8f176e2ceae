"""Reads what an Observation says beyond its result: its time or period, validity, quality, parameters."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from anlan.monitoring.models import FeatureOfInterest, ObservationDetail
from anlan.monitoring.services.sensorthings.moving import moment
from anlan.protocols.sensorthings.errors import BadEntity
from anlan.protocols.sensorthings.times import interval


def period_of(body: Mapping[str, Any], now: datetime) -> tuple[datetime | None, datetime]:
    """Return when an observed period began (nothing for an instant) and the reading's time, to the millisecond.

    A reading stands at the end of its period, as rain does; without a time it was observed now.
    """
    text = body.get("phenomenonTime")
    began, ended = (now, now) if text is None else interval_in("phenomenonTime", text)
    ended -= timedelta(microseconds=ended.microsecond % 1000)
    is_period = text is not None and "/" in str(text)
    return (began if is_period else None), ended


def interval_in(field: str, text: object) -> tuple[datetime, datetime]:
    """Return the interval that a client sent."""
    try:
        return interval(text)
    except ValueError as error:
        raise BadEntity(entity="Observation", field=field, detail=str(error)[:200]) from error


def changes_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a body says beyond time and result, as columns."""
    found: dict[str, Any] = {}
    if "resultTime" in body:
        text = body["resultTime"]
        found["result_time"] = moment("Observation", "resultTime", text) if text is not None else None
    if "validTime" in body:
        text = body["validTime"]
        found["valid_from"], found["valid_until"] = interval_in("validTime", text) if text is not None else (None, None)
    if "resultQuality" in body:
        found["result_quality"] = body["resultQuality"]
    if "parameters" in body:
        found["parameters"] = body["parameters"]
    return found


def detail_of(
    body: Mapping[str, Any], stream: int, period: tuple[datetime | None, datetime], feature: FeatureOfInterest | None
) -> ObservationDetail | None:
    """Return the row that keeps what was sent with a reading, or nothing where nothing was."""
    found = {name: value for name, value in changes_of(body).items() if value is not None}
    if period[0] is None and feature is None and not found:
        return None
    return ObservationDetail(datastream_id=stream, time=period[1], began_at=period[0], feature=feature, **found)
