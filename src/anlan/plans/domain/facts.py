"""What is known when a level is proposed: the figures that triggers are tried on."""

from dataclasses import dataclass
from typing import Final

LEVEL_FACTS: Final = ("warning_level", "alarm_level", "upper_response")
"""Facts that are a level and not a count."""

TENTHS: Final = ("magnitude_tenths",)
"""Facts kept as whole tenths, so that every bound is exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Figures of the moment. Levels are ``kernel.levels.Level`` as numbers: 4 red, 3 orange, 2 yellow, 1 blue, 0 none.

    ``warning_level``: worst warning in force of the plan's kinds. ``alarm_level``: worst verified alarm.
    ``alarm_townships``: townships with a verified alarm of orange or worse. ``upper_response``: level of the response
    that the region above runs for this event. ``open_incidents``: open incidents of the plan's kinds in the plan's
    region, this one included. The others are figures of the incident as known.
    """

    warning_level: int = 0
    alarm_level: int = 0
    alarm_townships: int = 0
    dead_and_missing: int = 0
    evacuated: int = 0
    affected: int = 0
    collapsed_rooms: int = 0
    cut_off_townships: int = 0
    reservoirs_in_danger: int = 0
    upper_response: int = 0
    open_incidents: int = 0
    seriously_injured: int = 0
    trapped: int = 0
    threatened: int = 0
    stranded: int = 0
    magnitude_tenths: int = 0
    burnt_ha: int = 0
    fire_hours: int = 0
    leaked_t: int = 0
    power_cut_percent: int = 0


def figure_text(fact: str, figure: int) -> str:
    """Return a fact's figure as people write it: tenths with their point."""
    return f"{figure // 10}.{figure % 10}" if fact in TENTHS else str(figure)
