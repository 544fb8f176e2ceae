"""Gives rows what describing them needs beyond their own columns, for a whole page at once."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from anlan.monitoring.domain.sensorthings import CATEGORY, result_of
from anlan.monitoring.models import CategoryTerm, Datastream, Observation, ObservationDetail
from anlan.monitoring.selectors.sensorthings.mapping import Mapped


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
        row.result = result_of(kind, row.value, terms.get(row.datastream_id, {}))
    return rows


def _terms(streams: set[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    rows = CategoryTerm.objects.filter(datastream__in=streams) if streams else CategoryTerm.objects.none()
    for stream, number, text in rows.values_list("datastream_id", "number", "text"):
        found.setdefault(stream, {})[number] = text
    return found
