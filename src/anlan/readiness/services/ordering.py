"""Who leads a response sends supplies on his own order: request and approval on one paper, from named stores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import lies_within
from anlan.readiness.domain.ledger import AccountKind, MoveNeedsReason
from anlan.readiness.domain.requisitions import NotFree, RequisitionAct, StoreOutOfReach, requisition_after
from anlan.readiness.models import Requisition, Store
from anlan.readiness.selectors.free_stock import free_by_store
from anlan.readiness.services import ledger
from anlan.readiness.services.requisitions import Allotment, NewRequisition, allot, checked_lines, enter_requisition
from anlan.readiness.services.stock import store_for_act
from anlan.support import locks, rights

ORDER: Final = "readiness.order_supplies"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedSupplies:
    """The paper, whose stores it may draw on (``drawn_on``, a region), and what each of them sends."""

    paper: NewRequisition
    drawn_on: str
    allotments: Sequence[Allotment]


@transaction.atomic
def order_supplies(*, order: OrderedSupplies, actor: Actor, now: datetime) -> tuple[UUID, dict[UUID, UUID]]:
    """Send supplies on one's own order; return the request's id and the loads' by store. More than is free is refused.

    The paper's token makes what is ordered later stand on the same request.
    """
    paper = order.paper
    rights.require(actor, ORDER, order.drawn_on)
    target = store_for_act(paper.store_id, actor, ORDER)
    if not lies_within(target.region, order.drawn_on):
        raise StoreOutOfReach(store=target.name)
    if not paper.reason.strip():
        raise MoveNeedsReason()
    locks.hold("readiness:order")
    row = Requisition.objects.filter(token=paper.token, store=target).first() if paper.token else None
    row = row or enter_requisition(target, paper, order.drawn_on, actor=actor, now=now)
    requisition_after(row.state, RequisitionAct.APPROVE)
    loads = {each.store_id: _send(row, each, actor, now) for each in order.allotments}
    return row.id, loads


def _send(row: Requisition, allotment: Allotment, actor: Actor, now: datetime) -> UUID:
    lines = checked_lines(allotment.lines)
    source = Store.objects.filter(id=allotment.store_id).first()
    if source is not None:
        ledger.lock([ledger.account(AccountKind.STOCK, source)])
        _require_free(source, lines, now)
    return allot(row, allotment, actor=actor, now=now)


def _require_free(source: Store, lines: dict[str, Decimal], now: datetime) -> None:
    free = free_by_store([source.id], lines, in_china(now).date())[source.id]
    for code, wanted in lines.items():
        if wanted > free.get(code, Decimal(0)):
            item = ledger.known_item(code)
            left = free.get(code, Decimal(0))
            raise NotFree(store=source.name, item=item.name, free=left, wanted=wanted, unit=item.unit)
