"""The rules in force compiled for the series as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.bands import Values
from anlan.monitoring.domain.compiling import Ruling, SeriesFact, Sites, fits, units_of
from anlan.monitoring.domain.definition import RuleDefinition
from anlan.monitoring.domain.judging import Unit
from anlan.monitoring.models import Coverage, Series
from anlan.monitoring.selectors import rulebook, rules
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import within


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the intake judges by, and when the next edition takes effect."""

    units: list[Unit]
    valid_until: datetime | None


def compiled(facts: Iterable[SeriesFact], covered: Mapping[str, Sequence[str]], *, now: datetime) -> Compiled:
    """Return the units of all rules in force at ``now`` for series, and the regions that stations stand for."""
    local = rules.local_values(now)
    changes = [each for each in (local.valid_until, rulebook.next_change(now)) if each]
    units = list(units_of(rulebook.rulings(now), Sites(facts, covered), local.by_region))
    return Compiled(units, min(changes, default=None))


def fact_of(row: Series) -> SeriesFact:
    """Return a series, fetched with its station, as compiling needs it."""
    station = row.station
    levels = {"warning_level": row.warning_level, "guarantee_level": row.guarantee_level}
    return SeriesFact(
        id=row.id,
        station=str(station.id),
        code=station.code,
        kind=station.kind,
        quantity=row.quantity,
        region=station.region,
        point=(station.location.x, station.location.y),
        marks={**row.marks, **{mark: value for mark, value in levels.items() if value is not None}},
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """How many series lie in a rule's scope, and how many of them it can judge."""

    judged: int
    in_scope: int


def judged_count(actor: Actor, ruling: Ruling, region: str) -> Judged:
    """Return how many series of a region a rule judges, as if it were on."""
    sites = sites_of(ruling.definition, region, within(actor, READ, field="station__region"))
    units = units_for(replace(ruling, is_on=True), sites)
    in_scope = sum(
        fits(ruling.definition, fact) for fact in sites.by_quantity.get(ruling.definition.scope.quantity, ())
    )
    return Judged(len({unit.series for unit in units}), in_scope)


def sites_of(definition: RuleDefinition, region: str, visible: Q | None = None) -> Sites:
    """Return the series of a region that a definition looks at."""
    rows = Series.objects.filter(visible or Q(), station__region__startswith=region, quantity__in=definition.quantities)
    facts = [fact_of(row) for row in rows.select_related("station").order_by("id")]
    covered: dict[str, list[str]] = {}
    stations = {fact.station for fact in facts}
    for station, place in Coverage.objects.values_list("station_id", "region").order_by("region"):
        if str(station) in stations:
            covered.setdefault(str(station), []).append(place)
    return Sites(facts, covered)


def units_for(ruling: Ruling, sites: Sites, local: Mapping[str, Values] | None = None) -> list[Unit]:
    """Return the units of one rule, whatever stands elsewhere."""
    return list(units_of({ruling.definition.id: {"": ruling}}, sites, local or {}))
