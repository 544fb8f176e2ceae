"""Building teams, stores with stock, and shelters."""

from decimal import Decimal
from itertools import count

from django.contrib.gis.geos import Point

from anlan.kernel.regions import level_of
from anlan.readiness.models import Shelter, Stock, Store, Team

_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_team(region: str = "513433", **fields) -> Team:
    """Store a comprehensive team that stands by."""
    number = next(_numbers)
    values = {"kind": "comprehensive", "members": 30, "readiness_minutes": 30} | fields
    return Team.objects.create(code=f"T{number:05}", name=f"team {number}", region=region, location=PLACE, **values)


def build_store(region: str = "513433", stock: dict[str, int] | None = None, **fields) -> Store:
    """Store a warehouse that holds ``stock`` by item code."""
    number = next(_numbers)
    place = {"region": region, "level": int(level_of(region)), "location": PLACE}
    store = Store.objects.create(code=f"W{number:05}", name=f"store {number}", **place, **fields)
    for item, quantity in (stock or {}).items():
        Stock.objects.create(store=store, item=item, quantity=Decimal(quantity), floor=Decimal(10))
    return store


def build_shelter(region: str = "513433106", **fields) -> Shelter:
    """Store a closed shelter for 100 persons."""
    number = next(_numbers)
    values = {"kind": "short", "capacity": 100, "area": 200.0} | fields
    return Shelter.objects.create(
        code=f"S{number:05}", name=f"shelter {number}", region=region, location=PLACE, **values
    )
