"""Building enterprises with what belongs to them."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.gis.geos import Point

from anlan.enterprises.models import Enterprise, Record
from anlan.enterprises.services.records import fresh_record

_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_enterprise(region: str = "513433106", **fields) -> Enterprise:
    """Store a chemical firm."""
    number = next(_numbers)
    values = {"code": f"E{number:05}", "name": f"firm {number}", "industry": "chemicals"} | fields
    return Enterprise.objects.create(region=region, location=PLACE, **values)


def build_record(firm: Enterprise, key: str, values: dict) -> Record:
    """Store a row of a firm's file."""
    row = fresh_record(firm, key, values, by="tests", at=datetime(2020, 1, 1, tzinfo=UTC), today=date(2020, 1, 1))
    row.save()
    return row
