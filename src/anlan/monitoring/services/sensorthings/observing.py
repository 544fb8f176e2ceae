"""Observations go the way of every reading: checked, handed to the bus, stored and judged by the intake.

What is older than the intake takes is history: it is stored at once and not judged. What a client sends beyond time and
result is kept beside the reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.monitoring.domain.errors import TooManyReadings
from anlan.monitoring.domain.intake import NOT_IN_SERVICE, OTHER_VALUE_STORED, OUT_OF_RANGE, TOO_OLD
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.domain.sensorthings import (
    CATEGORY,
    NoSuchResult,
    OtherReadingStored,
    ReadingRefused,
    number_of,
    term_of,
)
from anlan.monitoring.models import CategoryTerm, Datastream, FeatureOfInterest, Observation, ObservationDetail, Station
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.sensorthings.mapping import visible
from anlan.monitoring.services import storing
from anlan.monitoring.services.limits import limits_at
from anlan.monitoring.services.receiving import Sent, receive
from anlan.monitoring.services.sensorthings.details import detail_of, period_of
from anlan.monitoring.services.sensorthings.making import feature_from
from anlan.protocols.sensorthings.errors import BadEntity, NoSuchResource
from anlan.protocols.sensorthings.ids import parsed
from anlan.protocols.sensorthings.schema import ENTITIES, check, id_of
from anlan.protocols.sensorthings.times import micros
from anlan.support.rights import within
from anlan.support.tables import load_table

INGEST = "monitoring.ingest"
_MILLISECOND = 1000
_DAYS_OF_A_YEAR = 366


@dataclass(slots=True)
class Observed:
    """What became of one Observation: its Datastream and time, or why it was not taken."""

    stream: Datastream | None = None
    time: datetime | None = None
    value: float = 0.0
    detail: ObservationDetail | None = None
    error: AnlanError | None = None
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, datetime]:
        """Return the Datastream and time by which it is known."""
        if self.stream is None or self.time is None:
            raise LookupError("this observation was not read")
        return self.stream.pk, self.time


@transaction.atomic
def observe(*, bodies: Sequence[Any], bus: Bus, actor: Actor, now: datetime) -> list[Observed]:
    """Take Observations in; return what became of each, in order. Where the bus is away nothing is stored.

    What comes twice is stored once; another result at the same time is refused.
    """
    most = rules.limits()["message"]["most_readings_http"]
    if len(bodies) > most:
        raise TooManyReadings(count=len(bodies), limit=most)
    streams = _streams(bodies, actor)
    found = [_read(each, streams, actor, now) for each in bodies]
    _number_terms(found)
    _leave_out_stored(found)
    limits = limits_at(now)
    _store_history([each for each in _good(found) if micros(each.key[1]) < limits.oldest], now)
    _hand_over([each for each in _good(found) if micros(each.key[1]) >= limits.oldest], bus, actor, now)
    _keep_details(_good(found))
    return found


def writable(actor: Actor) -> Any:
    """Return the Datastreams to which the actor may send."""
    return Datastream.objects.filter(within(actor, INGEST, field="thing__station__region"), withdrawn_at=None)


def _streams(bodies: Sequence[Any], actor: Actor) -> dict[int, Datastream]:
    keys = {key for each in bodies if isinstance(key := _stream_key(each), int)}
    rows = writable(actor).filter(pk__in=keys).select_related("series", "thing__station")
    return {row.pk: row for row in rows}


def _stream_key(body: Any) -> Any:
    link = body.get("Datastream") if isinstance(body, dict) else None
    return parsed("Datastream", id_of(link)) if isinstance(link, dict) else None


def _good(found: list[Observed]) -> list[Observed]:
    return [each for each in found if each.error is None]


def _read(body: Any, streams: Mapping[int, Datastream], actor: Actor, now: datetime) -> Observed:
    try:
        if not isinstance(body, dict):
            raise BadEntity(entity="Observation", field="row", detail="has not one value for each component")
        check(ENTITIES["Observation"], body, whole=True)
        if not isinstance(body.get("Datastream"), dict):
            raise BadEntity(entity="Observation", field="Datastream", detail="is mandatory")
        stream = streams.get(_stream_key(body) or 0)
        if stream is None:
            raise NoSuchResource(path="Datastream")
        began, time = period_of(body, now)
        value = 0.0 if stream.observation_type == CATEGORY else number_of(stream.observation_type, body["result"])
        if stream.observation_type == CATEGORY:
            term_of(body["result"])
        feature = _feature(body.get("FeatureOfInterest"), stream, actor)
        detail = detail_of(body, stream.pk, (began, time), feature)
        return Observed(stream, time, value, detail, body=body)
    except NoSuchResult as error:
        return Observed(error=BadEntity(entity="Observation", field="result", detail=str(error)))
    except AnlanError as error:
        return Observed(error=error)


def _feature(link: Any, stream: Datastream, actor: Actor) -> FeatureOfInterest | None:
    if link is None:
        return None
    if not isinstance(link, dict):
        raise BadEntity(entity="Observation", field="FeatureOfInterest", detail="must be a JSON object")
    id_ = id_of(link)
    if id_ is None:
        check(ENTITIES["FeatureOfInterest"], link, whole=True)
        return feature_from(link, stream.thing.station.region)
    key = parsed("FeatureOfInterest", id_)
    mine = FeatureOfInterest.objects.filter(within(actor, INGEST), withdrawn_at=None)
    seen = visible("FeatureOfInterest", actor)
    row = (mine.filter(pk=key).first() or seen.filter(pk=key).first()) if isinstance(key, int) else None
    if row is None:
        detail = f"there is no FeatureOfInterest with the id {str(id_)[:60]!r}"
        raise BadEntity(entity="Observation", field="FeatureOfInterest", detail=detail)
    return row


def _number_terms(found: list[Observed]) -> None:
    """Give the words of categories their numbers, new words a new one."""
    worded = [each for each in _good(found) if each.stream and each.stream.observation_type == CATEGORY]
    if not worded:
        return
    streams = {each.key[0] for each in worded}
    list(Datastream.objects.select_for_update().filter(pk__in=streams).order_by("pk").values_list("pk"))
    rows = CategoryTerm.objects.filter(datastream__in=streams)
    numbers = {(stream, text): number for stream, text, number in rows.values_list("datastream_id", "text", "number")}
    counts = {stream: sum(1 for key in numbers if key[0] == stream) for stream in streams}
    most = load_table("anlan.monitoring", "sensorthings")["observations"]["most_terms_of_a_category"]
    new = []
    for each in worded:
        key = (each.key[0], each.body["result"])
        if key not in numbers and counts[key[0]] >= most:
            each.error = BadEntity(entity="Observation", field="result", detail=f"there are {most} words already")
            continue
        if key not in numbers:
            counts[key[0]] += 1
            numbers[key] = counts[key[0]]
            new.append(CategoryTerm(datastream_id=key[0], number=numbers[key], text=key[1]))
        each.value = float(numbers[key])
    CategoryTerm.objects.bulk_create(new)


def _leave_out_stored(found: list[Observed]) -> None:
    """Refuse another result where there is one already, in the table or further up in the same request."""
    good = _good(found)
    times = [each.key[1] for each in good]
    if not times:
        return
    rows = Observation.objects.filter(
        datastream__in={each.key[0] for each in good}, time__gte=min(times), time__lte=max(times)
    )
    wanted = {each.key for each in good}
    known = {(stream, time): value for stream, time, value in _rows_at(rows, wanted)}
    for each in good:
        if known.setdefault(each.key, each.value) != each.value:
            each.error = OtherReadingStored(time=each.key[1].isoformat())


def _rows_at(rows: Any, wanted: set[tuple[int, datetime]]) -> list[tuple[int, datetime, float]]:
    at = rows.filter(time__in={time for _, time in wanted}).values_list("datastream_id", "time", "value")
    return [row for row in at if (row[0], row[1]) in wanted]


def _store_history(old: list[Observed], now: datetime) -> None:
    years = load_table("anlan.monitoring", "sensorthings")["observations"]["oldest_history_years"]
    oldest = now - timedelta(days=years * _DAYS_OF_A_YEAR)
    for each in old:
        reason = _reason_against(each, oldest)
        if reason:
            each.error = ReadingRefused(reason=reason)
    taken = _good(old)
    series = np.array([each.key[0] for each in taken], np.int32)
    times = np.array([micros(each.key[1]) for each in taken], np.int64)
    values = np.array([each.value for each in taken], np.float64)
    _, contradicting = storing.store(Readings(series, times, values))
    for index in contradicting:
        taken[index].error = ReadingRefused(reason=OTHER_VALUE_STORED)


def _reason_against(each: Observed, oldest: datetime) -> str:
    stream, time = each.stream, each.key[1]
    if stream is None or time < oldest:
        return TOO_OLD
    if stream.thing.station.status != Station.Status.IN_SERVICE:
        return NOT_IN_SERVICE
    return "" if stream.series.low <= each.value <= stream.series.high else OUT_OF_RANGE


def _hand_over(new: list[Observed], bus: Bus, actor: Actor, now: datetime) -> None:
    if not new:
        return
    keys = [(each.stream.thing.station.code, each.stream.series.quantity) for each in new if each.stream]
    times = [micros(each.key[1]) / 1_000_000 for each in new]
    raw = encode(Batch([key[0] for key in keys], [key[1] for key in keys], times, [each.value for each in new]))
    receipt = receive(sent=Sent(raw), bus=bus, actor=actor, now=now)
    refused = {(each.station, each.quantity, each.time): each.code for each in receipt.refused}
    for key, each in zip(keys, new, strict=True):
        reason = refused.get((*key, micros(each.key[1]) // _MILLISECOND))
        if reason:
            each.error = ReadingRefused(reason=reason)


def _keep_details(taken: list[Observed]) -> None:
    details = {each.key: each.detail for each in taken if each.detail is not None}
    ObservationDetail.objects.bulk_create(
        details.values(),
        update_conflicts=True,
        unique_fields=["datastream", "time"],
        update_fields=[
            "began_at",
            "result_time",
            "result_quality",
            "valid_from",
            "valid_until",
            "parameters",
            "feature",
        ],
    )
