"""Building enterprises with what belongs to them."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.gis.geos import Point

from anlan.enterprises.domain.risks import RiskEntry
from anlan.enterprises.models import Enterprise, Record, RiskPoint
from anlan.enterprises.services.records import fresh_record
from anlan.enterprises.services.risks import put_entry

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


def a_risk(**told) -> RiskEntry:
    """Return what is said of a risk point: orange by LEC where nothing else is told."""
    common = {
        "name": "tank",
        "place": "yard",
        "owner": "Li",
        "accidents": ("fire",),
        "method": "lec",
        "factors": {"L": "6", "E": "3", "C": "15"},
        "measures": {"engineering": "dyke whole", "emergency": "hoses there"},
    }
    return RiskEntry(**(common | told))


def build_risk(firm: Enterprise, **told) -> RiskPoint:
    """Store a risk point of a firm."""
    row = RiskPoint(enterprise=firm)
    put_entry(row, a_risk(**told), by="tests", at=datetime(2020, 1, 1, tzinfo=UTC))
    row.save()
    return row
