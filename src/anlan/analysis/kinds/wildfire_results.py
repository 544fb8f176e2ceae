"""A wildfire reckoned: an ensemble over the ground, told as figures, tables, layers and advice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain import progress
from anlan.analysis.domain.fire.laying import (
    Fire,
    Heights,
    Square,
    air_of,
    crossed,
    ground_of,
    lit_of,
    outline,
    square_of,
)
from anlan.analysis.domain.ground import collection, dot, feature
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.wildfire_crews import crew_advice
from anlan.kernel.later import later
from anlan.science.fire_spread.fuels import is_doubtful
from anlan.science.fire_spread.head import Head
from anlan.support.tables import load_table

ensemble = later("anlan.science.fire_spread.ensemble")

MEMBERS: Final = 100
_SQUARE_METRES_PER_HECTARE: Final = 10_000
_MOST_ROWS: Final = 60
_MOST_ADVISED: Final = 5
_LEAVE: Final = msg("Move people out of %(place)s now.")
_CUT_OFF: Final = msg("Tell who runs %(place)s: have it shut off or closed before the fire is there.")
_KINDS: Final = {
    "village": msg("Village on the ground"),
    "exposed": msg("Exposed element"),
    "major_hazard": msg("Major hazard installation"),
    "shelter": msg("Shelter"),
    "line": msg("Line (power, road, pipe)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A place on the fire's ground; a household has its persons and no name, a line the ``parts`` it runs along."""

    kind: str
    name: str
    longitude: float
    latitude: float
    persons: int = 0
    parts: tuple[tuple[tuple[float, float], ...], ...] = ()

    def cells(self, square: Square) -> list[tuple[int, int]]:
        """Return the cells of the square that it stands on or runs through."""
        if not self.parts:
            cell = square.cell(self.longitude, self.latitude)
            return [cell] if square.holds(cell) else []
        return list(dict.fromkeys(cell for part in self.parts for cell in crossed(part, square)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The fire, places and heights of its ground, China's hour of the picture, whether a satellite saw it."""

    fire: Fire
    watched: tuple[Watched, ...]
    heights: Heights | None
    hour: int | None
    has_hotspots: bool
    members: int = MEMBERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A place and when the fire is there, in minutes; infinite where members do not reach it."""

    place: Watched
    low: float
    best: float
    share: float


def reckon(_inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Reckon the members and tell what they find."""
    fire, rules = facts.fire, load_table("anlan.analysis", "crew")
    square = square_of(fire)
    inside = [(place, cells) for place in facts.watched if (cells := place.cells(square))]
    found = ensemble.ensemble(
        ground_of(fire, square, facts.heights),
        air_of(fire),
        lit_of(fire, square),
        ensemble.Asked(family=fire.family, hours=fire.hours, members=facts.members),
        watched=[cell for _, cells in inside for cell in cells],
        progress=lambda number: progress.tell(number / facts.members),
    )
    everyone = list(_everyone(inside, found.watched))
    reached = [each for each in everyone if each.place.kind != "household"]
    struck = sorted((each for each in reached if each.share >= rules["least_chance"]), key=_soonest)
    threatened = [each for each in struck if each.place.kind != "shelter"]
    level = max((_urgency(each, rules) for each in threatened), default=1)
    return Result(
        headline=Say(
            msg("Within %(hours)s h the fire may reach %(count)s places; its head runs %(rate)s m/min"),
            {"hours": fire.hours, "count": len(threatened), "rate": f"{fire.head.rate_m_min['best']:.1f}"},
        ),
        level=level,
        figures=(*_people(everyone), *_figures(fire.head, found, square)),
        tables=(_table(threatened), _shelters(reached)),
        layers=(_areas(found, fire, square), *_lines(threatened, rules), _points(threatened, rules)),
        advice=(
            *_leaving(threatened, rules),
            *_distance(fire.head),
            *crew_advice(fire, hour=facts.hour, has_hotspots=facts.has_hotspots, rules=rules),
        ),
        trust=tuple(_trust(facts, found)),
    )


def _everyone(inside: Sequence[tuple[Watched, Sequence[Any]]], minutes: Any) -> Iterator[Reached]:
    """Give when the fire is at each place: of a line, where it comes to it first."""
    at = 0
    for place, cells in inside:
        when = ensemble.arrival(minutes[:, at : at + len(cells)].min(axis=1))
        yield Reached(place=place, low=when.low, best=when.best, share=when.share)
        at += len(cells)


def _soonest(each: Reached) -> tuple[float, float, str]:
    return each.low, each.best, each.place.name


def _urgency(each: Reached, rules: Mapping[str, Any]) -> int:
    hours = each.low / 60
    return 4 if hours <= rules["soon_hours"] else 3 if hours <= rules["later_hours"] else 2


def _people(everyone: list[Reached]) -> Iterator[Figure]:
    homes = [each for each in everyone if each.place.kind == "household"]
    if homes:
        low, best, high = (
            sum(each.place.persons for each in homes if each.share >= share) for share in (0.9, 0.5, 0.1)
        )
        yield Figure(
            label=msg("Registered persons where the fire may come"),
            low=low,
            best=best,
            high=high,
            unit=msg("persons"),
            level=4 if best else 2 if high else 0,
        )


def _figures(head: Head, found: Any, square: Square) -> Iterator[Figure]:
    rate = head.rate_m_min
    yield Figure(
        label=msg("Rate of the head"),
        low=round(rate["low"], 1),
        best=round(rate["best"], 1),
        high=round(rate["high"], 1),
        unit="m/min",
        digits=1,
    )
    counts = found.counts[-1] / found.members
    per_cell = square.cell_m**2 / _SQUARE_METRES_PER_HECTARE
    low, best, high = (float((counts >= share).sum() * per_cell) for share in (0.9, 0.5, 0.1))
    yield Figure(label=msg("Burnt ground at the end"), low=low, best=best, high=high, unit="hm\u00b2")
    if head.flame_m is not None:
        yield Figure(label=msg("Length of the flames"), best=round(head.flame_m, 1), unit="m", digits=1)
    if head.safe_distance_m is not None:
        yield Figure(label=msg("Least distance without shelter"), best=round(head.safe_distance_m), unit="m")


def _hours(minutes: float) -> float | None:
    return round(minutes / 60, 1) if isfinite(minutes) else None


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _table(struck: list[Reached]) -> Table:
    return Table(
        title=msg("Places that the fire may reach"),
        columns=(msg("Place"), msg("Kind"), msg("Earliest (h)"), msg("Middle (h)"), msg("Chance")),
        rows=tuple(
            (
                each.place.name,
                Say(_KINDS[each.place.kind]),
                _hours(each.low),
                _hours(each.best),
                _percent(each.share),
            )
            for each in struck[:_MOST_ROWS]
        ),
        note=Say(msg("Earliest: one member in ten is there by then. Middle: half of them.")),
    )


def _shelters(reached: list[Reached]) -> Table:
    rows = sorted((each for each in reached if each.place.kind == "shelter"), key=lambda each: each.share)
    return Table(
        title=msg("Shelters on this ground, the safest first"),
        columns=(msg("Place"), msg("Chance")),
        rows=tuple((each.place.name, _percent(each.share)) for each in rows[:_MOST_ROWS]),
    )


def _areas(found: Any, fire: Fire, square: Square) -> Layer:
    middle = found.hour_of(0.5)
    marks = sorted({max(1, round(fire.hours * part)) for part in (0.25, 0.5, 1.0)})
    bands = [(1, Say(msg("Reached by one member in ten within %(hours)s h"), {"hours": fire.hours}))]
    masks = [found.counts[-1] >= 0.1 * found.members]
    for level, hours in zip((2, 3, 4), reversed(marks), strict=False):
        bands.append((level, Say(msg("Reached by half of the members within %(hours)s h"), {"hours": hours})))
        masks.append(middle <= hours)
    features = [
        feature(outline(np.asarray(mask), square), f"{said.values['hours']} h", level)
        for (level, said), mask in zip(bands, masks, strict=True)
        if mask.any()
    ]
    return Layer(
        key="spread",
        label=msg("Where the fire may be"),
        shape="area",
        geojson=collection(features),
        legend=tuple(bands),
    )


def _points(struck: list[Reached], rules: Mapping[str, Any]) -> Layer:
    return Layer(
        key="reached",
        label=msg("Places that the fire may reach"),
        shape="point",
        geojson=collection(
            dot(each.place.name, _urgency(each, rules), each.place.longitude, each.place.latitude)
            for each in struck
            if not each.place.parts
        ),
    )


def _lines(struck: list[Reached], rules: Mapping[str, Any]) -> Iterator[Layer]:
    found = [
        feature({"type": "MultiLineString", "coordinates": each.place.parts}, each.place.name, _urgency(each, rules))
        for each in struck
        if each.place.parts
    ]
    if found:
        yield Layer(key="lines", label=msg("Lines that the fire may reach"), shape="line", geojson=collection(found))


def _leaving(struck: list[Reached], rules: Mapping[str, Any]) -> Iterator[Advice]:
    for each in struck[:_MOST_ADVISED]:
        yield Advice(
            text=Say(_CUT_OFF if each.place.parts else _LEAVE, {"place": each.place.name}),
            reason=Say(
                msg("The fire may be there in %(hours)s h; %(share)s of the members reach it."),
                {"hours": _hours(each.low) if isfinite(each.low) else "-", "share": _percent(each.share)},
            ),
            level=_urgency(each, rules),
        )


def _distance(head: Head) -> Iterator[Advice]:
    if head.safe_distance_m is not None:
        yield Advice(
            text=Say(
                msg("Stay at least %(metres)s m away from the front without shelter; uphill and downwind more."),
                {"metres": f"{head.safe_distance_m:.0f}"},
            ),
            reason=Say(msg("Four lengths of flame, by radiation alone.")),
            level=3,
        )


def _trust(facts: Facts, found: Any) -> Iterator[Say]:
    if facts.heights is None:
        yield Say(msg("One plane of ground: valleys and ridges are not in it, for no elevations were taken."))
    yield Say(
        msg("One fuel and one wind everywhere: mixed forest, valley winds and the fire's own wind are not in it.")
    )
    yield Say(msg("Sparks fly over roads and rivers; a line that holds here may not hold outside."))
    if facts.fire.family == "wang":
        yield Say(msg("The numbers of Wang Zhengfei's formula were read in copies, not in print."))
    elif is_doubtful(facts.fire.fuel):
        yield Say(msg("The numbers of this fuel were read in one place only and are doubtful."))
    if facts.watched and any(each.kind == "village" for each in facts.watched):
        yield Say(msg("Villages lie where the map puts them, some of them schematically."))
    likely = found.counts[-1] >= 0.1 * found.members
    if likely[[0, -1], :].any() or likely[:, [0, -1]].any():
        yield Say(msg("The fire may run beyond this map; ask for fewer hours or look farther."))
