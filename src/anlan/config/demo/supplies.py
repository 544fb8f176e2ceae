"""Invented batches and requests for supplies, in the stores that ``readiness`` invents."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from anlan.config.demo.places import REGION
from anlan.config.demo.seeded import seeded_id
from anlan.kernel.actors import SYSTEM
from anlan.readiness import api as readiness
from anlan.support.tables import load_table

_ONCE: Final = "demonstration"
_SOON: Final = Decimal("0.3")


def batches(item: str, held: int, today: date) -> Iterator[tuple[Decimal, readiness.LotDetails]]:
    """Yield what a store holds of an item by batch; what does not go off is one batch without a date."""
    days = _table()["batches"].get(item)
    if days is None:
        yield Decimal(held), readiness.LotDetails()
        return
    soon = round(held * _SOON)
    for quantity, left in zip((soon, held - soon), days, strict=True):
        expires_on = today + timedelta(days=left)
        yield Decimal(quantity), readiness.LotDetails(number=f"{expires_on:%y%m%d}", expires_on=expires_on)


def requests() -> list[readiness.OpeningRequest]:
    """Return the invented requests, the first with a load that waits for the keeper."""
    return [
        readiness.OpeningRequest(
            id=_request_id(each),
            store_id=seeded_id("store", each["region"]),
            lines=_lines(each["lines"]),
            reason=each["reason"],
            asked_by=each["asked_by"],
            approved_by=each.get("approved_by", ""),
            source_id=seeded_id("store", each["region"][:6]) if "load" in each else None,
            load=_lines(each.get("load", {})),
        )
        for each in _table()["requests"]
    ]


def carry_on(now: datetime) -> None:
    """Bring the invented requests as far as each has come; what somebody took further stays."""
    for each in _table()["requests"]:
        row = readiness.requisition(SYSTEM, _request_id(each))
        wanted = each.get("then", "")
        if row.state == readiness.RequisitionState.OPEN and wanted:
            _step(each, wanted, row, now)


def call_up(now: datetime) -> None:
    """Call up one invented reserve for the prefecture's store, once."""
    new = readiness.NewCallUp(
        reserve_id=seeded_id("force", "agreements", REGION, 2),
        store_id=seeded_id("store", REGION),
        quantity=Decimal(60),
        note=_table()["call_up_note"],
        token=_ONCE,
    )
    readiness.call_up_reserve(new=new, actor=SYSTEM, now=now)


def _step(each: dict[str, Any], wanted: str, row: readiness.Requisition, now: datetime) -> None:
    if wanted in (readiness.RequisitionAct.REFUSE, readiness.RequisitionAct.WITHDRAW):
        act = readiness.RequisitionAct(wanted)
        readiness.end_requisition(requisition_id=row.id, act=act, said=each["said"], actor=SYSTEM, now=now)
        return
    load = readiness.shipments(SYSTEM, readiness.ShipmentFilter(requisition_id=row.id))[0]
    lines = _lines(each["load"])
    if load.state == readiness.ShipmentState.APPROVED and wanted == "cancel":
        readiness.cancel_shipment(shipment_id=load.id, said=each["said"], actor=SYSTEM, now=now)
    elif load.state == readiness.ShipmentState.APPROVED:
        departure = readiness.Departure(lines=lines, vehicle=each["vehicle"], expected_at=now + timedelta(hours=3))
        readiness.dispatch_shipment(shipment_id=load.id, departure=departure, actor=SYSTEM, now=now)
        if wanted == "receive":
            arrival = readiness.Arrival(lines=lines)
            readiness.receive_shipment(shipment_id=load.id, arrival=arrival, actor=SYSTEM, now=now)


def _request_id(each: dict[str, Any]) -> UUID:
    return seeded_id("request", each["region"], *each.get("key", ()))


def _lines(table: dict[str, int]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((item, Decimal(quantity)) for item, quantity in table.items())


def _table() -> dict[str, Any]:
    return load_table("anlan.config.demo", "readiness")
