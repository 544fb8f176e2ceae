"""What is assessed without anybody asking: reports of earthquakes, and assessments that new stations change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anlan.analysis.domain.earthquake.message import read_message
from anlan.analysis.domain.states import RunState
from anlan.analysis.models import Run
from anlan.kernel.regions import NATION
from anlan.places import api as places
from anlan.science.earthquake_intensity.source import DEPTHS_KM, LATITUDES, LONGITUDES, MAGNITUDES


def reported_earthquake(text: str) -> dict[str, float] | None:
    """Return magnitude, place and depth of a report that the models hold for; nothing for any other text.

    Without coordinates nothing is assessed by itself: words of mouth wait for a person.
    """
    said = read_message(text)
    values = {"magnitude": said.magnitude, "longitude": said.longitude, "latitude": said.latitude}
    found = {name: value for name, value in values.items() if value is not None}
    bounds = {"magnitude": MAGNITUDES, "longitude": LONGITUDES, "latitude": LATITUDES, "depth_km": DEPTHS_KM}
    if len(found) < len(values):
        return None
    if said.depth_km is not None:
        found["depth_km"] = said.depth_km
    if any(not bounds[name][0] <= value <= bounds[name][1] for name, value in found.items()):
        return None
    return None if places.region_at(found["longitude"], found["latitude"]) == NATION else found


_LATELY: Final = timedelta(hours=3)
_SETTLED: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaken:
    """An assessment that a station lies in: what it was asked, for whom, and on which occasion."""

    id: UUID
    inputs: dict[str, Any]
    region: str
    incident_id: UUID | None
    is_exercise: bool


def assessments_around(location: tuple[float, float], *, now: datetime) -> tuple[Shaken, ...]:
    """Return the newest assessments of earthquakes of the last hours whose map holds a place.

    None is younger than a minute: stations that report at once would each make a run of their own.
    """
    rows = Run.objects.filter(kind="earthquake", state=RunState.DONE, asked_at__gte=now - _LATELY)
    rows = rows.filter(asked_at__lte=now - _SETTLED).order_by("-asked_at").exclude(box=None)
    repeated = set(Run.objects.filter(previous__in=rows.values("id")).values_list("previous_id", flat=True))
    return tuple(
        Shaken(
            id=row.id,
            inputs=row.inputs,
            region=row.region,
            incident_id=row.incident_id,
            is_exercise=row.is_exercise,
        )
        for row in rows
        if row.id not in repeated and _holds(row.box, location)
    )


def _holds(box: list[float], location: tuple[float, float]) -> bool:
    west, south, east, north = box
    return west <= location[0] <= east and south <= location[1] <= north
