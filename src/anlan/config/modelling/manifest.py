"""What a model's manifest says of its columns, and a row's cells read by it."""

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib import resources
from math import isfinite
from typing import Any, Final, Self

from anlan.config.modelling.rows import Outcome
from anlan.kernel.clock import CHINA
from anlan.science.refusing import Refused
from anlan.science.saying import Said, said_by, said_of


class RowRefused(ValueError):
    """A row that the model cannot be run on: ``code`` says why, ``column`` where, ``said`` both in words."""

    def __init__(self, code: str, column: str = "", given: object = "", *, said: Said | None = None) -> None:
        where = f" in {column}" if column else ""
        what = f": {given}" if str(given) else ""
        super().__init__(f"{code}{where}{what}")
        self.code = code
        self.said = said or said_of(code, column, str(given))

    @classmethod
    def by(cls, refusal: Refused) -> Self:
        """Return the row's refusal for what the model itself refused."""
        return cls(refusal.code, refusal.name, refusal.given, said=said_by(refusal))


def refused(rows: tuple[int, ...], cells: Mapping[str, Any], refusal: RowRefused | Refused) -> Outcome:
    """Return what came of rows that were refused, with what is kept of their cells."""
    by = refusal if isinstance(refusal, RowRefused) else RowRefused.by(refusal)
    return Outcome(rows, dict(cells), str(by), by.said)


def _time(bare: str) -> datetime:
    at = datetime.fromisoformat(bare)
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "text": str,
    "decimal": Decimal,
    "number": float,
    "whole": int,
    "date": date.fromisoformat,
    "time": _time,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the input: its unit, its kind, and the range in which the model holds."""

    name: str
    unit: str
    kind: str
    is_needed: bool
    least: float | None
    most: float | None
    says: str

    def value(self, text: str) -> Any:
        """Return the cell's value, None where it is empty; refuse what is missing, no value, or out of range."""
        bare = unicodedata.normalize("NFKC", text).strip() if self.kind != "text" else text.strip()
        if not bare:
            if self.is_needed:
                raise RowRefused("missing", self.name)
            return None
        value = self._read(bare)
        if isinstance(value, int | float | Decimal):
            self._bound(value, bare)
        return value

    def _read(self, bare: str) -> Any:
        try:
            return _READERS[self.kind](bare)
        except (ValueError, InvalidOperation):
            raise RowRefused(f"not_a_{self.kind}", self.name, bare) from None

    def _bound(self, value: float | Decimal, bare: str) -> None:
        is_finite = value.is_finite() if isinstance(value, Decimal) else not isinstance(value, float) or isfinite(value)
        if not is_finite:
            raise RowRefused("not_finite", self.name, bare)
        if self.least is not None and value < self.least:
            raise RowRefused("too_small", self.name, f"{bare} is below {self.least:g}", said=self._beyond(value))
        if self.most is not None and value > self.most:
            raise RowRefused("too_great", self.name, f"{bare} is above {self.most:g}", said=self._beyond(value))

    def _beyond(self, value: float | Decimal) -> Said | None:
        if self.least is None or self.most is None:
            return None
        return said_of("out_of_range", self.name, span=(float(value), self.least, self.most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A model's name, how far it is to be trusted, what it stands on, and its columns."""

    title: str
    status: str
    references: tuple[str, ...]
    note: str
    columns: tuple[Column, ...]

    def values(self, cells: dict[str, str]) -> dict[str, Any]:
        """Return a row's values by column."""
        return {column.name: column.value(cells.get(column.name, "")) for column in self.columns}

    def missing_in(self, heads: set[str]) -> list[str]:
        """Return the needed columns that a table does not have."""
        return [column.name for column in self.columns if column.is_needed and column.name not in heads]


def manifest(package: str, word: str) -> Manifest:
    """Return the manifest of a package of ``anlan.science``, with the columns of the model that is called ``word``."""
    data = tomllib.loads((resources.files(f"anlan.science.{package}") / "model.toml").read_text("utf-8"))
    columns = tuple(_column(each) for each in data["column"] if each.get("model", word) == word)
    return Manifest(
        title=data["name"],
        status=data["status"],
        references=tuple(data["references"]),
        note=data.get("note", ""),
        columns=columns,
    )


def _column(data: dict[str, Any]) -> Column:
    return Column(
        name=data["name"],
        unit=data["unit"],
        kind=data["kind"],
        is_needed=data["needed"],
        least=data.get("from"),
        most=data.get("to"),
        says=data["says"],
    )
