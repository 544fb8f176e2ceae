"""What is known when a level is proposed: the figures that triggers are tried on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Figures of the moment. Levels are ``kernel.levels.Level`` as numbers: 4 red, 3 orange, 2 yellow, 1 blue, 0 none.

    ``warning_level``: worst warning in force of the plan's kinds. ``alarm_level``: worst verified alarm.
    ``alarm_townships``: townships with a verified alarm of orange or worse. ``upper_response``: level of the response
    that the region above runs for this event. Counts of people are of the incident as known.
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
