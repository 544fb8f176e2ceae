"""Building teams, stores with stock, and shelters."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from django.contrib.gis.geos import Point

from anlan.kernel.actors import SYSTEM
from anlan.kernel.regions import level_of
from anlan.readiness.models import Force, Requisition, Shelter, Store, Team
from anlan.readiness.selectors.registers import registers
from anlan.readiness.services.ledger import LotDetails
from anlan.readiness.services.opening import OpeningStock, open_books

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_team(region: str = "513433", **fields) -> Team:
    """Store a comprehensive team that stands by."""
    number = next(_numbers)
    values = {"kind": "comprehensive", "members": 30, "readiness_minutes": 30, "location": PLACE} | fields
    return Team.objects.create(code=f"T{number:05}", name=f"team {number}", region=region, **values)


def build_store(
    region: str = "513433", stock: dict[str, int] | None = None, expires_on: date | None = None, **fields
) -> Store:
    """Store a warehouse whose books open with ``stock`` by item code, in one batch each."""
    number = next(_numbers)
    place = {"region": region, "level": int(level_of(region)), "location": PLACE}
    store = Store.objects.create(code=f"W{number:05}", name=f"store {number}", **place, **fields)
    lot = LotDetails(expires_on=expires_on)
    rows = [
        OpeningStock(store_id=store.id, item=item, quantity=Decimal(quantity), floor=Decimal(10), lot=lot)
        for item, quantity in (stock or {}).items()
    ]
    open_books(rows, actor=SYSTEM, is_demo=store.is_demo, now=LONG_AGO)
    return store


def build_shelter(region: str = "513433106", **fields) -> Shelter:
    """Store a closed shelter for 100 persons."""
    number = next(_numbers)
    values = {"kind": "short", "capacity": 100, "area": 200.0} | fields
    return Shelter.objects.create(
        code=f"S{number:05}", name=f"shelter {number}", region=region, location=PLACE, **values
    )


def build_requisition(store: Store, source: Store | None = None, **fields) -> Requisition:
    """Store a request for 20 tents, with a load of ten from ``source`` where one is named."""
    number = next(_numbers)
    values = {"addressed_to": store.region[:6], "reason": "order 7", "asked_at": LONG_AGO} | fields
    row = Requisition.objects.create(number=number, store=store, region=store.region, **values)
    row.lines.create(item="L0101", wanted=20)
    if source is not None:
        load = row.shipments.create(number=number, source=source, target=store, approved_at=LONG_AGO)
        load.lines.create(item="L0101", planned=10)
    return row


def build_force(register: str, region: str = "513433", **fields) -> Force:
    """Store a force of a register that needs no table of its own."""
    number = next(_numbers)
    kind = next(iter(registers()[register].kinds))
    values = {"code": f"F{number:05}", "kind": kind, "region": region, "location": PLACE, "trust": "confirmed"}
    return Force.objects.create(register=register, name=f"force {number}", **(values | fields))
