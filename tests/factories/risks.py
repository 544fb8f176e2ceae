"""Building hazard sites and reservoirs."""

from itertools import count

from django.contrib.gis.geos import Point

from anlan.risks.models import ExposedElement, HazardSite, Reservoir

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


def build_exposed(region: str = "513433106200", **fields) -> ExposedElement:
    """Store a school."""
    number = next(_numbers)
    values = {"kind": "school", "persons": 120} | fields
    return ExposedElement.objects.create(
        code=f"E{number:05}", name=f"school {number}", region=region, shape=PLACE, **values
    )
