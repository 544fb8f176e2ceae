"""Moving people as figures, tables, layers and advice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import gettext_noop
from numpy.typing import NDArray

from anlan.analysis.domain.chemicals.zones import dotted
from anlan.analysis.domain.parts import Advice, Cell, Figure, Layer, Result, Say, Table
from anlan.analysis.domain.sheltering import Order, Plan, Refuge, Village, plan

_MOST_ROWS: Final = 100
_PERSONS: Final = gettext_noop("persons")
_NEEDS: Final = {
    "drinking_water": gettext_noop("Drinking water"),
    "water": gettext_noop("Water altogether"),
    "food": gettext_noop("Food"),
    "toilets": gettext_noop("Toilets"),
    "covered_area": gettext_noop("Area under a roof"),
    "tents": gettext_noop("Tents of 12 m2, where there is no roof"),
    "quilts": gettext_noop("Quilts"),
}
_SPHERE: Final = gettext_noop("Sphere Handbook 2018")
_NORMS: Final = {
    "tents": gettext_noop("3 to 5 persons a tent (doubtful)"),
    "quilts": gettext_noop("usual practice (doubtful)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The villages, the shelters, the minutes between them, and whether roads were known."""

    place: str
    villages: tuple[Village, ...]
    refuges: tuple[Refuge, ...]
    minutes: NDArray[np.float64]
    is_by_road: bool


def result(facts: Facts, order: Order) -> Result:
    """Return what is shown, mapped and printed of moving the people of an area."""
    found = plan(facts.villages, facts.refuges, facts.minutes, order)
    persons = sum(village.persons for village in facts.villages)
    lacking = int(found.placed.unplaced.sum())
    return Result(
        headline=Say(
            gettext_noop("%(persons)s people to move: %(placed)s have a place, %(lacking)s have none"),
            {"persons": persons, "placed": persons - lacking, "lacking": lacking},
        ),
        figures=tuple(_figures(found, persons, lacking)),
        tables=tuple(_tables(found, facts)),
        layers=tuple(_layers(found, facts)),
        advice=tuple(_advice(found, facts, lacking)),
        trust=tuple(_trust(facts)),
        level=3 if lacking else 1,
    )


def _figures(found: Plan, persons: int, lacking: int) -> Iterator[Figure]:
    yield Figure(label=gettext_noop("Registered people to move"), best=persons, unit=_PERSONS)
    yield Figure(label=gettext_noop("Without a shelter place"), best=lacking, unit=_PERSONS, level=4 if lacking else 0)
    times = [each for each in found.times if each is not None]
    if times:
        slowest = max(times, key=lambda each: each.most)
        yield Figure(
            label=gettext_noop("Minutes until 95 of 100 are in safety, slowest village"),
            low=round(slowest.half),
            best=round(slowest.most),
            high=round(slowest.last),
            unit="min",
            note=Say(gettext_noop("Half of them, 95 of 100, the last")),
        )


def _tables(found: Plan, facts: Facts) -> Iterator[Table]:
    rows: list[tuple[Cell, ...]] = []
    for n, village in enumerate(facts.villages):
        for m, refuge in enumerate(facts.refuges):
            sent = int(found.placed.persons[n, m])
            if sent:
                time = found.times[n]
                most = None if time is None else round(time.most)
                rows.append((village.place, refuge.name, sent, round(float(facts.minutes[n, m])), most))
        if found.placed.unplaced[n]:
            none = Say(gettext_noop("no place within four hours"))
            rows.append((village.place, none, int(found.placed.unplaced[n]), None, None))
    yield Table(
        title=gettext_noop("Which shelter takes whom"),
        columns=(
            gettext_noop("Village to be left"),
            gettext_noop("Shelter"),
            gettext_noop("Persons sent"),
            gettext_noop("Minutes on the way"),
            gettext_noop("Minutes until 95 of 100 are there"),
        ),
        rows=tuple(rows[:_MOST_ROWS]),
    )
    yield Table(
        title=gettext_noop("What they need"),
        columns=(
            gettext_noop("Need"),
            gettext_noop("At least"),
            gettext_noop("Wanted"),
            gettext_noop("Unit"),
            gettext_noop("Norm"),
        ),
        rows=tuple(
            (Say(_NEEDS[need.key]), round(need.low), round(need.best), need.unit, _norm(need.key))
            for need in found.needs
        ),
    )


def _norm(key: str) -> Cell:
    return Say(_NORMS.get(key, _SPHERE))


def _layers(found: Plan, facts: Facts) -> Iterator[Layer]:
    villages = (
        (village.place, 4 if found.placed.unplaced[n] else 2, village.longitude, village.latitude)
        for n, village in enumerate(facts.villages)
    )
    yield Layer(
        key="villages",
        label=gettext_noop("Villages to be left"),
        shape="point",
        geojson=dotted(villages),
        icon="home-move",
        legend=((2, Say(gettext_noop("all have a place"))), (4, Say(gettext_noop("some have no place")))),
    )
    used = found.placed.persons.sum(axis=0)
    refuges = ((refuge.name, 1, refuge.longitude, refuge.latitude) for n, refuge in enumerate(facts.refuges) if used[n])
    yield Layer(
        key="shelters",
        label=gettext_noop("Shelters that take them"),
        shape="point",
        geojson=dotted(refuges),
        legend=((1, Say(gettext_noop("takes people"))),),
    )


def _advice(found: Plan, facts: Facts, lacking: int) -> Iterator[Advice]:
    if lacking:
        tents = next(need for need in found.needs if need.key == "tents")
        share = lacking / max(sum(village.persons for village in facts.villages), 1)
        yield Advice(
            text=Say(
                gettext_noop("Find places for %(lacking)s people, or bring %(tents)s tents"),
                {"lacking": lacking, "tents": round(tents.best * share)},
            ),
            reason=Say(gettext_noop("The shelters within four hours have too few free places.")),
            level=4,
        )
    slow = [n for n, time in enumerate(found.times) if time is not None and time.waiting >= 1]
    if slow:
        yield Advice(
            text=Say(
                gettext_noop("Start %(count)s villages earlier or open a second way"),
                {"count": len(slow)},
            ),
            reason=Say(gettext_noop("They queue before the narrowest stretch.")),
            level=2,
        )


def _trust(facts: Facts) -> Iterator[Say]:
    yield Say(gettext_noop("Only registered households are counted; guests, workers and passers-by are not."))
    yield Say(gettext_noop("How soon people are told and ready decides; take it from drills."))
    if not facts.is_by_road:
        yield Say(gettext_noop("Ways are straight lines made longer by 1.4, or guesses where no roads are known."))
