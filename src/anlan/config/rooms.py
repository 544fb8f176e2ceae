"""The rooms that are Django apps, from the ground up."""

from typing import Final

ROOMS: Final = (
    "support",
    "web",
    "places",
    "people",
    "access",
    "duty",
    "risks",
    "enterprises",
    "readiness",
    "dangers",
    "monitoring",
    "alarms",
    "major_hazards",
    "incidents",
    "public_warnings",
    "plans",
    "command",
    "drills",
    "intake",
    "knowledge",
    "losses",
    "supervision",
    "reporting",
    "enforcement",
    "investigations",
    "safety_duties",
    "situation",
    "center",
)
