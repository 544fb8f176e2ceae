"""Building enterprises with what belongs to them."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.gis.geos import Point

from anlan.enterprises.models import Enterprise, MajorHazard, Record
from anlan.enterprises.services.records import fresh_record

_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_enterprise(region: str = "513433106", hazard_classes: tuple[int, ...] = (), **fields) -> Enterprise:
    """Store a chemical firm with major hazards of these classes."""
    number = next(_numbers)
    values = {"code": f"E{number:05}", "name": f"firm {number}", "industry": "chemicals"} | fields
    firm = Enterprise.objects.create(region=region, location=PLACE, **values)
    for hazard_class in hazard_classes:
        MajorHazard.objects.create(
            enterprise=firm,
            code=f"H{next(_numbers):05}",
            name="tanks",
            region=region,
            location=PLACE,
            substance="chlorine",
            quantity=10,
            critical_quantity=5,
            r_value=18,
            hazard_class=hazard_class,
        )
    return firm


def build_record(firm: Enterprise, key: str, values: dict) -> Record:
    """Store a row of a firm's file."""
    row = fresh_record(firm, key, values, by="tests", at=datetime(2020, 1, 1, tzinfo=UTC), today=date(2020, 1, 1))
    row.save()
    return row
