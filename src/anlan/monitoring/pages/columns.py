"""The columns of values that a list of stations has: what the chosen hazard is measured by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from anlan.monitoring import api

_MOST: Final = 6
_NEWEST: Final = 3
_ASIDE: Final = ("battery", "signal")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: by what it is sorted, its head, the quantity that it shows and with how many decimals."""

    key: str
    head: str | Promise
    quantity: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its instant where that is not the station's newest reading, and its name where no head says it."""

    value: float | None
    decimals: int
    at: datetime | None = None
    label: str = ""
    unit: str = ""


_RAIN: Final = (
    Column("rain_1h", gettext_lazy("Rain 1 h (mm)"), "rain", 1),
    Column("rain_3h", gettext_lazy("Rain 3 h (mm)"), "rain", 1),
    Column("rain_24h", gettext_lazy("Rain 24 h (mm)"), "rain", 1),
)
_WATER: Final = Column("water_level", gettext_lazy("Water level (m)"), "level", 2)


def columns_of(measured: Mapping[str, int], hazard: str, *, most: int | None = _MOST) -> list[Column]:
    """Return the columns of what is measured, the hazard's own quantities first; of mixed hazards the rain alone."""
    found = list(_RAIN) if "rain" in measured else []
    if not hazard and most is not None:
        return [column for column in found if column.key != "rain_3h"]
    if "level" in measured:
        found.append(_WATER)
    known = [each for each in api.quantities().values() if each.name in measured and each.name not in ("rain", "level")]
    known.sort(key=lambda each: (each.name in _ASIDE, each.hazard != hazard))
    more = [Column(each.name, _head(each), each.name, each.decimals) for each in known]
    own = [column for column in more if api.quantities()[column.quantity].hazard == hazard]
    if hazard not in ("", "flood", "weather") and own:
        found, more = own, [*found, *(column for column in more if column not in own)]
    return [*found, *more][:most]


def cells_of(
    row: api.StationRow, columns: Sequence[Column], newest: Mapping[str, tuple[datetime, float]]
) -> list[Cell]:
    """Return the values of a row's columns."""
    return [_cell(row, column, newest) for column in columns]


def newest_of(
    row: api.StationRow, columns: Sequence[Column], newest: Mapping[str, tuple[datetime, float]]
) -> list[Cell]:
    """Return the newest values that no column shows, those of the station's own hazard first."""
    shown = {column.quantity for column in columns} | set(_ASIDE)
    hazard = api.kinds()[row.kind].hazard
    known = [each for each in api.quantities().values() if each.name in newest and each.name not in shown]
    known.sort(key=lambda each: each.hazard != hazard)
    return [
        Cell(newest[each.name][1], each.decimals, _older(row, newest[each.name][0]), each.label, each.unit)
        for each in known[:_NEWEST]
    ]


def _cell(row: api.StationRow, column: Column, newest: Mapping[str, tuple[datetime, float]]) -> Cell:
    if column.quantity == "rain":
        return Cell(getattr(row, column.key), column.decimals)
    at, value = newest.get(column.quantity, (None, None))
    return Cell(value, column.decimals, _older(row, at))


def _older(row: api.StationRow, at: datetime | None) -> datetime | None:
    return None if at == row.heard_at else at


def _head(quantity: api.Quantity) -> str:
    return f"{quantity.label} ({quantity.unit})" if quantity.unit else quantity.label
