"""A load goes: loaded from the stock, seen on its way, received with what is missing, or cancelled before it left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.readiness.domain.ledger import LARGEST, AccountKind, MoveNeedsReason
from anlan.readiness.domain.requisitions import (
    LossNeedsNote,
    MoreThanAsked,
    NothingNamed,
    ShipmentAct,
    shipment_after,
)
from anlan.readiness.events import ShipmentMoved
from anlan.readiness.models import Account, Requisition, Shipment, ShipmentLine
from anlan.readiness.selectors.scope import READ
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import Line, Paper
from anlan.readiness.services.requisitions import close_if_filled, told
from anlan.support import journal, rights

RECEIVE = "readiness.receive_supplies"
MOVE = "readiness.move_stock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What is loaded, on what, and when it should arrive."""

    lines: Sequence[tuple[str, Decimal]]
    vehicle: str = ""
    driver: str = ""
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What has come; the note says where the rest is."""

    lines: Sequence[tuple[str, Decimal]]
    note: str = ""


@transaction.atomic
def dispatch_shipment(*, shipment_id: UUID, departure: Departure, actor: Actor, now: datetime) -> None:
    """Load what the store has of what was approved; what does not go is open again."""
    load = _locked(shipment_id, actor)
    rights.require(actor, MOVE, load.source.region)
    state = shipment_after(load.state, ShipmentAct.DISPATCH)
    given = _counted(departure.lines)
    if not any(given.values()):
        raise NothingNamed()
    stock, way = ledger.account(AccountKind.STOCK, load.source), _way(load)
    ledger.lock((stock, way))
    lines = []
    for row in load.lines.all():
        _set(row, "sent", given.pop(row.item, Decimal(0)), row.planned)
        lines += _take(row.item, row.sent, (stock, way), now)
    _refuse_unknown(given)
    paper = Paper(kind="dispatch", reason=load.requisition.reason, party=load.target.name, subject_id=load.id)
    ledger.post(load.source, paper, lines, actor=actor, now=now)
    load.state, load.sent_by_name, load.sent_at = state, actor.name, now
    load.vehicle, load.driver, load.expected_at = departure.vehicle, departure.driver, departure.expected_at
    load.save()
    _announce(load, ShipmentAct.DISPATCH, _told(load, "sent"), actor=actor, now=now)


@transaction.atomic
def report_shipment(*, shipment_id: UUID, place: str, actor: Actor, now: datetime) -> None:
    """Tell where a load is on its way."""
    load = _locked(shipment_id, actor)
    if not rights.may(actor, MOVE, load.source.region):
        rights.require(actor, RECEIVE, load.target.region)
    shipment_after(load.state, ShipmentAct.REPORT)
    if not place.strip():
        raise MoveNeedsReason()
    load.last_place, load.last_seen_at = place, now
    load.save(update_fields=["last_place", "last_seen_at"])
    _announce(load, ShipmentAct.REPORT, place, actor=actor, now=now)


@transaction.atomic
def receive_shipment(*, shipment_id: UUID, arrival: Arrival, actor: Actor, now: datetime) -> None:
    """Take in what has come; what is missing is entered as lost, with the note why."""
    load = _locked(shipment_id, actor)
    rights.require(actor, RECEIVE, load.target.region)
    state = shipment_after(load.state, ShipmentAct.RECEIVE)
    given = _counted(arrival.lines)
    way, stock, lost = _way(load), ledger.account(AccountKind.STOCK, load.target), ledger.account(AccountKind.LOST)
    ledger.lock((way, stock))
    came, gone = [], []
    for row in load.lines.all():
        _set(row, "received", given.pop(row.item, Decimal(0)), row.sent)
        came += _take(row.item, row.received, (way, stock), now)
    _refuse_unknown(given)
    paper = Paper(kind="receipt", reason=load.requisition.reason, party=load.source.name, subject_id=load.id)
    if came:
        ledger.post(load.target, paper, came, actor=actor, now=now)
    for row in load.lines.all():
        gone += _take(row.item, row.sent - row.received, (way, lost), now)
    if gone and not arrival.note.strip():
        raise LossNeedsNote()
    if gone:
        paper = Paper(kind="loss", reason=arrival.note, party=load.target.name, subject_id=load.id)
        ledger.post(load.source, paper, gone, actor=actor, now=now)
    load.state, load.received_by_name, load.received_at, load.note = state, actor.name, now, arrival.note
    load.save()
    _announce(load, ShipmentAct.RECEIVE, _told(load, "received"), actor=actor, now=now)
    close_if_filled(load.requisition, actor, now)


@transaction.atomic
def cancel_shipment(*, shipment_id: UUID, said: str, actor: Actor, now: datetime) -> None:
    """Cancel a load that has not left; what it was to carry is open again."""
    load = _locked(shipment_id, actor)
    if not rights.may(actor, MOVE, load.source.region):
        rights.require(actor, "readiness.approve_supplies", load.requisition.addressed_to)
    load.state = shipment_after(load.state, ShipmentAct.CANCEL)
    if not said.strip():
        raise MoveNeedsReason()
    load.note = said
    load.save(update_fields=["state", "note"])
    _announce(load, ShipmentAct.CANCEL, said, actor=actor, now=now)


def _locked(shipment_id: UUID, actor: Actor) -> Shipment:
    """Return the load for a change, its request locked before it; both stores' regions may see it."""
    found = Shipment.objects.filter(id=shipment_id).values_list("requisition_id", flat=True).first()
    if found is None:
        raise NotFound(what="shipment", id=str(shipment_id))
    request = Requisition.objects.select_for_update().get(id=found)
    load = Shipment.objects.select_for_update(of=("self",)).select_related("source", "target").get(id=shipment_id)
    load.requisition = request
    if not rights.may(actor, READ, load.source.region):
        rights.require_visible(actor, READ, load.target.region, "shipment")
    return load


def _way(load: Shipment) -> Account:
    return ledger.account(AccountKind.TRANSIT, load.source, str(load.id))


def _counted(lines: Sequence[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the quantities by item; here nothing is a quantity, too."""
    for _, quantity in lines:
        if not quantity.is_finite() or not 0 <= quantity <= LARGEST or quantity != round(quantity, 2):
            raise InvalidValue(field="quantity", value=quantity, rule="above_0_to_10000000_with_2_decimals")
    return dict(lines)


def _set(row: ShipmentLine, column: str, quantity: Decimal, most: Decimal) -> None:
    if quantity > most:
        raise MoreThanAsked(item=ledger.known_item(row.item).name, given=quantity, open=most)
    setattr(row, column, quantity)
    row.save(update_fields=[column])


def _take(item: str, quantity: Decimal, sides: tuple[Account, Account], now: datetime) -> list[Line]:
    """Return the postings of a quantity; from the stock only what is fit for use."""
    if not quantity:
        return []
    source, target = sides
    held = ledger.held_in(source, item)
    is_loaded = source.kind == AccountKind.TRANSIT
    lots = ledger.picked(held, ledger.known_item(item), quantity, now, takes_expired=is_loaded)
    return [Line(lot_id, item, part, source, target) for lot_id, part in lots]


def _refuse_unknown(left: dict[str, Decimal]) -> None:
    for item in left:
        raise MoreThanAsked(item=ledger.known_item(item).name, given=left[item], open=Decimal(0))


def _told(load: Shipment, column: str) -> str:
    lines = load.lines.filter(**{f"{column}__gt": 0}).values_list("item", column)
    return ", ".join(told(dict(lines)))


def _announce(load: Shipment, act: ShipmentAct, said: str, *, actor: Actor, now: datetime) -> None:
    event = ShipmentMoved(
        subject=f"shipment:{load.id}",
        region=load.target.region,
        incident_id=load.requisition.incident_id,
        number=load.number,
        source=load.source.name,
        target=load.target.name,
        act=act,
        said=said,
        vehicle=load.vehicle,
    )
    journal.announce(event, actor=actor, now=now)
