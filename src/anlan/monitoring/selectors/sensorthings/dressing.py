"""Gives rows what describing them needs beyond their own columns, for a whole page at once."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from anlan.monitoring.models import CategoryTerm, Datastream, Observation, ObservationDetail
from anlan.monitoring.selectors.sensorthings.mapping import Mapped

TRUTH = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation"
CATEGORY = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CategoryObservation"
COUNT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CountObservation"
MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


def with_times(mapped: Mapped, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Let Datastreams know when their readings begin."""
    if mapped.entity.name != "Datastream":
        return rows
    first = Observation.objects.filter(datastream=OuterRef("pk")).order_by("time").values("time")[:1]
    return rows.annotate(began_at=Subquery(first))


def dress(mapped: Mapped, rows: list[Any]) -> list[Any]:
    """Give Observations their result as its Datastream means it, their details, and what they are about."""
    if mapped.entity.name != "Observation" or not rows:
        return rows
    streams = {row.datastream_id for row in rows}
    meant = {
        pk: (kind, feature)
        for pk, kind, feature in Datastream.objects.filter(pk__in=streams).values_list(
            "pk", "observation_type", "thing__feature_id"
        )
    }
    times = [row.time for row in rows]
    details = {
        (each.datastream_id, each.time): each
        for each in ObservationDetail.objects.filter(datastream__in=streams, time__gte=min(times), time__lte=max(times))
    }
    terms = _terms({pk for pk, (kind, _) in meant.items() if kind == CATEGORY})
    for row in rows:
        kind, feature = meant[row.datastream_id]
        row.detail = details.get((row.datastream_id, row.time))
        row.feature_key = row.detail.feature_id if row.detail and row.detail.feature_id else feature
        row.result = _result(kind, row, terms)
    return rows


def _terms(streams: set[int]) -> dict[tuple[int, int], str]:
    if not streams:
        return {}
    found = CategoryTerm.objects.filter(datastream__in=streams)
    return {(stream, number): text for stream, number, text in found.values_list("datastream_id", "number", "text")}


def _result(kind: str, row: Observation, terms: dict[tuple[int, int], str]) -> float | int | bool | str:
    if kind == TRUTH:
        return row.value == 1
    if kind == CATEGORY:
        return terms.get((row.datastream_id, int(row.value)), "")
    if kind == COUNT and row.value.is_integer():
        return int(row.value)
    return row.value
