"""One enterprise or hazard site with all that the rooms know of it: risk, dangers, sensors, alarms, visits, cases.

How often it is due an inspection follows from it, with the reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.alarms import api as alarms
from anlan.dangers import api as dangers
from anlan.enforcement import api as enforcement
from anlan.enterprises import api as enterprises
from anlan.incidents import api as incidents
from anlan.investigations import api as investigations
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring import api as monitoring
from anlan.risks import api as risks
from anlan.supervision import api as supervision
from anlan.support import rights

MOST: Final = 10
AROUND_KM: Final = 1.0
_PENALTIES_FOR: Final = timedelta(days=365)
_COLOURS: Final = {4: "red", 3: "orange", 2: "yellow", 1: "blue"}
_LEVELS: Final = {colour: level for level, colour in _COLOURS.items()}
REASON_WORDS: Final[dict[str, Promise]] = {
    "colour": _("Highest risk colour"),
    "hazard_class": _("Class of the gravest major hazard"),
    "major_dangers": _("Open major hidden dangers"),
    "overdue_dangers": _("Overdue hidden dangers"),
    "penalties": _("Penalties of the last year"),
    "credit": _("Credit"),
}
_VALUES: Final[dict[str, Promise]] = {
    "red": _("Red"),
    "orange": _("Orange"),
    "yellow": _("Yellow"),
    "blue": _("Blue"),
    "good": _("Good credit"),
    "bad": _("On the list of the seriously untrustworthy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the page is about; ``level`` is its risk colour (4 red ... 1 blue, 0 not judged)."""

    kind: str
    id: UUID
    name: str
    code: str
    region: str
    longitude: float
    latitude: float
    level: int
    hazard_class: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one room, the newest ones, how many there are in all, and where all of them are."""

    rows: Sequence[Any]
    total: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All that is known; a part that the reader may not see is absent."""

    thing: Thing
    parts: dict[str, Part]
    counts: dangers.Counts
    frequency: supervision.Frequency
    reasons: tuple[tuple[Promise, Any, int], ...]


def joined(actor: Actor, kind: str, thing_id: UUID, now: datetime) -> Joined:
    """Return what the actor may see of an enterprise (``enterprise``) or a hazard site (``site``)."""
    thing = _thing(actor, kind, thing_id)
    counts = dangers.open_counts([thing.id])[thing.id]
    frequency = supervision.due_frequency(_standing(thing, counts, now))
    reasons = tuple(
        (REASON_WORDS[each.key], _VALUES.get(each.value, each.value or _("Not judged yet")), each.adds)
        for each in frequency.reasons
    )
    return Joined(thing=thing, parts=_parts(actor, thing, now), counts=counts, frequency=frequency, reasons=reasons)


def _thing(actor: Actor, kind: str, thing_id: UUID) -> Thing:
    if kind == "enterprise":
        firm = enterprises.enterprise(actor, thing_id)
        return Thing(
            kind=kind,
            id=firm.id,
            name=firm.name,
            code=firm.code,
            region=firm.region,
            longitude=firm.longitude,
            latitude=firm.latitude,
            level=firm.risk_level,
            hazard_class=firm.gravest or 0,
            url=f"/enterprises/{firm.id}/",
        )
    if kind != "site":
        raise NotFound(what="object")
    site = risks.site(actor, thing_id)
    return Thing(
        kind=kind,
        id=site.id,
        name=site.name,
        code=site.code,
        region=site.region,
        longitude=site.longitude,
        latitude=site.latitude,
        level=_LEVELS.get(supervision.subject(actor, kind, site.id).standing.colour, 0),
        hazard_class=0,
        url=f"/risks/sites/{site.id}/",
    )


def _standing(thing: Thing, counts: dangers.Counts, now: datetime) -> supervision.Standing:
    return supervision.Standing(
        colour=_COLOURS.get(thing.level, ""),
        major_dangers=counts.major,
        overdue_dangers=counts.overdue,
        hazard_class=thing.hazard_class,
        penalties=enforcement.penalty_counts([thing.id], now - _PENALTIES_FOR).get(thing.id, 0),
        credit="bad" if enforcement.credit_of([thing.id], now) else "",
    )


def _parts(actor: Actor, thing: Thing, now: datetime) -> dict[str, Part]:
    found = {
        "dangers": ("dangers.open", lambda: _dangers(actor, thing)),
        "inspections": ("supervision.see", lambda: _inspections(actor, thing)),
        "cases": ("enforcement.see", lambda: _cases(actor, thing)),
        "investigations": ("investigations.see", lambda: _investigations(actor, thing)),
        "incidents": ("incidents.see", lambda: _incidents(actor, thing)),
    }
    parts = {name: part() for name, (right, part) in found.items() if rights.regions_of(actor, right)}
    if rights.regions_of(actor, "monitoring.read"):
        stations = _stations(actor, thing, now)
        parts["stations"] = Part(rows=stations[:MOST], total=len(stations), url="/stations/")
        if rights.regions_of(actor, "alarms.see"):
            parts["alarms"] = _alarms(actor, stations)
    return parts


def _dangers(actor: Actor, thing: Thing) -> Part:
    rows = dangers.dangers(actor, dangers.DangerFilter(object_id=thing.id))
    return Part(rows=rows[:MOST], total=len(rows), url=f"/dangers/?object={thing.id}")


def _inspections(actor: Actor, thing: Thing) -> Part:
    rows = supervision.inspections(actor, supervision.InspectionFilter(object_id=thing.id))
    return Part(rows=rows[:MOST], total=len(rows), url=f"/supervision/?object={thing.id}")


def _cases(actor: Actor, thing: Thing) -> Part:
    rows = enforcement.cases(actor, enforcement.CaseFilter(object_id=thing.id))
    return Part(rows=rows[:MOST], total=len(rows), url=f"/enforcement/?object={thing.id}")


def _investigations(actor: Actor, thing: Thing) -> Part:
    rows = investigations.investigations(actor, investigations.InvestigationFilter(object_id=thing.id))
    return Part(rows=rows[:MOST], total=len(rows), url=f"/investigations/?object={thing.id}")


def _incidents(actor: Actor, thing: Thing) -> Part:
    wanted = incidents.IncidentFilter(round=(thing.longitude, thing.latitude), kilometres=AROUND_KM, is_exercise=False)
    page = incidents.incidents(actor, wanted, size=MOST)
    return Part(rows=page.rows, total=page.total, url="/incidents/")


def _stations(actor: Actor, thing: Thing, now: datetime) -> Sequence[monitoring.StationRow]:
    """Return the stations that measure at a site, otherwise those around."""
    linked = [each.id for each in risks.stations_of(thing.id)] if thing.kind == "site" else []
    if linked:
        return monitoring.stations_by_id(actor, linked, now=now)
    return monitoring.stations_near(actor, (thing.longitude, thing.latitude), kilometres=AROUND_KM, now=now)


def _alarms(actor: Actor, stations: Sequence[monitoring.StationRow]) -> Part:
    if not stations:
        return Part(rows=(), total=0, url="/alarms/")
    wanted = alarms.AlarmFilter(station_ids=tuple(str(row.id) for row in stations), newest_first=True)
    page = alarms.alarms(actor, wanted, size=MOST)
    return Part(rows=page.rows, total=page.total, url="/alarms/")
