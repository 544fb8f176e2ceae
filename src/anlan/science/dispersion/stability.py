"""Stability classes of Pasquill by wind and sky; where the table names two, the steadier one."""

from typing import Final

from anlan.science.refusing import Refused, within

_WINDS: Final = (2.0, 3.0, 5.0, 6.0)
_CLASSES: Final = {
    "strong_sun": "ABBCC",
    "moderate_sun": "BBCDD",
    "slight_sun": "BCCDD",
    "overcast": "DDDDD",
    "cloudy_night": "EEDDD",
    "clear_night": "FFEDD",
}
SKIES: Final = tuple(_CLASSES)


def stability_of(wind: float, sky: str) -> str:
    """Return the class for the wind in m/s at 10 m and the sky; a wind on a border belongs to the stronger."""
    within("wind", wind, 0.0, 60.0)
    if sky not in _CLASSES:
        raise Refused("sky_unknown", sky)
    return _CLASSES[sky][sum(1 for border in _WINDS if wind >= border)]
