"""Invented batches and requests for supplies, in the stores that ``readiness`` invents."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from anlan.config.demo.seeded import seeded_id
from anlan.readiness import api as readiness
from anlan.support.tables import load_table

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
            id=seeded_id("request", each["region"]),
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


def _lines(table: dict[str, int]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((item, Decimal(quantity)) for item, quantity in table.items())


def _table() -> dict[str, Any]:
    return load_table("anlan.config.demo", "readiness")
