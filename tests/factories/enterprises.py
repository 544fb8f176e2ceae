"""Building enterprises with what belongs to them."""

from itertools import count

from django.contrib.gis.geos import Point

from anlan.enterprises.models import Enterprise, MajorHazard

_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_enterprise(region: str = "513433106", hazard_classes: tuple[int, ...] = (), **fields) -> Enterprise:
    """Store a chemical firm with major hazards of these classes."""
    number = next(_numbers)
    firm = Enterprise.objects.create(
        code=f"E{number:05}", name=f"firm {number}", industry="chemicals", region=region, location=PLACE, **fields
    )
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
