"""Runs of the demonstration county, marked as exercises: an invented earthquake, rain, chain, slope and broken dam."""

from datetime import datetime, timedelta
from math import log
from typing import Final

from anlan.analysis import api as analysis
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.risks import api as risks
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_TABLE: Final = "analysis"
_DAYS: Final = 20
_FAILS_AFTER_DAYS: Final = 3


def load(seed: int, progress: Progress) -> None:
    """Run what the table asks for, of which the registers hold the places."""
    del seed
    remove()
    rows, now = load_table("anlan.config.demo", _TABLE)["run"], clock.now()
    exercise = analysis.Occasion(is_exercise=True, is_automatic=True)
    known = {"readings": _readings(now), **_places()}
    ready = [row for row in rows if row.get("of", "readings") in known]
    for row in ready:
        inputs = {name: value.format(**known) for name, value in row["inputs"].items()}
        run_id = analysis.run_analysis(row["kind"], inputs, actor=SYSTEM, now=now, occasion=exercise)
        analysis.mark_demonstration(run_id=run_id, actor=SYSTEM)
    progress("analyses", len(ready), len(ready))


def remove() -> None:
    """Take the runs out."""
    analysis.remove_demonstration(actor=SYSTEM)


def _places() -> dict[str, str]:
    """Return the codes of the county's first slope and first reservoir, of those that are registered."""
    slopes = risks.sites(SYSTEM, risks.SiteFilter(kind="landslide", region=COUNTY))[:1]
    reservoirs = risks.reservoirs(SYSTEM, risks.ReservoirFilter(region=COUNTY))[:1]
    return {name: row.code for name, found in (("slope", slopes), ("reservoir", reservoirs)) for row in found}


def _readings(now: datetime) -> str:
    """Return a slope's displacement day by day, faster and faster, as it is typed into the form."""
    end = _DAYS + _FAILS_AFTER_DAYS
    days = ((now - timedelta(days=_DAYS - day), 120 * log(end / (end - day))) for day in range(_DAYS + 1))
    return "\n".join(f"{at:%Y-%m-%dT%H:%M%z},{moved:.1f}" for at, moved in days)
