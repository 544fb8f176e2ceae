"""Invented exposed elements and risk zones of one county, round its villages."""

import itertools
import math
from datetime import timedelta
from random import Random
from typing import Final

from anlan.config.demo.seeded import STARTS_ON, dice, near, phrase, seeded_id
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.risks import api as risks

COUNTY: Final = "513433"
_KINDS: Final = ("house", "house", "house", "school", "hospital", "care_home", "bridge", "power")
_STRUCTURES: Final = ("brick_concrete", "brick_wood", "earth_wood", "concrete")
_PERSONS: Final = {"house": (20, 160), "school": (60, 400), "hospital": (5, 40), "care_home": (20, 80)}
_CORNERS: Final = 14
_APART: Final = 9
_NEARNESS: Final = 0.006
_WIDTHS: Final = (0.004, 0.014)
_LEVELS: Final = (4, 3, 3, 2, 2, 2, 1, 1)


def invent(seed: int, progress: Progress) -> None:
    """Invent some elements at every third village and a zone at every second one."""
    villages = places.descendants(COUNTY, places.RegionLevel.VILLAGE)
    elements = [
        _element(seed, number, village, kind)
        for number, (village, kind) in enumerate(((v, k) for v in villages[::3] for k in _KINDS), 1)
    ]
    elements += [_line(seed, number, *pair) for number, pair in enumerate(itertools.pairwise(villages[::_APART]), 1)]
    progress("exposed elements", risks.register_exposed(elements, actor=SYSTEM, is_demo=True), len(elements))
    zones = [_zone(seed, number, village) for number, village in enumerate(villages[::2], 1)]
    progress("risk zones", risks.register_zones(zones, actor=SYSTEM, is_demo=True), len(zones))


def _element(seed: int, number: int, village: places.Division, kind: str) -> risks.NewExposed:
    chance = dice(seed, "exposed", number)
    longitude, latitude = near(chance, village.longitude, village.latitude, _NEARNESS)
    persons = chance.randint(*_PERSONS[kind]) if kind in _PERSONS else 0
    place = phrase("short", name=village.name)
    return risks.NewExposed(
        id=seeded_id("exposed", number),
        code=f"{village.code[:6]}-C{number:04}",
        name=phrase(f"exposed_{kind}", place=place, number=chance.randint(1, 9)),
        kind=kind,
        region=village.code,
        longitude=longitude,
        latitude=latitude,
        persons=persons,
        households=persons // 4 if kind == "house" else 0,
        structure=chance.choice(_STRUCTURES) if kind in _PERSONS else "",
        storeys=chance.randint(1, 4) if kind in _PERSONS else None,
        built_year=chance.randint(1978, 2018),
    )


def _line(seed: int, number: int, one: places.Division, other: places.Division) -> risks.NewExposed:
    """Return a power line from one village to another, with a bend."""
    chance = dice(seed, "line", number)
    middle = (one.longitude + other.longitude) / 2, (one.latitude + other.latitude) / 2
    bend = near(chance, *middle, _NEARNESS)
    return risks.NewExposed(
        id=seeded_id("exposed line", number),
        code=f"{one.code[:6]}-L{number:04}",
        name=phrase("exposed_line", place=phrase("short", name=one.name), other=phrase("short", name=other.name)),
        kind="power",
        region=one.code,
        longitude=bend[0],
        latitude=bend[1],
        line=((one.longitude, one.latitude), bend, (other.longitude, other.latitude)),
    )


def _zone(seed: int, number: int, village: places.Division) -> risks.NewZone:
    chance = dice(seed, "zone", number)
    return risks.NewZone(
        id=seeded_id("zone", number),
        code=f"{village.code[:6]}-F{number:03}",
        name=phrase("zone", place=phrase("short", name=village.name)),
        hazard="geology",
        level=chance.choice(_LEVELS),
        region=village.code,
        outline=_outline(chance, village.longitude, village.latitude),
        edition=f"{STARTS_ON - timedelta(days=1):%Y}",
        source=phrase("zone_source"),
    )


def _outline(chance: Random, longitude: float, latitude: float) -> tuple[tuple[float, float], ...]:
    """Return an uneven ring round a point."""
    wide = chance.uniform(*_WIDTHS)
    ring = []
    for corner in range(_CORNERS):
        angle, far = 2 * math.pi * corner / _CORNERS, wide * chance.uniform(0.7, 1.2)
        ring.append((round(longitude + far * math.cos(angle), 5), round(latitude + far * math.sin(angle), 5)))
    return (*ring, ring[0])
