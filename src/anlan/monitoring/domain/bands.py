"""Bands of values, as tables and approved editions state them: from so much in so many hours on, a level."""

from dataclasses import dataclass

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From this value in this window on, the level is reached."""

    level: Level
    window_hours: int
    lower: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The bands by which a region is judged, and the edition they come from."""

    edition: str
    bands: tuple[Band, ...]
