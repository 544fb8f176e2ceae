"""Building hazard sites, reservoirs and enterprises."""

from itertools import count

from django.contrib.gis.geos import Point

from anlan.risks.models import Enterprise, HazardSite, MajorHazard, Reservoir

_numbers = count(1)
PLACE = Point(102.27, 28.72, srid=4326)


def build_site(region: str = "513433106200", **fields) -> HazardSite:
    """Store a watched landslide."""
    number = next(_numbers)
    values = {"kind": "landslide", "grade": "small", "threatened_persons": 20, "threatened_households": 5} | fields
    place = {"region": region, "location": PLACE}
    return HazardSite.objects.create(code=f"G{number:05}", name=f"site {number}", **place, **values)


def build_reservoir(region: str = "513433106", **fields) -> Reservoir:
    """Store a small reservoir."""
    number = next(_numbers)
    values = {"size": "small_2", "capacity": 20.0} | fields
    return Reservoir.objects.create(
        code=f"R{number:05}", name=f"reservoir {number}", region=region, location=PLACE, **values
    )


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
