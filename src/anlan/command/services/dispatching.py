"""Acts of dispatch: a proposal for all demands at once, and the orders of the lines that a person chose."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.command import events
from anlan.command.domain.dispatching import NoLongerFree, NoPlaceOfIncident, TeamsWanted, check_wanted
from anlan.command.domain.orders import NewOrder, Receiver
from anlan.command.models import DispatchDemand, DispatchLine, DispatchPlan
from anlan.command.selectors.free_teams import busy_teams
from anlan.command.services.orders import issue_order
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.science.dispatch import problem as dispatch
from anlan.science.dispatch.reasons import PassedOver, Reason, reasons
from anlan.science.dispatch.solving import solve
from anlan.support import journal, locks, rights
from anlan.support.tables import load_table

ISSUE: Final = "command.issue_orders"
_MOST_NEARER: Final = 5


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the demands and the teams are, in the order in which the problem numbers them."""

    incidents: tuple[incidents.IncidentRow, ...]
    wanted: tuple[TeamsWanted, ...]
    teams: tuple[readiness.Team, ...]
    travel: places.Travel


@transaction.atomic
def propose_dispatch(
    *, wanted: tuple[TeamsWanted, ...], token: UUID | None = None, actor: Actor, now: datetime
) -> UUID:
    """Reckon which teams should go where and keep the proposal; nobody is sent by it."""
    skills = readiness.register("teams").field_of("skills").options
    check_wanted(wanted, frozenset(skills))
    if token and (known := DispatchPlan.objects.filter(token=token).values_list("id", flat=True).first()):
        return known
    found = _incidents(wanted, actor)
    is_exercise = next(iter(found.values())).is_exercise
    ground = _ground(found, wanted, actor, now, is_exercise=is_exercise)
    problem = _problem(ground)
    best = solve(problem)
    roads = places.roads_in_force()
    plan = DispatchPlan.objects.create(
        token=token,
        region=_common_region(found.values()),
        is_exercise=is_exercise,
        roads=f"{roads.source} {roads.as_of}" if roads else "",
        teams_considered=len(ground.teams),
        made_by=actor.name,
        made_at=now,
    )
    _keep(plan, ground, best, {(each.demand, each.team): each for each in reasons(problem, best)})
    _announce(plan, ground, actor, now)
    return plan.id


def _incidents(wanted: tuple[TeamsWanted, ...], actor: Actor) -> dict[UUID, incidents.IncidentRow]:
    found = {each.incident_id: incidents.incident(actor, each.incident_id) for each in wanted}
    for incident in found.values():
        rights.require(actor, ISSUE, incident.region)
        if not incident.is_open:
            raise InvalidValue(field="incident", value=incident.title, rule="an_open_incident")
        if incident.longitude is None:
            raise NoPlaceOfIncident(title=incident.title)
    if len({incident.is_exercise for incident in found.values()}) > 1:
        raise InvalidValue(field="incident", value="", rule="exercises_apart_from_real_incidents")
    return found


def _common_region(rows: Any) -> str:
    """Return the incidents' county where it is one and the same, else their prefecture."""
    counties = {at_level(each.region, RegionLevel.COUNTY) for each in rows}
    return counties.pop() if len(counties) == 1 else at_level(next(iter(counties)), RegionLevel.PREFECTURE)


def _ground(
    found: dict[UUID, incidents.IncidentRow],
    wanted: tuple[TeamsWanted, ...],
    actor: Actor,
    now: datetime,
    *,
    is_exercise: bool,
) -> _Ground:
    rows = tuple(found.values())
    teams = tuple(readiness.teams(actor))
    travel = places.travel(
        [(each.longitude, each.latitude) for each in teams],
        [(each.longitude, each.latitude) for each in rows if each.longitude is not None and each.latitude is not None],
        now=now,
        is_exercise=is_exercise,
    )
    return _Ground(rows, wanted, teams, travel)


def _problem(ground: _Ground) -> dispatch.Problem:
    table, busy = load_table("anlan.command", "dispatch"), busy_teams([each.id for each in ground.teams])
    columns = {incident.id: column for column, incident in enumerate(ground.incidents)}
    return dispatch.Problem(
        teams=tuple(
            dispatch.Team(
                id=str(each.id),
                skills=frozenset(each.skills),
                area=at_level(each.region, RegionLevel.COUNTY),
                leaves_in=each.readiness_minutes,
                rest_owed=table["resting"] if each.state == readiness.TeamState.RESTING else 0,
                is_available=each.state != readiness.TeamState.OUT and each.id not in busy,
            )
            for each in ground.teams
        ),
        team_demands=tuple(
            dispatch.TeamDemand(
                id=str(number),
                place=columns[each.incident_id],
                skill=each.skill,
                count=each.count,
                weight=each.weight,
                within=each.within_minutes,
            )
            for number, each in enumerate(ground.wanted)
        ),
        team_minutes=ground.travel.minutes,
        store_minutes=ground.travel.minutes[:0],
        keep=table["keep"],
        weighing=dispatch.Weighing(unmet=table["unmet"], late=table["late"], stripped=table["stripped"]),
    )


def _keep(plan: DispatchPlan, ground: _Ground, best: dispatch.Plan, said: dict[tuple[str, str], Reason]) -> None:
    rows = {incident.id: (column, incident) for column, incident in enumerate(ground.incidents)}
    numbers = {str(team.id): number for number, team in enumerate(ground.teams)}
    lines = []
    for number, each in enumerate(ground.wanted):
        column, incident = rows[each.incident_id]
        demand = DispatchDemand.objects.create(
            plan=plan,
            incident_id=incident.id,
            incident_title=incident.title,
            region=incident.region,
            place=incident.place_text[:200] or places.full_name(incident.region),
            skill=each.skill,
            count=each.count,
            within_minutes=each.within_minutes,
            weight=each.weight,
            missing=best.missing.get(str(number), 0),
        )
        for sent in (one for one in best.sent if one.demand == str(number)):
            row, why = numbers[sent.team], said[sent.demand, sent.team]
            team = ground.teams[row]
            lines.append(
                DispatchLine(
                    demand=demand,
                    team_id=team.id,
                    team_name=team.name,
                    region=team.region,
                    minutes=sent.minutes,
                    is_by_road=bool(ground.travel.by_road[row, column]),
                    rank=why.rank,
                    able=why.able,
                    is_late=why.is_late,
                    nearer=[_nearer(one, ground, numbers) for one in why.passed_over[:_MOST_NEARER]],
                )
            )
    DispatchLine.objects.bulk_create(lines)


def _nearer(passed: PassedOver, ground: _Ground, numbers: dict[str, int]) -> dict[str, Any]:
    title = ""
    if passed.demand:
        incident_id = ground.wanted[int(passed.demand)].incident_id
        title = next(each.title for each in ground.incidents if each.id == incident_id)
    name = ground.teams[numbers[passed.team]].name
    return {"team": name, "minutes": round(passed.minutes), "why": passed.why.value, "incident": title}


def _announce(plan: DispatchPlan, ground: _Ground, actor: Actor, now: datetime) -> None:
    sent = dict.fromkeys((each.id for each in ground.incidents), 0)
    missing = dict(sent)
    for demand in plan.demands.prefetch_related("lines"):
        sent[demand.incident_id] += len(demand.lines.all())
        missing[demand.incident_id] += demand.missing
    for incident in ground.incidents:
        event = events.DispatchProposed(
            subject=f"dispatch:{plan.id}",
            region=incident.region,
            incident_id=incident.id,
            exercise=plan.is_exercise,
            plan_id=plan.id,
            teams=sent[incident.id],
            missing=missing[incident.id],
        )
        journal.announce(event, actor=actor, now=now)


@transaction.atomic
def issue_dispatch(*, plan_id: UUID, line_ids: Sequence[UUID], actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Send the teams of the chosen lines by orders, each once; a team that is no longer free stops all of them."""
    plan = DispatchPlan.objects.filter(id=plan_id).first()
    if plan is None:
        raise NotFound(what="proposal", id=plan_id)
    rights.require_visible(actor, ISSUE, plan.region, "proposal")
    locks.hold("command:dispatch")
    lines = DispatchLine.objects.filter(demand__plan=plan, id__in=line_ids).select_related("demand")
    chosen = list(lines.select_for_update(of=("self",)).order_by("id"))
    if not chosen or len(chosen) < len(set(line_ids)):
        raise InvalidValue(field="lines", value=str(len(line_ids)), rule="lines_of_the_proposal")
    _require_free([line for line in chosen if line.order_id is None])
    for line in chosen:
        line.order_id = line.order_id or issue_order(order=_order(line, now), actor=actor, now=now)
        line.save(update_fields=["order_id"])
    return tuple(line.order_id for line in chosen if line.order_id)


def _require_free(lines: list[DispatchLine]) -> None:
    ids = [line.team_id for line in lines]
    busy, known = busy_teams(ids), readiness.teams_by_id(ids)
    for line in lines:
        team = known.get(line.team_id)
        if team is None or team.state == readiness.TeamState.OUT or line.team_id in busy:
            raise NoLongerFree(team=line.team_name)


def _order(line: DispatchLine, now: datetime) -> NewOrder:
    demand = line.demand
    skill = readiness.register("teams").field_of("skills").options.get(demand.skill, demand.skill)
    minutes = max(demand.within_minutes, math.ceil(line.minutes))
    text = load_table("anlan.command", "dispatch")["text"]["order"]
    return NewOrder(
        incident_id=demand.incident_id,
        to_kind=Receiver.TEAM,
        to_id=line.team_id,
        to_label=line.team_name,
        region=line.region,
        text=text.format(place=demand.place, skill=skill, minutes=minutes),
        deadline=now + timedelta(minutes=minutes),
        needs_place=True,
        token=line.id,
    )
