"""A small file grid.xml of ShakeMap, invented: shaking that falls off evenly from an epicentre."""

import numpy as np

_HEAD = (
    '<?xml version="1.0" encoding="US-ASCII" standalone="yes"?>\n'
    '<shakemap_grid xmlns="http://earthquake.usgs.gov/eqcenter/shakemap" event_id="{event}" shakemap_version="3" '
    'shakemap_originator="us" map_status="RELEASED" shakemap_event_type="{sort}">'
    '<event event_id="{event}" magnitude="6.6" depth="12" lat="{latitude}" lon="{longitude}" '
    'event_timestamp="2022-09-05T04:52:19UTC" event_description="invented"/>'
    '<grid_specification lon_min="0" lat_min="0" lon_max="0" lat_max="0" nominal_lon_spacing="0.05" '
    'nominal_lat_spacing="0.05" nlon="{side}" nlat="{side}"/>'
)
UNITS = {"MMI": "intensity", "PGA": "%g", "PGV": "cm/s"}


def shakemap(*, longitude=102.25, latitude=28.75, side=41, step=0.05, names=("MMI", "PGA", "PGV"), **more):
    """Return the bytes of a map around an epicentre; ``units`` replace those of some fields."""
    half = step * (side - 1) / 2
    east, north = np.meshgrid(longitude - half + step * np.arange(side), latitude + half - step * np.arange(side))
    away = np.hypot(east - longitude, north - latitude)
    values = {"MMI": 9 - 4 * away, "PGA": 80 * np.exp(-3 * away), "PGV": 90 * np.exp(-3 * away)}
    columns = [("LON", "dd", east), ("LAT", "dd", north)]
    columns += [(name, more.get("units", {}).get(name, UNITS[name]), values[name]) for name in names]
    fields = "".join(
        f'<grid_field index="{at}" name="{name}" units="{unit}"/>' for at, (name, unit, _) in enumerate(columns, 1)
    )
    rows = np.column_stack([held.ravel() for _, _, held in columns])
    data = "\n".join(" ".join(f"{value:.4f}" for value in row) for row in rows)
    head = _HEAD.format(
        event=more.get("event", "us1"),
        sort=more.get("sort", "ACTUAL"),
        longitude=longitude,
        latitude=latitude,
        side=side,
    )
    return f"{head}{fields}<grid_data>\n{data}\n</grid_data></shakemap_grid>".encode()
