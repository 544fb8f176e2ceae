"""Where a phone said that it was, and how far that is from the registered place of what is inspected."""

from typing import Any

from django.contrib.gis.geos import Point

from anlan.supervision.domain.places import metres_between
from anlan.supervision.models import Inspection


def place_of(row: Inspection, told: tuple[float, float] | None) -> dict[str, Any]:
    """Return the place as its row keeps it; nothing where the phone told none or none is registered."""
    here, there = Point(*told, srid=4326) if told else None, row.object_location
    off = metres_between((here.x, here.y), (there.x, there.y)) if here and there else None
    return {"location": here, "metres_off": off}
