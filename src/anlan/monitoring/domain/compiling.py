"""From rules to what the engine judges by: each definition, for each series that it fits, as units of clauses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of, lineage
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.definition import MOST_NEIGHBOURS, Condition, On, Place, RuleCase, RuleDefinition
from anlan.monitoring.domain.judging import Aggregate, Case, Clause, Compare, Unit
from anlan.monitoring.domain.nearness import Near
from anlan.monitoring.domain.rules import bands_of, is_stricter_anywhere

_UPWARDS: Final = (Compare.AT_LEAST, Compare.ABOVE)
_NATION: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFact:
    """What compiling needs to know of a series; ``marks`` are its own named values."""

    id: int
    station: str
    code: str
    kind: str
    quantity: str
    region: str
    point: tuple[float, float]
    marks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A definition as it stands in one region ("" for all): its edition's name, and whether it judges."""

    definition: RuleDefinition
    edition: str
    region: str
    is_on: bool


Rulings = Mapping[str, Mapping[str, Ruling]]
"""By family, then by the region whose edition it is."""


class Sites:
    """The series of all stations, found by station and quantity, and by nearness."""

    def __init__(self, facts: Iterable[SeriesFact], covered: Mapping[str, Sequence[str]]) -> None:
        self.by_quantity: dict[str, list[SeriesFact]] = {}
        self._at: dict[tuple[str, str], SeriesFact] = {}
        self._by_id: dict[int, SeriesFact] = {}
        self._covered = covered
        self._near: dict[tuple[str, float], Near] = {}
        for fact in facts:
            self.by_quantity.setdefault(fact.quantity, []).append(fact)
            self._at[fact.station, fact.quantity] = self._by_id[fact.id] = fact

    def beside(self, fact: SeriesFact, quantity: str) -> SeriesFact | None:
        """Return the series of ``quantity`` at the station of ``fact``."""
        return fact if quantity in ("", fact.quantity) else self._at.get((fact.station, quantity))

    def near(self, fact: SeriesFact, quantity: str, within_km: float) -> list[SeriesFact]:
        """Return the nearest series of ``quantity`` at other stations within a distance."""
        wanted = quantity or fact.quantity
        key = (wanted, within_km)
        if key not in self._near:
            places = [(each.id, each.point) for each in self.by_quantity.get(wanted, ())]
            self._near[key] = Near(places, within_km=within_km)
        own = self.beside(fact, wanted)
        found = self._near[key].nearest(own.id if own else fact.id, fact.point, at_most=MOST_NEIGHBOURS)
        return [self._by_id[each] for each in found]

    def covered(self, fact: SeriesFact) -> Sequence[str]:
        """Return the townships and villages that the station stands for, as registered."""
        return self._covered.get(fact.station, ())


def ruling_at(rulings: Mapping[str, Ruling], region: str) -> Ruling | None:
    """Return the edition that stands at ``region``: of the nearest region above it that has one."""
    if len(rulings) == 1 and _NATION in rulings:
        return rulings[_NATION]
    return next((rulings[each] for each in (*lineage(region), _NATION) if each in rulings), None)


def fits(definition: RuleDefinition, fact: SeriesFact) -> bool:
    """Tell whether a definition judges a series."""
    scope = definition.scope
    return (
        fact.quantity == scope.quantity
        and (not scope.kinds or fact.kind in scope.kinds)
        and fact.region.startswith(scope.region)
        and (not scope.stations or fact.code in scope.stations)
    )


def units_of(rulings: Rulings, sites: Sites, local: Mapping[str, Values]) -> Iterator[Unit]:
    """Yield the units of every rule that is on, for every series that it fits."""
    for of_family in rulings.values():
        for quantity in {each.definition.scope.quantity for each in of_family.values()}:
            for fact in sites.by_quantity.get(quantity, ()):
                ruling = ruling_at(of_family, fact.region)
                if ruling and ruling.is_on and fits(ruling.definition, fact):
                    yield from _units(ruling, fact, sites, local)


def _units(ruling: Ruling, fact: SeriesFact, sites: Sites, local: Mapping[str, Values]) -> Iterator[Unit]:
    rule = ruling.definition
    if rule.local_values:
        for region, values in _with_local_values(ruling, fact, sites, local):
            if values is not None:
                own = tuple(_band_case(fact, band) for band in values.bands)
                yield _unit(ruling, fact, region, own, values.edition)
            elif cases := _cases(rule, fact, sites):
                yield _unit(ruling, fact, region, cases)
        return
    if cases := _cases(rule, fact, sites):
        for region in _regions(rule.place, fact, sites):
            yield _unit(ruling, fact, region, cases)


def _unit(ruling: Ruling, fact: SeriesFact, region: str, cases: tuple[Case, ...], edition: str = "") -> Unit:
    return Unit(
        rule=ruling.definition.id,
        edition=edition or ruling.edition,
        series=fact.id,
        region=region,
        cases=cases,
        rearm_minutes=ruling.definition.rearm_minutes,
        valid_minutes=ruling.definition.valid_minutes,
    )


def _regions(place: Place, fact: SeriesFact, sites: Sites) -> list[str]:
    if place is Place.STATION:
        return [fact.region]
    if place is Place.COUNTY:
        return [at_level(fact.region, RegionLevel.COUNTY)]
    home = at_level(fact.region, RegionLevel.TOWNSHIP)
    if place is Place.TOWNSHIP:
        return [home]
    return sorted({at_level(each, RegionLevel.TOWNSHIP) for each in sites.covered(fact) or [home]})


def _with_local_values(
    ruling: Ruling, fact: SeriesFact, sites: Sites, local: Mapping[str, Values]
) -> Iterator[tuple[str, Values | None]]:
    """Yield each place with its own values, None where the rule's cases stand.

    A village is judged by itself only where its values are stricter than its township's: else the township's alarm
    comes first and covers it.
    """
    for township in _regions(ruling.definition.place, fact, sites):
        yield township, local.get(township)
    for village in sorted(each for each in sites.covered(fact) if each in local):
        own = local[village]
        outer = local.get(at_level(village, RegionLevel.TOWNSHIP)) or _common(ruling)
        if level_of(village) is RegionLevel.VILLAGE and is_stricter_anywhere(own, outer):
            yield village, own


def _common(ruling: Ruling) -> Values:
    return Values(edition=ruling.edition, bands=bands_of(ruling.definition))


def _band_case(fact: SeriesFact, band: Band) -> Case:
    clause = Clause(
        series=fact.id,
        aggregate=Aggregate.SUM,
        window_minutes=60 * band.window_hours,
        compare=Compare.AT_LEAST,
        threshold=band.lower,
    )
    return Case(level=band.level, clauses=(clause,), need=1)


def _cases(rule: RuleDefinition, fact: SeriesFact, sites: Sites) -> tuple[Case, ...]:
    found = (_case(case, fact, sites) for case in rule.cases)
    return tuple(case for case in found if case is not None)


def _case(case: RuleCase, fact: SeriesFact, sites: Sites) -> Case | None:
    """Return a case for one series; None where too few of its conditions can be judged there."""
    own: list[Clause] = []
    near: list[Clause] = []
    asked = 0
    for each in case.expanded():
        if each.on is On.NEIGHBOURS:
            asked = each.neighbours
            others = sites.near(fact, each.quantity, each.within_km)
            near = [clause for other in others if (clause := _clause(each, other)) is not None]
        elif (series := sites.beside(fact, each.quantity)) and (clause := _clause(each, series)):
            own.append(clause)
    if not asked:
        return Case(level=case.rank, clauses=tuple(own), need=case.needed) if len(own) >= case.needed else None
    if len(own) < case.needed - 1 or len(near) < asked:
        return None
    return _with_neighbours(case.rank, own, near, asked)


def _with_neighbours(level: Level, own: list[Clause], near: list[Clause], asked: int) -> Case:
    """Return the case of all own clauses and ``asked`` of the neighbours'.

    Each own clause is named so often that the neighbours together cannot outvote one that says no.
    """
    weight = len(near) - asked + 1
    clauses = tuple(clause for clause in own for _ in range(weight)) + tuple(near)
    return Case(level=level, clauses=clauses, need=len(own) * weight + asked)


def _clause(each: Condition, series: SeriesFact) -> Clause | None:
    mark = series.marks.get(each.mark) if each.mark else None
    threshold = each.threshold if mark is None else mark * each.factor
    if threshold is None:
        return None
    back = -each.clear_by if each.compare in _UPWARDS else each.clear_by
    return Clause(
        series=series.id,
        aggregate=each.aggregate,
        window_minutes=each.window_minutes,
        compare=each.compare,
        threshold=threshold,
        clear=threshold + back if each.clear_by else None,
        hold_minutes=each.hold_minutes,
        times=each.times,
        of=each.of,
    )
