"""Questions about source mappings: those in force, for the intake; their editions, for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.sourcing import Decoder, Source, Sources
from anlan.monitoring.models import Series, SourceMapping
from anlan.support.rights import within

RIGHT = "monitoring.map_sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    """One edition of a mapping."""

    id: UUID
    family: UUID
    number: int
    name: str
    region: str
    state: str
    made_by_name: str
    made_at: datetime
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedReading:
    """A reading that a sample gives, and whether its series is there to take it."""

    station: str
    quantity: str
    time: float
    value: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class SampleOutcome:
    """What a sample gives, or why it gives nothing."""

    readings: tuple[TriedReading, ...]
    reason: str


def sources_in_force() -> Sources:
    """Return the mappings by which messages are read, the longest filters first."""
    rows = SourceMapping.objects.filter(state=SourceMapping.State.IN_FORCE).order_by("family")
    found = [(source_of(row), row.region) for row in rows]
    return Sources(sorted(found, key=lambda each: -len(each[0].filter)))


def source_mappings(actor: Actor) -> tuple[MappingRow, ...]:
    """Return the mappings of the actor's regions that are in force, by name."""
    rows = SourceMapping.objects.filter(within(actor, RIGHT), state=SourceMapping.State.IN_FORCE)
    return tuple(_row(row) for row in rows.order_by("name", "family"))


def mapping_editions(actor: Actor, family: UUID) -> tuple[MappingRow, ...]:
    """Return all editions of a mapping, the newest first."""
    rows = SourceMapping.objects.filter(within(actor, RIGHT), family=family).order_by("-number")
    found = tuple(_row(row) for row in rows)
    if not found:
        raise NotFound(what="mapping")
    return found


def try_source(actor: Actor, source: Source, topic: str, payload: str) -> SampleOutcome:
    """Return what a sample message gives by a mapping; nothing is stored."""
    try:
        batch = Decoder(source).decode(payload.encode(), topic)
    except Malformed as error:
        return SampleOutcome((), str(error.data["detail"]))
    known = _known_keys(actor, batch.stations)
    columns = (batch.stations, batch.quantities, batch.times, batch.values)
    rows = list(zip(*columns, strict=True))
    return SampleOutcome(tuple(_tried(row, known) for row in rows), "")


def _tried(row: tuple[str, str, float, float], known: set[tuple[str, str]]) -> TriedReading:
    station, quantity, time, value = row
    is_known = (station, quantity) in known
    return TriedReading(station=station, quantity=quantity, time=time, value=value, is_known=is_known)


def _known_keys(actor: Actor, codes: Sequence[str]) -> set[tuple[str, str]]:
    rows = Series.objects.filter(within(actor, RIGHT, field="station__region"), station__code__in=set(codes))
    return set(rows.values_list("station__code", "quantity"))


def source_of(row: SourceMapping) -> Source:
    """Return the mapping that a row keeps."""
    return msgspec.convert(row.definition, Source)


def _row(row: SourceMapping) -> MappingRow:
    names = ("id", "family", "number", "name", "region", "state", "made_by_name", "made_at")
    return MappingRow(**{name: getattr(row, name) for name in names}, source=source_of(row))
