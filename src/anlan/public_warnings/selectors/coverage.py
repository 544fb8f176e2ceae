"""Whom a warning reached, by channel, place and hour: read from what was counted, never from millions of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Left

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.public_warnings.domain.channels import channels
from anlan.public_warnings.models import (
    CallTask,
    CoverageCount,
    CoveragePlace,
    CoverageSummary,
    Transmission,
)
from anlan.support import rights
from anlan.support.tables import load_table

_TOWNSHIP_LETTERS = 9
_SUMS = {name: Sum(name) for name in ("total", "reached", "in_time", "given_up")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCoverage:
    """The messages of one channel."""

    key: str
    name: str
    total: int
    reached: int
    in_time: int
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCoverage:
    """One township (or what stands above it): messages, calls, residents."""

    region: str
    name: str
    total: int = 0
    reached: int = 0
    in_time: int = 0
    calls: int = 0
    confirmed: int = 0
    confirmed_in_time: int = 0
    population: int = 0
    registered: int = 0
    reached_residents: int = 0
    covered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A warning's coverage; ``counted_at`` is empty where nothing was counted yet."""

    warning_id: UUID
    headline: str
    region: str
    is_exercise: bool
    sent_at: datetime
    counted_at: datetime | None
    is_final: bool
    channels: tuple[ChannelCoverage, ...]
    places: tuple[PlaceCoverage, ...]
    hours: tuple[tuple[datetime, int], ...]
    population: int
    unregistered: int
    covered: int

    def sum_of(self, name: str) -> int:
        """Return the sum of a figure of all places."""
        return sum(getattr(each, name) for each in self.places)

    @property
    def share(self) -> float | None:
        """Return the estimated share of the residents that was reached."""
        return self.covered / self.population if self.population else None


def coverage(actor: Actor, warning_id: UUID) -> Coverage:
    """Return whom a warning reached, or refuse as if there were nothing."""
    sent = Transmission.objects.filter(warning_id=warning_id).defer("cap_xml", "area").first()
    if sent is None:
        raise NotFound(what="transmission")
    rights.require_visible(actor, "public_warnings.see", sent.region, what="transmission")
    summary = CoverageSummary.objects.filter(warning_id=warning_id, asked_real=None).first()
    counts = CoverageCount.objects.filter(warning_id=warning_id).order_by()
    hours = counts.exclude(hour=None).values_list("hour").annotate(Sum("reached")).order_by("hour")
    return Coverage(
        warning_id=warning_id,
        headline=sent.headline,
        region=sent.region,
        is_exercise=sent.is_exercise,
        sent_at=sent.sent_at,
        counted_at=summary.counted_at if summary else None,
        is_final=bool(summary and summary.is_final),
        channels=_channels(counts),
        places=_places(warning_id, counts),
        hours=tuple(hours),
        population=summary.population if summary else 0,
        unregistered=summary.unregistered if summary else 0,
        covered=summary.covered if summary else 0,
    )


def _channels(counts: QuerySet[Any]) -> tuple[ChannelCoverage, ...]:
    named = {key: channel.name for key, channel in channels().items()}
    rows = counts.values("channel").annotate(**_SUMS).order_by("channel")
    return tuple(
        ChannelCoverage(key=key, name=named.get(key, key), **_sums(row)) for row in rows if (key := row["channel"])
    )


def _sums(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] or 0 for name in _SUMS}


def _places(warning_id: UUID, counts: QuerySet[Any]) -> tuple[PlaceCoverage, ...]:
    """Return messages, calls and residents by township, in the order of codes."""
    found: dict[str, dict[str, int]] = {}
    of_place = {name: Sum(name) for name in ("total", "reached", "in_time")}
    _gather(found, _by_township(counts).annotate(**of_place))
    tasks = CallTask.objects.filter(warning_id=warning_id).order_by()
    limit = timedelta(minutes=load_table("anlan.public_warnings", "coverage")["confirm_minutes"])
    is_in_time = Q(confirmed_at__lte=F("begun_at") + limit)
    calls = _by_township(tasks).annotate(
        calls=Count("id"), confirmed=Count("confirmed_at"), confirmed_in_time=Count("id", filter=is_in_time)
    )
    _gather(found, calls)
    residents = {name: Sum(name) for name in ("population", "registered", "covered")}
    spread = CoveragePlace.objects.filter(warning_id=warning_id).order_by()
    _gather(found, _by_township(spread).annotate(reached_residents=Sum("reached"), **residents))
    called = places.full_names(found)
    return tuple(PlaceCoverage(region=code, name=called[code], **found[code]) for code in sorted(found))


def _by_township(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values(township_code=Left("region", _TOWNSHIP_LETTERS))


def _gather(found: dict[str, dict[str, int]], rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        code = row.pop("township_code")
        found.setdefault(code, {}).update({name: value or 0 for name, value in row.items()})
