"""A table of residents, one a row, as households with those who live in them; every error is named by its row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from anlan.kernel.errors import AnlanError
from anlan.people.domain.registry import HouseholdDetails, ResidentDetails, checked_household, checked_resident
from anlan.support.tables import load_table

REQUIRED: Final = ("region", "head_name")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused: its number as spreadsheets count, the field, and the rule that it breaks."""

    row: int
    field: str
    rule: str


@dataclass(slots=True)
class ReadHousehold:
    """A household out of the table, with its residents and the row that it begins in."""

    row: int
    details: HouseholdDetails
    residents: list[ResidentDetails] = field(default_factory=list)


@dataclass(slots=True)
class ReadTable:
    """What a table gives; ``rows`` is how many had something in them."""

    households: list[ReadHousehold] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing_columns: tuple[str, ...] = ()
    rows: int = 0

    @property
    def residents(self) -> int:
        """Return how many residents were read."""
        return sum(len(each.residents) for each in self.households)


@cache
def words() -> dict[str, Any]:
    """Return the table of what columns and cells may be called."""
    return load_table("anlan.people", "import_columns")


def columns_of(heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds which field; heads that are no field's name are left out."""
    named = {word.casefold(): key for key, several in words()["columns"].items() for word in several}
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        key = named.get(head.strip().casefold())
        if key is not None:
            found.setdefault(key, index)
    return found


def read_table(rows: Iterable[Sequence[str]], regions: Sequence[str]) -> ReadTable:
    """Read the rows of a table whose first one names its columns; only what lies in ``regions`` is taken."""
    table, several = ReadTable(), iter(rows)
    columns = columns_of(next(several, ()))
    table.missing_columns = tuple(name for name in REQUIRED if name not in columns)
    if table.missing_columns:
        return table
    by_code: dict[str, ReadHousehold] = {}
    for number, row in enumerate(several, 2):
        cells = {key: row[index].strip() if index < len(row) else "" for key, index in columns.items()}
        if any(cells.values()):
            table.rows += 1
            _read_row(table, number, cells, by_code, regions)
    return table


def _read_row(
    table: ReadTable, number: int, cells: dict[str, str], by_code: dict[str, ReadHousehold], regions: Sequence[str]
) -> None:
    try:
        details = checked_household(_household(cells))
        resident = checked_resident(_resident(cells)) if cells.get("name") else None
    except _Refused as refusal:
        table.problems.append(Problem(number, refusal.field, refusal.rule))
        return
    except AnlanError as refusal:
        name, rule = str(refusal.data.get("field", "phone")), str(refusal.data.get("rule", "a_number"))
        table.problems.append(Problem(number, name, rule))
        return
    if not any(details.region.startswith(region) for region in regions):
        table.problems.append(Problem(number, "region", "one_of_your_regions"))
        return
    home = by_code.get(details.code) if details.code else None
    if home is None:
        home = ReadHousehold(number, details)
        table.households.append(home)
        if details.code:
            by_code[details.code] = home
    elif replace(home.details, persons=1) != replace(details, persons=1):
        table.problems.append(Problem(number, "own_number", "same_as_the_first_row"))
        return
    if resident is not None:
        home.residents.append(resident)


class _Refused(Exception):
    def __init__(self, field: str, rule: str) -> None:
        super().__init__(field)
        self.field, self.rule = field, rule


def _household(cells: dict[str, str]) -> HouseholdDetails:
    texts = {key: cells.get(key, "") for key in ("code", "region", "head_name", "address", "hazard")}
    return HouseholdDetails(
        **texts,
        persons=_whole(cells, "persons", "persons_count", otherwise=1),
        longitude=_number(cells, "longitude", "place"),
        latitude=_number(cells, "latitude", "place"),
        is_to_move_first=_word(cells, "is_to_move_first", "yes_no", "yes_or_no") == "yes",
    )


def _resident(cells: dict[str, str]) -> ResidentDetails:
    way, task = cells.get("wish", ""), cells.get("task", "")
    return ResidentDetails(
        name=cells["name"],
        phone=cells.get("phone", ""),
        id_number=cells.get("id_number", ""),
        language=_word(cells, "language", "language", "known_word"),
        channels=(_word(cells, "wish", "way", "known_word"),) if way else (),
        duties=(_word(cells, "task", "task", "known_word"),) if task else (),
    )


def _whole(cells: dict[str, str], key: str, named: str, *, otherwise: int) -> int:
    found = _number(cells, key, named)
    if found is None:
        return otherwise
    if not found.is_integer():
        raise _Refused(named, "a_number")
    return int(found)


def _number(cells: dict[str, str], key: str, named: str) -> float | None:
    text = cells.get(key, "")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise _Refused(named, "a_number") from None


def _word(cells: dict[str, str], key: str, table: str, rule: str) -> str:
    text = cells.get(key, "").casefold()
    for meaning, several in words()[table].items():
        if text in (each.casefold() for each in several):
            return str(meaning)
    raise _Refused({"wish": "ways", "task": "duties"}.get(key, key), rule)
