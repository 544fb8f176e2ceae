"""What this room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisEvent(DomainEvent):
    """Something happened to a run; ``model_word`` is its kind's word."""

    run_id: UUID
    model_word: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRun(AnalysisEvent):
    """A run has a result; ``previous_id`` is the run that it repeats."""

    kind: ClassVar[str] = "analysis.run"
    level: int
    previous_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisFailed(AnalysisEvent):
    """A long run ended without a result; ``code`` says why."""

    kind: ClassVar[str] = "analysis.failed"
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisReliedOn(AnalysisEvent):
    """A decision relied on a run: ``used_by`` is its subject, such as warning:<id>."""

    kind: ClassVar[str] = "analysis.relied_on"
    used_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOutdated(AnalysisEvent):
    """What a run had read is other now: ``what`` names it; those who relied on it should look."""

    kind: ClassVar[str] = "analysis.outdated"
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridEvent(DomainEvent):
    """Something happened to a grid of rain; ``name`` is how its owner calls it."""

    grid_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridStored(RainGridEvent):
    """A grid of rain was handed in; ``largest_mm`` is its greatest rain."""

    kind: ClassVar[str] = "analysis.rain_grid_stored"
    largest_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridDeleted(RainGridEvent):
    """A grid of rain was deleted; the runs that used it stay."""

    kind: ClassVar[str] = "analysis.rain_grid_deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakingMapEvent(DomainEvent):
    """Something happened to a map of shaking; ``name`` is its earthquake."""

    map_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakingMapStored(ShakingMapEvent):
    """A ShakeMap was handed in."""

    kind: ClassVar[str] = "analysis.shaking_map_stored"
    magnitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakingMapDeleted(ShakingMapEvent):
    """A ShakeMap was deleted; the runs that used it stay."""

    kind: ClassVar[str] = "analysis.shaking_map_deleted"
