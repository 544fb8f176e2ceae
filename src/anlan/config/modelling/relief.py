"""Evacuation, shelters, relief: times, places, needs."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from anlan.config.modelling.manifest import Manifest, RowRefused, refused
from anlan.config.modelling.model import Model, each
from anlan.config.modelling.rows import Outcome
from anlan.config.modelling.rows import Row as FileRow
from anlan.science.evacuation.leaving import Moving, driven_per_minute, leaving, walked_per_minute
from anlan.science.evacuation.placing import place
from anlan.science.refusing import Refused
from anlan.science.relief_needs.needs import Need, hands, relief_needs

Row = dict[str, Any]
_VEHICLES: Final = 600.0
_PERSONS: Final = 3.0


def _evacuation(row: Row) -> Row:
    if row["mode"] == "walk":
        if row["width_m"] is None:
            raise RowRefused("missing", "width_m")
        capacity = walked_per_minute(row["width_m"])
    else:
        capacity = driven_per_minute(row["vehicles_per_hour"] or _VEHICLES, row["persons_per_vehicle"] or _PERSONS)
    found = leaving(
        Moving(
            people=row["people"],
            told_minutes=row["told_minutes"],
            ready_minutes=row["ready_minutes"],
            distance_km=row["distance_km"],
            mode=row["mode"],
            per_minute=capacity,
        )
    )
    return {
        "half_minutes": round(found.half, 1),
        "most_minutes": round(found.most, 1),
        "last_minutes": round(found.last, 1),
        "waiting_minutes": round(found.waiting, 1),
    }


def _listed(needs: tuple[Need, ...]) -> Row:
    told: Row = {}
    for need in needs:
        for name in ("low", "best", "high"):
            told[f"{need.key}_{name}"] = round(getattr(need, name), 2)
    return told


def _needs(row: Row) -> Row:
    return _listed(relief_needs(row["people"], row["days"], is_cold=row["is_cold"] == "yes"))


def _hands(row: Row) -> Row:
    return _listed(hands(row["people"], row["injured"], row["dead"]))


def _places(rows: Iterable[FileRow], by: Manifest) -> Iterator[Outcome]:
    read: list[tuple[FileRow, Row]] = []
    people: dict[str, int] = {}
    free: dict[str, int] = {}
    for row in rows:
        try:
            values = by.values(row.cells)
            _same(people, values, ("place", "people"))
            _same(free, values, ("shelter", "free_places"))
            read.append((row, values))
        except RowRefused as refusal:
            yield refused((row.number,), row.cells, refusal)
    if read:
        yield from _placed(read, people, free)


def _same(known: dict[str, int], values: Row, names: tuple[str, str]) -> None:
    name, number = names
    if known.setdefault(values[name], values[number]) != values[number]:
        raise RowRefused("differs_from_the_row_before", number, values[number])


def _placed(read: list[tuple[FileRow, Row]], people: dict[str, int], free: dict[str, int]) -> Iterator[Outcome]:
    minutes = np.full((len(people), len(free)), np.inf)
    row_of, column_of = ({name: n for n, name in enumerate(known)} for known in (people, free))
    for _, values in read:
        if values["minutes"] is not None:
            minutes[row_of[values["place"]], column_of[values["shelter"]]] = values["minutes"]
    try:
        found = place(np.array(list(people.values())), np.array(list(free.values())), minutes)
    except Refused as refusal:
        yield refused(tuple(row.number for row, _ in read), {}, refusal)
        return
    for row, values in read:
        at, to = row_of[values["place"]], column_of[values["shelter"]]
        told = {"placed": int(found.persons[at, to]), "without_place": int(found.unplaced[at])}
        yield Outcome((row.number,), {**row.cells, **told})


MODELS: Final = (
    Model(
        "evacuation",
        "evacuation",
        each(_evacuation),
        dict.fromkeys(("half_minutes", "most_minutes", "last_minutes", "waiting_minutes"), "from the order"),
    ),
    Model(
        "shelter-places",
        "evacuation",
        _places,
        {"placed": "persons of the place in the shelter", "without_place": "of the place, in no shelter"},
    ),
    Model("relief-needs", "relief_needs", each(_needs), {"..._low, _best, _high": "of each need"}),
    Model("rescue-hands", "relief_needs", each(_hands), {"..._low, _best, _high": "of each sort"}),
)
