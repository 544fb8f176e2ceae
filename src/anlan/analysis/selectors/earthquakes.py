"""What is assessed without anybody asking: reports of earthquakes with magnitude and coordinates."""

from anlan.analysis.domain.earthquake.message import read_message
from anlan.kernel.regions import NATION
from anlan.places import api as places
from anlan.science.earthquake_intensity.source import DEPTHS_KM, LATITUDES, LONGITUDES, MAGNITUDES


def reported_earthquake(text: str) -> dict[str, float] | None:
    """Return magnitude, place and depth of a report that the models hold for; nothing for any other text.

    Without coordinates nothing is assessed by itself: words of mouth wait for a person.
    """
    said = read_message(text)
    values = {"magnitude": said.magnitude, "longitude": said.longitude, "latitude": said.latitude}
    found = {name: value for name, value in values.items() if value is not None}
    bounds = {"magnitude": MAGNITUDES, "longitude": LONGITUDES, "latitude": LATITUDES, "depth_km": DEPTHS_KM}
    if len(found) < len(values):
        return None
    if said.depth_km is not None:
        found["depth_km"] = said.depth_km
    if any(not bounds[name][0] <= value <= bounds[name][1] for name, value in found.items()):
        return None
    return None if places.region_at(found["longitude"], found["latitude"]) == NATION else found
