"""What the columns of a table are: proposed from their heads, decided by whoever imports."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.quantities import Quantity
from anlan.monitoring.domain.units import Units, units_of


class Role(StrEnum):
    """What a column says of the readings in its rows."""

    IGNORED = "ignored"
    STATION = "station"
    QUANTITY = "quantity"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    VALUE = "value"
    UNIT = "unit"


DATE_PARTS = (Role.YEAR, Role.MONTH, Role.DAY)
_UNIT_BEHIND = re.compile(r"^(?P<name>[^(\[/]+)(?:[(\[](?P<bracketed>[^)\]]*)[)\]]|/(?P<slashed>.+))\s*$")
_MARK = re.compile(r"[\s_\-:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its head, and its role; ``quantity`` where the column itself is one, in ``unit`` ("": its own)."""

    head: str
    role: Role = Role.IGNORED
    quantity: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """How a table becomes readings; ``station`` and ``quantity`` hold for all of it where no column says them.

    ``head_row`` is the index of the row of heads (-1: none); data begin below it.
    """

    columns: tuple[Column, ...]
    station: str = ""
    quantity: str = ""
    head_row: int = 0
    two_digit_years: bool = False

    def where(self, role: Role) -> tuple[int, ...]:
        """Return the columns of a role."""
        return tuple(index for index, column in enumerate(self.columns) if column.role is role)

    @property
    def measured(self) -> tuple[int, ...]:
        """The columns that hold values."""
        return tuple(index for index, column in enumerate(self.columns) if column.quantity or column.role is Role.VALUE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by which columns and quantities are known, and the units."""

    roles: Mapping[str, Role]
    quantities: Mapping[str, str]
    known: Mapping[str, Quantity]
    units: Units

    def quantity(self, written: str) -> str:
        """Return the quantity that a text names, or nothing."""
        return self.quantities.get(_plain(written), "")


def vocabulary_of(table: Mapping[str, Any], known: Mapping[str, Quantity]) -> Vocabulary:
    """Return the vocabulary of a table of words."""
    roles = {_plain(word): Role(role) for role, words in table["roles"].items() for word in words}
    quantities = {_plain(word): name for name, words in table["quantities"].items() for word in words}
    quantities |= {_plain(word): each.name for each in known.values() for word in (each.label, each.name)}
    quantities = {word: name for word, name in quantities.items() if name in known}
    return Vocabulary(roles, quantities, known, units_of(table["units"]))


def proposed(heads: Sequence[str], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Return what the columns seem to be; a role is given once, to the first column that fits."""
    columns: list[Column] = []
    given: set[Role] = set()
    for head in heads:
        column = _column(head, vocabulary)
        if column.role in given:
            column = Column(head=head)
        if column.role is not Role.IGNORED:
            given.add(column.role)
        columns.append(column)
    if Role.VALUE not in given:
        return tuple(columns)
    # A table of one reading a row: what else looks like a quantity is something else.
    return tuple(Column(head=each.head) if each.quantity else each for each in columns)


def _column(head: str, vocabulary: Vocabulary) -> Column:
    name, unit = parted(head)
    role = vocabulary.roles.get(_plain(name))
    quantity = vocabulary.quantity(name)
    if quantity and unit and vocabulary.units.factor(unit, vocabulary.known[quantity].unit) is None:
        return Column(head=head)
    if role:
        return Column(head=head, role=role, unit=unit if role is Role.VALUE else "")
    return Column(head=head, quantity=quantity, unit=unit) if quantity else Column(head=head)


def parted(head: str) -> tuple[str, str]:
    """Return a head's name and the unit behind it."""
    plain = unicodedata.normalize("NFKC", head).strip()
    found = _UNIT_BEHIND.match(plain)
    return (found["name"].strip(), (found["bracketed"] or found["slashed"] or "").strip()) if found else (plain, "")


def check_map(table: TableMap, vocabulary: Vocabulary) -> None:
    """Refuse a mapping that gives no readings: who, what, when and how much must all be said."""
    roles = {column.role for column in table.columns}
    if not table.measured:
        raise InvalidValue(field="value", value="", rule="needs_a_value_column")
    if not table.station and Role.STATION not in roles:
        raise InvalidValue(field="station", value="", rule="needs_a_station_column_or_one_station")
    is_long = Role.VALUE in roles
    if is_long and not table.quantity and Role.QUANTITY not in roles:
        raise InvalidValue(field="quantity", value="", rule="needs_a_quantity_column_or_one_quantity")
    if not roles & {Role.TIME, Role.DATE} and not set(DATE_PARTS) <= roles:
        raise InvalidValue(field="time", value="", rule="needs_a_time_column_or_year_month_day")
    for each in (table.quantity, *(column.quantity for column in table.columns)):
        if each and each not in vocabulary.known:
            raise InvalidValue(field="quantity", value=each, rule="known_quantity")
    _check_units(table, vocabulary)


def _check_units(table: TableMap, vocabulary: Vocabulary) -> None:
    for column in table.columns:
        wanted = column.quantity or (table.quantity if column.role is Role.VALUE else "")
        if wanted and vocabulary.units.factor(column.unit, vocabulary.known[wanted].unit) is None:
            raise InvalidValue(field="unit", value=column.unit, rule="unit_of_the_quantity")


def _plain(text: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFKC", text)).lower()
