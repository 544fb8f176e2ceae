"""A proposal for all demands at once: which teams and goods should go where, kept with its reasons."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.command import events
from anlan.command.domain.dispatch_problem import GOODS, TEAMS
from anlan.command.domain.dispatching import GoodsWanted, TeamsWanted, check_wanted
from anlan.command.models import DispatchDemand, DispatchLine, DispatchPlan, GoodsDemand, GoodsLine
from anlan.command.services.dispatch_ground import Ground, ground_of, problem_on
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.science.dispatch.problem import Carried, Plan, Problem
from anlan.science.dispatch.reasons import PassedOver, StorePassedOver, goods_reasons, reasons
from anlan.science.dispatch.solving import solve
from anlan.support import journal

_MOST_NEARER: Final = 5


@transaction.atomic
def propose_dispatch(
    *,
    wanted: tuple[TeamsWanted, ...] = (),
    goods: tuple[GoodsWanted, ...] = (),
    token: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Reckon which teams and goods should go where and keep the proposal; nobody and nothing is sent by it."""
    skills = readiness.register("teams").field_of("skills").options
    check_wanted(wanted, goods, frozenset(skills))
    if token and (known := DispatchPlan.objects.filter(token=token).values_list("id", flat=True).first()):
        return known
    ground = ground_of(wanted, goods, actor, now)
    problem = problem_on(ground)
    best = solve(problem)
    roads = places.roads_in_force()
    plan = DispatchPlan.objects.create(
        token=token,
        region=_common_region(ground.incidents),
        is_exercise=ground.incidents[0].is_exercise,
        roads=f"{roads.source} {roads.as_of}" if roads else "",
        teams_considered=len(ground.teams),
        stores_considered=len(ground.sources),
        drawn_on=ground.drawn_on,
        made_by=actor.name,
        made_at=now,
    )
    _keep_teams(plan, ground, problem, best)
    _keep_goods(plan, ground, problem, best)
    _announce(plan, ground, actor, now)
    return plan.id


def _common_region(rows: Iterable[incidents.IncidentRow]) -> str:
    """Return the incidents' county where it is one and the same, else their prefecture."""
    counties = {at_level(each.region, RegionLevel.COUNTY) for each in rows}
    return counties.pop() if len(counties) == 1 else at_level(next(iter(counties)), RegionLevel.PREFECTURE)


def _keep_teams(plan: DispatchPlan, ground: Ground, problem: Problem, best: Plan) -> None:
    said = {(each.demand, each.team): each for each in reasons(problem, best)}
    columns = {incident.id: column for column, incident in enumerate(ground.incidents)}
    rows = {str(team.id): row for row, team in enumerate(ground.teams)}
    demands, lines = [], []
    for number, each in enumerate(ground.wanted):
        key, incident = f"{TEAMS}{number}", ground.incident(each.incident_id)
        demand = DispatchDemand(
            plan=plan,
            incident_id=incident.id,
            incident_title=incident.title,
            region=incident.region,
            place=incident.place_text[:200] or places.full_name(incident.region),
            skill=each.skill,
            count=each.count,
            within_minutes=each.within_minutes,
            weight=each.weight,
            missing=best.missing.get(key, 0),
        )
        demands.append(demand)
        for sent in (one for one in best.sent if one.demand == key):
            why, team = said[key, sent.team], ground.teams[rows[sent.team]]
            lines.append(
                DispatchLine(
                    demand=demand,
                    team_id=team.id,
                    team_name=team.name,
                    region=team.region,
                    minutes=sent.minutes,
                    is_by_road=bool(ground.travel.by_road[rows[sent.team], columns[incident.id]]),
                    rank=why.rank,
                    able=why.able,
                    is_late=why.is_late,
                    nearer=[_nearer_team(one, ground, rows) for one in why.passed_over[:_MOST_NEARER]],
                )
            )
    DispatchDemand.objects.bulk_create(demands)
    DispatchLine.objects.bulk_create(lines)


def _nearer_team(passed: PassedOver, ground: Ground, rows: dict[str, int]) -> dict[str, Any]:
    title = ""
    if passed.demand:
        title = ground.incident(ground.wanted[int(passed.demand.removeprefix(TEAMS))].incident_id).title
    name = ground.teams[rows[passed.team]].name
    return {"team": name, "minutes": round(passed.minutes), "why": passed.why.value, "incident": title}


def _keep_goods(plan: DispatchPlan, ground: Ground, problem: Problem, best: Plan) -> None:
    said = {(each.demand, each.store): each for each in goods_reasons(problem, best)}
    doors = {target.id: column for column, target in enumerate(ground.targets)}
    demands, lines = [], []
    for number, each in enumerate(ground.goods):
        key, item = f"{GOODS}{number}", readiness.items()[each.item]
        demand = GoodsDemand(
            plan=plan,
            incident_id=each.incident_id,
            incident_title=ground.incident(each.incident_id).title,
            item=item.code,
            item_name=item.name,
            unit=item.unit,
            quantity=each.quantity,
            store_id=each.store_id,
            store_name=ground.targets[doors[each.store_id]].name,
            within_minutes=each.within_minutes,
            weight=each.weight,
            missing=best.missing.get(key, 0),
        )
        demands.append(demand)
        for load in (one for one in best.carried if one.demand == key):
            why, stock = said[key, load.store], ground.stock(load.store, load.goods)
            lines.append(
                GoodsLine(
                    demand=demand,
                    store_id=stock.store_id,
                    store_name=stock.store,
                    region=stock.region,
                    quantity=load.quantity,
                    minutes=load.minutes,
                    is_by_road=bool(ground.haul.by_road[load.store, doors[each.store_id]]),
                    rank=why.rank,
                    able=why.able,
                    is_late=why.is_late,
                    batches=_batches(load, best, stock),
                    nearer=[_nearer_store(one, each, ground) for one in why.passed_over[:_MOST_NEARER]],
                )
            )
    GoodsDemand.objects.bulk_create(demands)
    GoodsLine.objects.bulk_create(lines)


def _batches(load: Carried, best: Plan, stock: readiness.FreeStock) -> list[dict[str, str]]:
    """Return the batches of a load: what goes to earlier demands out of the same stock has been taken before."""
    others = [one for one in best.carried if (one.store, one.goods) == (load.store, load.goods)]
    before = sum(one.quantity for one in others[: others.index(load)])
    taken = {each.code: each.quantity for each in stock.first(Decimal(before))}
    found = []
    for each in stock.first(Decimal(before + load.quantity)):
        if part := each.quantity - taken.get(each.code, Decimal(0)):
            until = each.expires_on.isoformat() if each.expires_on else ""
            found.append({"code": each.code, "until": until, "quantity": str(int(part))})
    return found


def _nearer_store(passed: StorePassedOver, wanted: GoodsWanted, ground: Ground) -> dict[str, Any]:
    title = ""
    if passed.demand:
        title = ground.incident(ground.goods[int(passed.demand.removeprefix(GOODS))].incident_id).title
    name = ground.stock(passed.store, wanted.item).store
    return {"store": name, "minutes": round(passed.minutes), "why": passed.why.value, "incident": title}


def _announce(plan: DispatchPlan, ground: Ground, actor: Actor, now: datetime) -> None:
    teams, goods = plan.demands.prefetch_related("lines"), plan.goods.prefetch_related("lines")
    for incident in ground.incidents:
        here = [each for each in teams if each.incident_id == incident.id]
        wanted = [each for each in goods if each.incident_id == incident.id]
        event = events.DispatchProposed(
            subject=f"dispatch:{plan.id}",
            region=incident.region,
            incident_id=incident.id,
            exercise=plan.is_exercise,
            plan_id=plan.id,
            teams=sum(len(each.lines.all()) for each in here),
            missing=sum(each.missing for each in here),
            loads=sum(len(each.lines.all()) for each in wanted),
            short=sum(bool(each.missing) for each in wanted),
        )
        journal.announce(event, actor=actor, now=now)
