"""The sections of an enterprise's file: what is kept in each, as data, and what a value must look like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from anlan.enterprises.domain.chemicals import is_cas
from anlan.kernel.errors import InvalidValue

Values = dict[str, Any]
_LONGEST: Final = 200
_LONGEST_NOTE: Final = 1000


class FieldKind(StrEnum):
    """How a field's value is written."""

    TEXT = "text"
    NOTE = "note"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CAS = "cas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a section: ``expires`` says that its date is the end of something, ``title`` that it names the row."""

    key: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    expires: bool = False
    title: bool = False
    filtered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the file, with the fields of its rows; ``personal`` rows name persons."""

    key: str
    name: str
    one: str
    icon: str
    personal: bool = False
    fields: tuple[Field, ...]

    @property
    def title(self) -> Field:
        """Return the field that names a row."""
        return next(each for each in self.fields if each.title)

    @property
    def expires(self) -> Field | None:
        """Return the field whose date is the row's end."""
        return next((each for each in self.fields if each.expires), None)

    @property
    def filtered(self) -> Field | None:
        """Return the field by which the section's list is filtered."""
        return next((each for each in self.fields if each.filtered), None)


def section_of(table: Mapping[str, Any]) -> Section:
    """Return a section out of its table; what a table may not say is refused by name."""
    told = dict(table)
    return Section(fields=tuple(_field(each) for each in told.pop("field")), **told)


def _field(table: Mapping[str, Any]) -> Field:
    told = dict(table)
    return Field(kind=FieldKind(told.pop("kind", FieldKind.TEXT)), **told)


def read_values(section: Section, written: Mapping[str, str]) -> Values:
    """Return what a form wrote as values, dates as ISO text; refuse the first field that breaks its rule."""
    found = {each.key: _value(each, written.get(each.key, "").strip()) for each in section.fields}
    return {key: value for key, value in found.items() if value is not None}


def _value(each: Field, text: str) -> str | float | None:
    if not text:
        if each.required:
            raise InvalidValue(field=each.name, value="", rule="not_empty")
        return None
    return _READERS[each.kind](each, text)


def _text(each: Field, text: str) -> str:
    most = _LONGEST_NOTE if each.kind is FieldKind.NOTE else _LONGEST
    if len(text) > most:
        raise InvalidValue(field=each.name, value=f"{text[:20]}…", rule="too_long")
    return text


def _number(each: Field, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise InvalidValue(field=each.name, value=text[:40], rule="number") from None
    if not 0 <= value < 1e12:
        raise InvalidValue(field=each.name, value=text[:40], rule="not_negative")
    return value


def _date(each: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidValue(field=each.name, value=text[:40], rule="date") from None


def _choice(each: Field, text: str) -> str:
    if text not in each.options:
        raise InvalidValue(field=each.name, value=text[:40], rule="chosen_from_the_list")
    return text


def _cas(each: Field, text: str) -> str:
    if not is_cas(text):
        raise InvalidValue(field=each.name, value=text[:40], rule="cas")
    return text


_READERS: Final[dict[FieldKind, Callable[[Field, str], str | float]]] = {
    FieldKind.TEXT: _text,
    FieldKind.NOTE: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CAS: _cas,
}


def end_of(section: Section, values: Values) -> date | None:
    """Return the day on which a row ends, if it ends."""
    value = values.get(section.expires.key) if section.expires else None
    return date.fromisoformat(value) if value else None
