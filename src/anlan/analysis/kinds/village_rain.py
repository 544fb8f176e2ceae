"""Critical rain of the registered danger zones against what fell and what is forecast: whom to move first, by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import Box, degrees_of
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.rain_results import FLASH_FLOOD
from anlan.analysis.kinds.village_rain_reading import (
    AN_HOUR,
    FORECAST,
    GRID,
    PAST_H,
    STEP,
    Forecast,
    Zone,
    forecast_of,
    gauge_of,
    limits_of,
)
from anlan.analysis.kinds.village_rain_results import Facts, reckon
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.risks import api as risks

_LONGEST: Final = 2000

FIELDS: Final = (
    Field(name="region", label=msg("Place"), kind="region"),
    Field(
        name="forecast",
        label=FORECAST,
        kind="text",
        is_needed=False,
        longest=_LONGEST,
        help=msg("Millimetres of each hour from now on, over the whole place: 5 12 30 20 8"),
    ),
    Field(
        name="grid",
        label=GRID,
        kind="text",
        is_needed=False,
        longest=36,
        help=msg("Filled in from the page of a rain grid. It goes before the typed hours."),
    ),
    Field(
        name="doubt",
        label=msg("Doubt about the forecast"),
        unit="%",
        low=0,
        high=90,
        default="30",
        help=msg("Reckoned three times: with so much less, as forecast, with so much more."),
    ),
    Field(
        name="lead_h",
        label=msg("Time needed to move"),
        unit="h",
        low=0,
        high=24,
        default="1",
        help=msg("From the call until everybody is out of the zone."),
    ),
    Field(
        name="gauge_km",
        label=msg("Farthest gauge"),
        unit="km",
        low=0.1,
        high=50,
        default="10",
        help=msg("A zone without a linked station is judged by the nearest gauge within this way."),
    ),
    Field(
        name="as_of",
        label=msg("Measured until"),
        kind="moment",
        is_needed=False,
        help=msg("Left open, until now."),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: datetime) -> Gathered:
    """Read the danger zones with their critical rain, the rain of the gauges, and the forecast at each."""
    region = inputs["region"]
    until = datetime.fromisoformat(inputs["as_of"]) if inputs["as_of"] else now
    sites = risks.threatening(actor, region, (FLASH_FLOOD,))
    box = _box(sites)
    forecast = forecast_of(inputs, actor, until)
    gauges = _gauges(actor, box, inputs["gauge_km"] * 1000.0, until)
    heard = sum(each.is_heard for each in gauges.values())
    return Gathered(
        facts=Facts(
            zones=_zones(sites, gauges, forecast, _Known(actor, region, until, inputs["gauge_km"] * 1000.0)),
            names=places.names({site.region for site in sites}),
            until=until.isoformat(),
            has_unknown_course=forecast.has_unknown_course,
        ),
        region=region,
        title=f"{places.full_name(region)} {in_china(until):%m-%d %H:%M}",
        versions={
            msg("Hazard sites"): f"{len(sites)}, {sum(site.persons for site in sites)}",
            msg("Rain gauges heard"): f"{heard} / {len(gauges)}",
        },
        box=box,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Whose eyes read which region's approved values of when, and how far a gauge may stand."""

    actor: Actor
    region: str
    until: datetime
    gauge_m: float


def _zones(
    sites: tuple[risks.ThreateningSite, ...],
    gauges: dict[UUID, monitoring.StationRain],
    forecast: Forecast,
    known: _Known,
) -> tuple[Zone, ...]:
    linked = risks.linked_stations(site.id for site in sites)
    editions = monitoring.editions_in_force(known.actor, known.region, now=known.until)
    approved = {row.region: row.values for row in editions}
    general = monitoring.default_flash_flood_bands()
    zones = []
    for site in sites:
        gauge = gauge_of(site, linked.get(site.id, ()), gauges, known.gauge_m)
        coming = forecast.at(site.longitude, site.latitude)
        limits, source = limits_of(site, approved, general)
        zones.append(
            Zone(
                site=site,
                limits=limits,
                source=source,
                gauge=gauge.name if gauge and gauge.is_heard else "",
                fallen=np.array(gauge.millimetres) if gauge else np.zeros(PAST_H * AN_HOUR),
                forecast=np.zeros(forecast.shares.shape[1]) if coming is None else coming,
                is_told=coming is not None,
            )
        )
    return tuple(zones)


def _box(sites: tuple[risks.ThreateningSite, ...]) -> Box | None:
    if not sites:
        return None
    longitudes, latitudes = [site.longitude for site in sites], [site.latitude for site in sites]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _gauges(actor: Actor, box: Box | None, metres: float, until: datetime) -> dict[UUID, monitoring.StationRain]:
    """Return the gauges by id in and around a box."""
    if box is None:
        return {}
    east, north = degrees_of(metres, box[3])
    wide = (box[0] - east, box[1] - north, box[2] + east, box[3] + north)
    return {each.station_id: each for each in monitoring.rain_steps(actor, wide, until=until, hours=PAST_H, step=STEP)}


KIND: Final = Kind(
    word="village_rain",
    title=msg("Critical rain of villages"),
    summary=msg("Which danger zones reach their critical rain, measured or forecast: whom to move first, by when"),
    icon="droplets",
    models=("rainfall",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
