"""What kinds of forces are registered, and what is kept of each: rows of ``tables/registers/``, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class FieldKind(StrEnum):
    """How a field's value is written."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"


FIGURES: Final = (FieldKind.WHOLE, FieldKind.NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a register: ``expires`` says that its date is the end of something, ``column`` that it has its own."""

    key: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    hint: str = ""
    least: float | None = None
    most: float | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    parts: tuple["Field", ...] = ()
    required: bool = False
    listed: bool = False
    filtered: bool = False
    summed: bool = False
    expires: bool = False
    column: bool = False

    @property
    def head(self) -> str:
        """Return the column's name with its unit, as lists and tables are headed."""
        return f"{self.name}({self.unit})" if self.unit else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A kind of forces: its words, its fields, which table keeps it and after how many days it must be confirmed.

    ``rows`` names the table (``teams``, ``shelters`` or ``forces``), ``contact`` the column of the person in charge.
    ``near`` is how many of the nearest an incident's page shows; ``group`` is the heading that it stands under.
    """

    key: str
    name: str
    one: str
    icon: str
    order: int
    confirm_days: int
    kinds: Mapping[str, str]
    fields: tuple[Field, ...]
    rows: str = "forces"
    contact: str = "contact"
    contact_name: str = ""
    layer: str = ""
    near: int = 0
    group: str = "forces"

    def field_of(self, key: str) -> Field:
        """Return the field of that key."""
        return next(each for each in self.fields if each.key == key)

    @property
    def listed(self) -> tuple[Field, ...]:
        """Return the fields that the list shows."""
        return tuple(each for each in self.fields if each.listed)

    @property
    def filtered(self) -> tuple[Field, ...]:
        """Return the fields by which the list is filtered."""
        return tuple(each for each in self.fields if each.filtered)

    @property
    def summed(self) -> tuple[Field, ...]:
        """Return the figures that the list sums."""
        return tuple(each for each in self.fields if each.summed)


def register_of(key: str, table: Mapping[str, Any]) -> Register:
    """Return a register out of its table; what a table may not say is refused by name."""
    told = dict(table)
    fields = tuple(_field(each) for each in told.pop("field", ()))
    told.pop("source", None)
    return Register(key=key, fields=fields, layer=told.pop("layer", f"force_{key}"), **told)


def _field(table: Mapping[str, Any]) -> Field:
    told = dict(table)
    kind = FieldKind(told.pop("kind", FieldKind.TEXT))
    parts = tuple(_field(each) for each in told.pop("parts", ()))
    return Field(kind=kind, parts=parts, **told)
