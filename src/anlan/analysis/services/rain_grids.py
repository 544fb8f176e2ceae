"""A grid of rain becomes an analysis of the villages it threatens, by itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.analysis.domain.errors import NoRainThere
from anlan.analysis.kinds.rain_results import FLASH_FLOOD, SLOPES
from anlan.analysis.services.running import Occasion, run_analysis
from anlan.kernel.actors import Actor
from anlan.risks import api as risks
from anlan.science.rainfall.storm import USUAL_DECAY
from anlan.support.grids import Grid


def run_rain_grid(grid: Grid, *, region: str, hours: float, actor: Actor, now: datetime) -> UUID:
    """Run the analysis of rain on the grid's rain (mm) at a region's hazard sites by itself; return the run's id."""
    inputs = inputs_of_grid(grid, region, hours, actor)
    return run_analysis("rain", inputs, actor=actor, now=now, occasion=Occasion(is_automatic=True))


def inputs_of_grid(grid: Grid, region: str, hours: float, actor: Actor) -> dict[str, Any]:
    """Return what the analysis of rain is asked for a grid's rain (mm) at a region's hazard sites.

    A village gets the greatest rain of its sites. Where the grid tells none of them any rain it is refused.
    """
    by_place: dict[str, float] = {}
    for site in risks.threatening(actor, region, (FLASH_FLOOD, *SLOPES)):
        rain = grid.value_at(site.longitude, site.latitude)
        if rain is not None:
            by_place[site.region] = max(rain, by_place.get(site.region, 0.0))
    if not by_place:
        raise NoRainThere(region=region)
    return {
        "region": region,
        "hours": hours,
        "decay": USUAL_DECAY,
        "curve": "caine",
        "rain_by_place": "\n".join(f"{code} {rain:.1f}" for code, rain in sorted(by_place.items())),
    }
