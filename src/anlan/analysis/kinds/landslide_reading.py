"""The displacement of a hazard site: of its own stations, or as it was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputNotRead, NoDisplacement, SiteAmbiguous, TooFewReadings
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import NotFound
from anlan.monitoring import api as monitoring
from anlan.risks import api as risks

Readings = tuple[tuple[datetime, float], ...]

TYPED: Final = msg("Displacement as typed")
_LEAST_RATES: Final = 2
_SHOWN: Final = 5
_QUANTITY: Final = "displacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A displacement in mm with its source, and the rate of steady deformation in mm/h where the series bears it."""

    source: str
    readings: Readings
    steady: float | None = None


def site_named(actor: Actor, wanted: str) -> risks.Site:
    """Return the hazard site of a code or name that the actor may see; refuse what fits several."""
    found = list(risks.sites(actor, risks.SiteFilter(text=wanted))[:10])
    exact = [each for each in found if wanted in (each.code, each.name)] or found
    if not exact:
        raise NotFound(what="site", id=wanted)
    if len(exact) > 1:
        raise SiteAmbiguous(site=wanted, choices=", ".join(f"{each.name} ({each.code})" for each in exact[:_SHOWN]))
    return exact[0]


def typed(text: str) -> Readings:
    """Return lines of time and millimetres, oldest first; a line that is none is refused."""
    found = {}
    for line in filter(str.strip, text.splitlines()):
        when, _, value = line.strip().replace("\t", ",").rpartition(",")
        try:
            at = datetime.fromisoformat(when.strip())
            found[at if at.tzinfo else at.replace(tzinfo=CHINA)] = float(value)
        except ValueError as error:
            raise InputNotRead(field=TYPED, value=line.strip()[:40]) from error
    return tuple(sorted(found.items()))


def measured(actor: Actor, site: risks.Site, since: datetime, until: datetime) -> Measured:
    """Return the displacement of the site's station that moved farthest in this time; refuse a site without any."""
    found = []
    for linked in risks.stations_of(site.id):
        try:
            station = monitoring.station(actor, linked.id, now=until)
        except NotFound:
            continue
        for series in station.series:
            if series.quantity == _QUANTITY:
                readings = monitoring.history(actor, series.id, since, until)
                found.append(Measured(source=linked.name, readings=readings, steady=series.marks.get("steady_rate")))
    moving = [each for each in found if each.readings]
    if not moving:
        raise NoDisplacement(site=site.name)
    return max(moving, key=lambda each: each.readings[-1][1] - each.readings[0][1])


def by_steps(readings: Readings, step: timedelta) -> tuple[Sequence[float], Sequence[float]]:
    """Return hours before the last reading and displacements at equal steps back from it; refuse too few.

    A step without a reading of its own is left out, so that no rate is made up.
    """
    last = readings[-1][0] if readings else None
    kept: list[tuple[float, float]] = []
    wanted = last
    for at, value in reversed(readings):
        if wanted is None or last is None or at > wanted:
            continue
        kept.append(((at - last).total_seconds() / 3600, value))
        while wanted >= at:
            wanted -= step
    if len(kept) <= _LEAST_RATES:
        raise TooFewReadings(found=max(0, len(kept) - 1))
    kept.reverse()
    return [hours for hours, _ in kept], [value for _, value in kept]
