"""Sending what a person chose of a proposal: orders for teams, loads out of stores, all in one act or nothing."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from anlan.command.domain.dispatching import ExerciseMovesNoGoods, NoLongerFree
from anlan.command.domain.orders import NewOrder, Receiver
from anlan.command.models import DispatchLine, DispatchPlan, GoodsDemand, GoodsLine
from anlan.command.selectors.free_teams import busy_teams
from anlan.command.services.dispatch_ground import ISSUE
from anlan.command.services.orders import issue_order
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.readiness import api as readiness
from anlan.support import locks, rights
from anlan.support.tables import load_table

_LONGEST_REASON: Final = 300


@transaction.atomic
def issue_dispatch(*, plan_id: UUID, line_ids: Sequence[UUID], actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Send the teams and the goods of the chosen lines, each once; return the orders' and loads' ids.

    A team that is no longer free, or goods that are no longer there, stop all of them.
    """
    plan = DispatchPlan.objects.filter(id=plan_id).first()
    if plan is None:
        raise NotFound(what="proposal", id=plan_id)
    rights.require_visible(actor, ISSUE, plan.region, "proposal")
    locks.hold("command:dispatch")
    wanted = set(line_ids)
    teams = DispatchLine.objects.filter(demand__plan=plan, id__in=wanted).select_related("demand")
    goods = GoodsLine.objects.filter(demand__plan=plan, id__in=wanted).select_related("demand")
    chosen = list(teams.select_for_update(of=("self",)).order_by("id"))
    loads = list(goods.select_for_update(of=("self",)).order_by("id"))
    if not wanted or len(chosen) + len(loads) < len(wanted):
        raise InvalidValue(field="lines", value=str(len(line_ids)), rule="lines_of_the_proposal")
    _require_free([line for line in chosen if line.order_id is None], is_exercise=plan.is_exercise)
    for line in chosen:
        line.order_id = line.order_id or issue_order(order=_order(line, now), actor=actor, now=now)
        line.save(update_fields=["order_id"])
    _load(plan, [line for line in loads if line.shipment_id is None], actor, now)
    return tuple(each for each in (*(x.order_id for x in chosen), *(x.shipment_id for x in loads)) if each)


def _require_free(lines: list[DispatchLine], *, is_exercise: bool) -> None:
    ids = [line.team_id for line in lines]
    busy, known = busy_teams(ids, is_exercise=is_exercise), readiness.teams_by_id(ids)
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


def _load(plan: DispatchPlan, lines: list[GoodsLine], actor: Actor, now: datetime) -> None:
    """Order the loads: one request for each incident and receiving store, with all that the proposal wanted there."""
    if lines and plan.is_exercise:
        raise ExerciseMovesNoGoods()
    by_paper: dict[tuple[UUID, UUID], list[GoodsLine]] = {}
    for line in lines:
        by_paper.setdefault((line.demand.incident_id, line.demand.store_id), []).append(line)
    for (incident_id, store_id), chosen in by_paper.items():
        demands = list(plan.goods.filter(incident_id=incident_id, store_id=store_id))
        order = readiness.OrderedSupplies(
            paper=_paper(plan, demands, now), drawn_on=plan.drawn_on, allotments=_allotments(chosen)
        )
        requisition_id, loads = readiness.order_supplies(order=order, actor=actor, now=now)
        GoodsDemand.objects.filter(id__in=[each.id for each in demands]).update(requisition_id=requisition_id)
        for line in chosen:
            line.shipment_id = loads[line.store_id]
            line.save(update_fields=["shipment_id"])


def _paper(plan: DispatchPlan, demands: list[GoodsDemand], now: datetime) -> readiness.NewRequisition:
    first = demands[0]
    text = load_table("anlan.command", "dispatch")["text"]["load"]
    return readiness.NewRequisition(
        store_id=first.store_id,
        lines=[(each.item, Decimal(each.quantity)) for each in demands],
        reason=text.format(incident=first.incident_title)[:_LONGEST_REASON],
        incident_id=first.incident_id,
        needed_by=now + timedelta(minutes=min(each.within_minutes for each in demands)),
        token=uuid5(plan.id, f"{first.incident_id} {first.store_id}").hex,
    )


def _allotments(lines: list[GoodsLine]) -> list[readiness.Allotment]:
    by_store: dict[UUID, list[tuple[str, Decimal]]] = {}
    for line in lines:
        by_store.setdefault(line.store_id, []).append((line.demand.item, Decimal(line.quantity)))
    return [readiness.Allotment(store_id=store_id, lines=each) for store_id, each in by_store.items()]
