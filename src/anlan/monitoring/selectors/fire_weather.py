"""Questions about the fire weather of counties."""

from dataclasses import dataclass
from datetime import date

from anlan.kernel.actors import Actor
from anlan.monitoring.models import FireWeatherDay
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import within

_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FireWeatherRow:
    """A county's fire weather of one day; ``index`` and ``grade`` are None where something was ``missing``."""

    region: str
    day: date
    temperature: float | None
    humidity: float | None
    wind: float | None
    rain: float | None
    ffmc: float
    dmc: float
    dc: float
    index: float | None
    grade: int | None
    dry_days: int
    missing: tuple[str, ...]


def fire_weather_days(actor: Actor, *, since: date) -> tuple[FireWeatherRow, ...]:
    """Return the days of the actor's counties since a date, the newest first."""
    rows = FireWeatherDay.objects.filter(within(actor, READ), day__gte=since).order_by("-day", "region")[:_SHOWN]
    return tuple(
        FireWeatherRow(
            region=row.region,
            day=row.day,
            temperature=row.temperature,
            humidity=row.humidity,
            wind=row.wind,
            rain=row.rain,
            ffmc=row.ffmc,
            dmc=row.dmc,
            dc=row.dc,
            index=row.index,
            grade=row.grade,
            dry_days=row.dry_days,
            missing=tuple(row.missing.split(",")) if row.missing else (),
        )
        for row in rows
    )
