"""Asking for supplies, and deciding: approved from a store, handed up, refused, withdrawn, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, models, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, level_of, lies_within, parent_of
from anlan.readiness.domain.ledger import MoveNeedsReason, checked_quantity
from anlan.readiness.domain.requisitions import (
    ApproverIsRequester,
    ExerciseMovesNoStock,
    HasLoads,
    MoreThanAsked,
    NothingNamed,
    RequisitionAct,
    ShipmentState,
    StoreOutOfReach,
    first_decider,
    requisition_after,
    still_open,
)
from anlan.readiness.domain.reserves import CallUpState
from anlan.readiness.events import RequisitionDecided, RequisitionMade
from anlan.readiness.models import Requisition, RequisitionLine, Shipment, ShipmentLine, Store
from anlan.readiness.selectors.loads import loads_of
from anlan.readiness.selectors.scope import READ
from anlan.readiness.services import ledger
from anlan.readiness.services.stock import store_for_act
from anlan.support import journal, rights

APPROVE = "readiness.approve_supplies"
REQUEST = "readiness.request_supplies"
_MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequisition:
    """What is asked for, for which store, why, and until when."""

    store_id: UUID
    lines: Sequence[tuple[str, Decimal]]
    reason: str
    incident_id: UUID | None = None
    needed_by: datetime | None = None
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """How much of which items a store is to send."""

    store_id: UUID
    lines: Sequence[tuple[str, Decimal]]


@transaction.atomic
def request_supplies(*, new: NewRequisition, actor: Actor, now: datetime) -> UUID:
    """Ask for supplies for a store; return the request's id. The next higher region decides first."""
    store = store_for_act(new.store_id, actor, REQUEST)
    checked_lines(new.lines)
    if not new.reason.strip():
        raise MoveNeedsReason()
    if new.incident_id is not None and journal.is_exercise(new.incident_id):
        raise ExerciseMovesNoStock()
    known = Requisition.objects.filter(asked_by_id=actor.id, token=new.token).first() if new.token else None
    if known is not None:
        return known.id
    return enter_requisition(store, new, first_decider(store.region), actor=actor, now=now).id


def enter_requisition(store: Store, new: NewRequisition, decider: str, *, actor: Actor, now: datetime) -> Requisition:
    """Enter a request that ``decider`` decides on; the caller has checked the right."""
    lines = checked_lines(new.lines)
    row = Requisition.objects.create(
        number=next_number(Requisition),
        store=store,
        region=store.region,
        addressed_to=decider,
        reason=new.reason,
        incident_id=new.incident_id,
        needed_by=new.needed_by,
        asked_by_id=actor.id,
        asked_by_name=actor.name,
        asked_at=now,
        token=new.token,
    )
    RequisitionLine.objects.bulk_create(
        RequisitionLine(requisition=row, item=item, wanted=wanted) for item, wanted in lines.items()
    )
    event = RequisitionMade(
        subject=f"requisition:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        number=row.number,
        store=store.name,
        items=told(lines),
        reason=row.reason,
    )
    journal.announce(event, actor=actor, now=now)
    return row


@transaction.atomic
def approve_requisition(*, requisition_id: UUID, allotment: Allotment, actor: Actor, now: datetime) -> UUID:
    """Let a store send what is asked for, or a part of it; return the load's id. Who asked does not approve."""
    row = locked(requisition_id, actor)
    _require_decider(row, actor)
    return allot(row, allotment, actor=actor, now=now)


def allot(row: Requisition, allotment: Allotment, *, actor: Actor, now: datetime) -> UUID:
    """Let a store send a part of a locked request; the caller has checked who decides."""
    requisition_after(row.state, RequisitionAct.APPROVE)
    lines = checked_lines(allotment.lines)
    _check_open(row, lines)
    source = _source(row, allotment.store_id)
    load = Shipment.objects.create(
        number=next_number(Shipment),
        requisition=row,
        source=source,
        target=row.store,
        approved_by_name=actor.name,
        approved_at=now,
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=load, item=item, planned=planned) for item, planned in lines.items()
    )
    _announce(row, RequisitionAct.APPROVE, f"{source.name}: {', '.join(told(lines))}", actor=actor, now=now)
    return load.id


@transaction.atomic
def hand_up(*, requisition_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Let the next higher region decide on what is still open, as its own stores cannot fill it."""
    row = locked(requisition_id, actor)
    _require_decider(row, actor)
    requisition_after(row.state, RequisitionAct.HAND_UP)
    if level_of(row.addressed_to) <= RegionLevel.PROVINCE:
        raise InvalidValue(field="addressed_to", value=row.addressed_to, rule="below_the_province")
    row.addressed_to = parent_of(row.addressed_to)
    row.save(update_fields=["addressed_to"])
    _announce(row, RequisitionAct.HAND_UP, note, actor=actor, now=now)


@transaction.atomic
def end_requisition(*, requisition_id: UUID, act: RequisitionAct, said: str, actor: Actor, now: datetime) -> None:
    """Refuse, withdraw or close a request; the reason is told to those who asked."""
    row = locked(requisition_id, actor)
    if act is RequisitionAct.WITHDRAW:
        rights.require(actor, REQUEST, row.region)
    else:
        rights.require(actor, APPROVE, row.addressed_to)
    state = requisition_after(row.state, act)
    if not said.strip():
        raise MoveNeedsReason()
    moving = row.shipments.exclude(state=ShipmentState.CANCELLED)
    if act is RequisitionAct.CLOSE:
        moving = moving.exclude(state=ShipmentState.RECEIVED)
    calls = row.call_ups.exclude(state=CallUpState.CANCELLED)
    if act is RequisitionAct.CLOSE:
        calls = calls.exclude(state=CallUpState.RECEIVED)
    if moving.exists() or calls.exists():
        raise HasLoads()
    row.state, row.said = state, said
    row.save(update_fields=["state", "said"])
    _announce(row, act, said, actor=actor, now=now)


def close_if_filled(row: Requisition, actor: Actor, now: datetime) -> None:
    """Close a request of which everything has come."""
    if row.shipments.filter(state__in=(ShipmentState.APPROVED, ShipmentState.UNDER_WAY)).exists():
        return
    if row.call_ups.filter(state=CallUpState.CALLED).exists():
        return
    if row.state == "open" and not any(open_lines(row).values()):
        row.state = requisition_after(row.state, RequisitionAct.CLOSE)
        row.save(update_fields=["state"])
        _announce(row, RequisitionAct.CLOSE, "", actor=actor, now=now)


def open_lines(row: Requisition) -> dict[str, Decimal]:
    """Return how much of each item of the request is not filled yet."""
    return still_open(dict(row.lines.values_list("item", "wanted")), loads_of(row.id))


def checked_lines(lines: Sequence[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the quantities by item; refuse none, too many, and what is not in the catalogue."""
    found: dict[str, Decimal] = {}
    for item, quantity in lines:
        ledger.known_item(item)
        found[item] = found.get(item, Decimal(0)) + checked_quantity(quantity)
    if not found:
        raise NothingNamed()
    if len(found) > _MOST_LINES:
        raise InvalidValue(field="lines", value=len(found), rule="at_most_40")
    return found


def told(lines: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Return the lines as the journal tells them."""
    known = {item: ledger.known_item(item) for item in lines}
    return tuple(f"{known[item].name} {quantity.normalize():f} {known[item].unit}" for item, quantity in lines.items())


def next_number(model: type[models.Model]) -> int:
    """Return the next number of a kind of paper; two at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])
    return (model._default_manager.aggregate(last=models.Max("number"))["last"] or 0) + 1


def locked(requisition_id: UUID, actor: Actor) -> Requisition:
    """Return the request for a change; one that the actor may not see does not exist for it."""
    row = Requisition.objects.select_for_update(of=("self",)).select_related("store").filter(id=requisition_id).first()
    if row is None:
        raise NotFound(what="requisition", id=str(requisition_id))
    rights.require_visible(actor, READ, row.region, "requisition")
    return row


def _require_decider(row: Requisition, actor: Actor) -> None:
    rights.require(actor, APPROVE, row.addressed_to)
    if actor.id == row.asked_by_id:
        raise ApproverIsRequester()


def _check_open(row: Requisition, lines: Mapping[str, Decimal]) -> None:
    left = open_lines(row)
    for item, given in lines.items():
        if given > left.get(item, Decimal(0)):
            raise MoreThanAsked(item=ledger.known_item(item).name, given=given, open=left.get(item, Decimal(0)))


def _source(row: Requisition, store_id: UUID) -> Store:
    """Return the store that is to send: another one, where the request is decided, of the same world."""
    source = Store.objects.filter(id=store_id).first()
    if source is None:
        raise NotFound(what="store", id=str(store_id))
    reachable = lies_within(source.region, row.addressed_to) and source.id != row.store_id
    if not reachable or source.is_demo != row.store.is_demo:
        raise StoreOutOfReach(store=source.name)
    return source


def _announce(row: Requisition, act: RequisitionAct, said: str, *, actor: Actor, now: datetime) -> None:
    event = RequisitionDecided(
        subject=f"requisition:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        number=row.number,
        store=row.store.name,
        act=act,
        said=said,
    )
    journal.announce(event, actor=actor, now=now)
