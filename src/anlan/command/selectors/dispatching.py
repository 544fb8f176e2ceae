"""Questions on proposals of dispatch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q

from anlan.command.models import DispatchDemand, DispatchLine, DispatchPlan, GoodsDemand, GoodsLine, Order
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.rights import require_visible, within
from anlan.support.rows import Rows

SEE: Final = "command.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchSummary:
    """A proposal in the list: how many teams and loads it proposes, lacks and has sent.

    ``short`` is how many demands for goods cannot be wholly filled.
    """

    id: UUID
    region: str
    titles: tuple[str, ...]
    proposed: int
    missing: int
    sent: int
    loads: int
    short: int
    loads_sent: int
    is_exercise: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLineRow:
    """A proposed team; ``nearer`` are those passed over (team, minutes, why, incident); ``order_number`` once sent."""

    id: UUID
    team_name: str
    region: str
    minutes: float
    is_by_road: bool
    rank: int
    able: int
    is_late: bool
    nearer: tuple[dict[str, Any], ...]
    order_id: UUID | None
    order_number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchDemandRow:
    """What an incident wanted and who would come."""

    incident_id: UUID
    incident_title: str
    place: str
    skill: str
    count: int
    within_minutes: int
    weight: int
    missing: int
    lines: tuple[DispatchLineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLineRow:
    """A proposed load; ``batches`` go first (label, last day, pieces), ``nearer`` are stores passed over."""

    id: UUID
    store_name: str
    region: str
    quantity: int
    minutes: float
    is_by_road: bool
    rank: int
    able: int
    is_late: bool
    batches: tuple[dict[str, str], ...]
    nearer: tuple[dict[str, Any], ...]
    shipment_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDemandRow:
    """Which goods an incident wanted at which store, and who would send them; ``missing`` nobody has."""

    incident_id: UUID
    incident_title: str
    item: str
    item_name: str
    unit: str
    quantity: int
    store_id: UUID
    store_name: str
    within_minutes: int
    weight: int
    missing: int
    requisition_id: UUID | None
    lines: tuple[GoodsLineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchSheet:
    """A whole proposal; ``roads`` is the extract that ways were found on, empty where none was loaded."""

    id: UUID
    region: str
    roads: str
    is_exercise: bool
    teams_considered: int
    stores_considered: int
    drawn_on: str
    made_by: str
    made_at: datetime
    demands: tuple[DispatchDemandRow, ...]
    goods: tuple[GoodsDemandRow, ...]

    @property
    def unsent(self) -> int:
        """Return how many proposed teams have no order yet, and loads that no store was told to send."""
        teams = sum(line.order_id is None for demand in self.demands for line in demand.lines)
        return teams + sum(line.shipment_id is None for demand in self.goods for line in demand.lines)


def dispatch_plans(actor: Actor) -> Rows[DispatchSummary]:
    """Return the proposals of the actor's regions, the newest first."""
    return Rows(DispatchPlan.objects.filter(within(actor, SEE)), _summaries)


def _summaries(rows: Sequence[DispatchPlan]) -> Sequence[DispatchSummary]:
    ids = [row.id for row in rows]
    demands = list(DispatchDemand.objects.filter(plan_id__in=ids))
    lines = DispatchLine.objects.filter(demand__plan_id__in=ids).values("demand__plan_id")
    counted = lines.annotate(all=Count("id"), sent=Count("id", filter=Q(order_id__isnull=False)))
    counts = {each["demand__plan_id"]: each for each in counted}
    none = {"all": 0, "sent": 0}
    goods = list(GoodsDemand.objects.filter(plan_id__in=ids))
    carried = GoodsLine.objects.filter(demand__plan_id__in=ids).values("demand__plan_id")
    told = carried.annotate(all=Count("id"), sent=Count("id", filter=Q(shipment_id__isnull=False)))
    loads = {each["demand__plan_id"]: each for each in told}
    return [
        DispatchSummary(
            id=row.id,
            region=row.region,
            titles=tuple(dict.fromkeys(each.incident_title for each in (*demands, *goods) if each.plan_id == row.id)),
            proposed=counts.get(row.id, none)["all"],
            missing=sum(each.missing for each in demands if each.plan_id == row.id),
            sent=counts.get(row.id, none)["sent"],
            loads=loads.get(row.id, none)["all"],
            short=sum(each.missing > 0 for each in goods if each.plan_id == row.id),
            loads_sent=loads.get(row.id, none)["sent"],
            is_exercise=row.is_exercise,
            made_by=row.made_by,
            made_at=row.made_at,
        )
        for row in rows
    ]


def dispatch_plan(actor: Actor, plan_id: UUID) -> DispatchSheet:
    """Return a whole proposal, or say that there is none where the actor may not see it."""
    row = DispatchPlan.objects.filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="proposal", id=plan_id)
    require_visible(actor, SEE, row.region, "proposal")
    demands = list(row.demands.prefetch_related("lines"))
    ids = [line.order_id for demand in demands for line in demand.lines.all() if line.order_id]
    numbers = dict(Order.objects.filter(id__in=ids).values_list("id", "number"))
    return DispatchSheet(
        id=row.id,
        region=row.region,
        roads=row.roads,
        is_exercise=row.is_exercise,
        teams_considered=row.teams_considered,
        stores_considered=row.stores_considered,
        drawn_on=row.drawn_on,
        made_by=row.made_by,
        made_at=row.made_at,
        demands=tuple(_demand(each, numbers) for each in demands),
        goods=tuple(_goods(each) for each in row.goods.prefetch_related("lines")),
    )


def _demand(row: DispatchDemand, numbers: dict[UUID, int]) -> DispatchDemandRow:
    return DispatchDemandRow(
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        place=row.place,
        skill=row.skill,
        count=row.count,
        within_minutes=row.within_minutes,
        weight=row.weight,
        missing=row.missing,
        lines=tuple(
            DispatchLineRow(
                id=line.id,
                team_name=line.team_name,
                region=line.region,
                minutes=line.minutes,
                is_by_road=line.is_by_road,
                rank=line.rank,
                able=line.able,
                is_late=line.is_late,
                nearer=tuple(line.nearer),
                order_id=line.order_id,
                order_number=numbers.get(line.order_id) if line.order_id else None,
            )
            for line in row.lines.all()
        ),
    )


def _goods(row: GoodsDemand) -> GoodsDemandRow:
    return GoodsDemandRow(
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        item=row.item,
        item_name=row.item_name,
        unit=row.unit,
        quantity=row.quantity,
        store_id=row.store_id,
        store_name=row.store_name,
        within_minutes=row.within_minutes,
        weight=row.weight,
        missing=row.missing,
        requisition_id=row.requisition_id,
        lines=tuple(
            GoodsLineRow(
                id=line.id,
                store_name=line.store_name,
                region=line.region,
                quantity=line.quantity,
                minutes=line.minutes,
                is_by_road=line.is_by_road,
                rank=line.rank,
                able=line.able,
                is_late=line.is_late,
                batches=tuple(line.batches),
                nearer=tuple(line.nearer),
                shipment_id=line.shipment_id,
            )
            for line in row.lines.all()
        ),
    )
