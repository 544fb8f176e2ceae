"""What a proposal is reckoned from: the incidents, the teams and stores that could help, and the ways between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np

from anlan.command.domain import dispatch_problem as problem
from anlan.command.domain.dispatching import GoodsWanted, NoPlaceOfIncident, TeamsWanted
from anlan.command.selectors.free_teams import busy_teams
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.science.dispatch.problem import Problem
from anlan.support import rights
from anlan.support.tables import load_table

ISSUE: Final = "command.issue_orders"
ORDER: Final = "readiness.order_supplies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the demands, teams and stores are, in the order in which the problem numbers them."""

    incidents: tuple[incidents.IncidentRow, ...]
    wanted: tuple[TeamsWanted, ...]
    teams: tuple[readiness.Team, ...]
    travel: places.Travel
    goods: tuple[GoodsWanted, ...]
    targets: tuple[readiness.Store, ...]
    sources: tuple[UUID, ...]
    stocks: tuple[readiness.FreeStock, ...]
    haul: places.Travel
    drawn_on: str

    def incident(self, incident_id: UUID) -> incidents.IncidentRow:
        """Return the incident of that id."""
        return next(each for each in self.incidents if each.id == incident_id)

    def stock(self, row: int, item: str) -> readiness.FreeStock:
        """Return what the store of a row has of an item."""
        return next(each for each in self.stocks if each.store_id == self.sources[row] and each.item == item)


def ground_of(wanted: tuple[TeamsWanted, ...], goods: tuple[GoodsWanted, ...], actor: Actor, now: datetime) -> Ground:
    """Gather what the demands are weighed by; refuse what cannot be weighed together."""
    found = _incidents({each.incident_id for each in (*wanted, *goods)}, actor)
    is_exercise = found[0].is_exercise
    teams = tuple(readiness.teams(actor)) if wanted else ()
    spots = [
        (each.longitude, each.latitude) for each in found if each.longitude is not None and each.latitude is not None
    ]
    targets = _targets(goods, actor)
    drawn_on = _drawn_on(targets, actor)
    items = {each.item for each in goods}
    stocks = readiness.free_stock(drawn_on, items, in_china(now).date()) if targets else ()
    sources = {each.store_id: (each.longitude, each.latitude) for each in stocks}
    doors = [(each.longitude, each.latitude) for each in targets]
    haul = _ways(list(sources.values()), doors, now, is_exercise=is_exercise)
    return Ground(
        incidents=found,
        wanted=wanted,
        teams=teams,
        travel=_ways([(each.longitude, each.latitude) for each in teams], spots, now, is_exercise=is_exercise),
        goods=goods,
        targets=targets,
        sources=tuple(sources),
        stocks=stocks,
        haul=_between_real_stores(haul, tuple(sources), stocks, targets),
        drawn_on=drawn_on,
    )


def problem_on(ground: Ground) -> Problem:
    """Return the problem that the ground poses."""
    is_exercise = any(each.is_exercise for each in ground.incidents)
    busy = busy_teams([each.id for each in ground.teams], is_exercise=is_exercise)
    spots = {each.id: column for column, each in enumerate(ground.incidents)}
    doors = {each.id: column for column, each in enumerate(ground.targets)}
    rows = {store_id: row for row, store_id in enumerate(ground.sources)}
    demands = problem.Demands(
        teams=tuple((each, spots[each.incident_id]) for each in ground.wanted),
        goods=tuple((each, doors[each.store_id]) for each in ground.goods),
    )
    means = problem.Means(
        teams=tuple(_team_at(each, is_busy=each.id in busy) for each in ground.teams),
        team_minutes=ground.travel.minutes,
        stocks=tuple(
            problem.StockAt(
                store=rows[each.store_id], item=each.item, quantity=int(each.quantity), floor=int(each.floor)
            )
            for each in ground.stocks
        ),
        store_minutes=ground.haul.minutes,
    )
    return problem.problem_of(demands, means, load_table("anlan.command", "dispatch"))


def _team_at(team: readiness.Team, *, is_busy: bool) -> problem.TeamAt:
    return problem.TeamAt(
        id=str(team.id),
        skills=frozenset(team.skills),
        area=at_level(team.region, RegionLevel.COUNTY),
        leaves_in=team.readiness_minutes,
        is_resting=team.state == readiness.TeamState.RESTING,
        is_available=team.state != readiness.TeamState.OUT and not is_busy,
    )


def _incidents(wanted: Iterable[UUID], actor: Actor) -> tuple[incidents.IncidentRow, ...]:
    found = tuple(incidents.incident(actor, each) for each in sorted(wanted))
    for incident in found:
        rights.require(actor, ISSUE, incident.region)
        if not incident.is_open:
            raise InvalidValue(field="incident", value=incident.title, rule="an_open_incident")
        if incident.longitude is None:
            raise NoPlaceOfIncident(title=incident.title)
    if len({incident.is_exercise for incident in found}) > 1:
        raise InvalidValue(field="incident", value="", rule="exercises_apart_from_real_incidents")
    return found


def _targets(goods: tuple[GoodsWanted, ...], actor: Actor) -> tuple[readiness.Store, ...]:
    for each in goods:
        if each.item not in readiness.items():
            raise readiness.UnknownItem(item=each.item[:40])
    return tuple(readiness.store(actor, each) for each in dict.fromkeys(each.store_id for each in goods))


def _drawn_on(targets: Sequence[readiness.Store], actor: Actor) -> str:
    """Return the widest region whose stores the actor may send from and in which all receiving stores lie."""
    held = rights.regions_of(actor, ORDER)
    for region in held:
        if all(lies_within(each.region, region) for each in targets):
            return region
    for each in targets:
        rights.require(actor, ORDER, each.region)
    if targets:
        raise InvalidValue(field="store", value=targets[-1].name, rule="stores_of_one_region")
    return ""


def _ways(
    these: Sequence[places.Place], those: Sequence[places.Place], now: datetime, *, is_exercise: bool
) -> places.Travel:
    if these and those:
        return places.travel(these, those, now=now, is_exercise=is_exercise)
    shape = (len(these), len(those))
    return places.Travel(minutes=np.zeros(shape), by_road=np.zeros(shape, dtype=bool))


def _between_real_stores(
    haul: places.Travel,
    sources: Sequence[UUID],
    stocks: Sequence[readiness.FreeStock],
    targets: Sequence[readiness.Store],
) -> places.Travel:
    """Let no store send to itself, and none that is invented to a real one or the other way round."""
    invented = {each.store_id: each.is_demo for each in stocks}
    minutes = haul.minutes.copy()
    for column, target in enumerate(targets):
        for row, source in enumerate(sources):
            if source == target.id or invented[source] != target.is_demo:
                minutes[row, column] = np.inf
    return places.Travel(minutes=minutes, by_road=haul.by_road)
