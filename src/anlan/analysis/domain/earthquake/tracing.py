"""A rupture's line that people know, put to an earthquake."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from anlan.analysis.domain.earthquake.errors import TraceFar, TraceLong, TraceOutside
from anlan.science.earthquake_intensity.source import LATITUDES, LONGITUDES, Source, flat, km_from_trace

# The longest rupture on land that was ever seen, on the Kunlun fault in 2001, was 426 km long.
_LONGEST_KM: Final = 500.0
_FARTHEST_KM: Final = 50.0


def traced(source: Source, line: Sequence[Sequence[float]]) -> Source:
    """Return the source with its rupture's line; an empty line leaves it as it is.

    Refused are a line outside the range of the model, one that passes far from the epicentre, one longer than any.
    """
    if not line:
        return source
    for longitude, latitude in line:
        if not (LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]):
            raise TraceOutside(longitude=f"{longitude:g}", latitude=f"{latitude:g}")
    found = replace(source, trace=tuple((float(east), float(north)) for east, north in line))
    away = float(km_from_trace(found, [source.longitude], [source.latitude])[0])
    if away > _FARTHEST_KM:
        raise TraceFar(km=round(away), most=round(_FARTHEST_KM))
    if length_km(found) > _LONGEST_KM:
        raise TraceLong(km=round(length_km(found)), most=round(_LONGEST_KM))
    return found


def length_km(source: Source) -> float:
    """Return the length of a source's line on the flat map; 0 without one."""
    if not source.trace:
        return 0.0
    east, north = flat(source, *np.array(source.trace).T)
    return float(np.hypot(np.diff(east), np.diff(north)).sum())
