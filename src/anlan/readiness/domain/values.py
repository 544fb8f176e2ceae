"""A field's value: read from what somebody typed, kept as plain data, written as people read it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from anlan.kernel.errors import InvalidValue
from anlan.readiness.domain.registers import Field, FieldKind, Register
from anlan.support.tables import load_table

Values = dict[str, Any]
LONGEST_TEXT: Final = 200
MOST_LINES: Final = 60
_CELLS: Final = load_table("anlan.readiness", "cells")
_BETWEEN_LINES = re.compile(f"[{_CELLS['between_lines']}]+")
_BETWEEN_PARTS = re.compile(f"[{_CELLS['between_parts']}]")
_BETWEEN_CHOICES = re.compile(f"[{_CELLS['between_choices']}]+")
_DATE = re.compile(_CELLS["date"])
_EMPTY: Final = f" {_CELLS['between_parts']}"


def read_value(field: Field, text: str) -> Any:
    """Return the value that a text means for a field, nothing where it is empty; refuse it by the field's name."""
    bare = text.strip()
    if not bare:
        if field.required:
            raise _refused(field, text, "not_empty")
        return None
    return _READERS[field.kind](field, bare)


def read_values(register: Register, texts: Mapping[str, str]) -> Values:
    """Return all values of a register's fields; a field that is not told of has none."""
    found = {field.key: read_value(field, texts.get(field.key, "")) for field in register.fields}
    return {key: value for key, value in found.items() if value is not None}


def checked(register: Register, values: Mapping[str, Any]) -> Values:
    """Return values that came as data after reading them as if they had been typed."""
    return read_values(register, {key: typed(register.field_of(key), value) for key, value in values.items()})


def typed(field: Field, value: Any) -> str:
    """Return the text that is read as the value again: keys as they are, lines below each other."""
    if value is None or isinstance(value, str):
        return value or ""
    if field.kind is FieldKind.YES_NO:
        return "yes" if value else "no"
    if field.kind is FieldKind.CHOICES:
        return ",".join(value)
    if field.kind is FieldKind.LINES:
        return "\n".join("|".join(typed(part, line.get(part.key)) for part in field.parts) for line in value)
    return _figure(value) if isinstance(value, float) else str(value)


def told(field: Field, value: Any) -> str:
    """Return the value in the words of its table, as files and lists show it."""
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return str(_CELLS["yes_written" if value else "no_written"])
    if field.kind is FieldKind.CHOICE:
        return field.options.get(value, str(value))
    if field.kind is FieldKind.CHOICES:
        return str(_CELLS["between_choices_written"]).join(field.options.get(each, str(each)) for each in value)
    if field.kind is FieldKind.LINES:
        return "\n".join("|".join(told(part, line.get(part.key)) for part in field.parts) for line in value)
    return _figure(value) if isinstance(value, float) else str(value)


def first_expiry(register: Register, values: Mapping[str, Any]) -> date | None:
    """Return the day on which the first of a thing's papers, insurances or goods ends."""
    days = [day for field in register.fields for day in _days(field, values.get(field.key))]
    return min(days, default=None)


def _days(field: Field, value: Any) -> Iterable[date]:
    if value is None:
        return ()
    if field.kind is FieldKind.LINES:
        return [day for line in value for part in field.parts for day in _days(part, line.get(part.key))]
    return (date.fromisoformat(value),) if field.expires else ()


def _figure(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _text(field: Field, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise _refused(field, text, "shorter")
    return text


def _whole(field: Field, text: str) -> int:
    found = _number(field, text)
    if not isinstance(found, int):
        raise _refused(field, text, "whole_number")
    return found


def _number(field: Field, text: str) -> int | float:
    try:
        found = float(text)
    except ValueError:
        raise _refused(field, text, "a_number") from None
    if not (-1e12 < found < 1e12):
        raise _refused(field, text, "a_number")
    if field.least is not None and found < field.least:
        raise _refused(field, text, "not_below_least")
    if field.most is not None and found > field.most:
        raise _refused(field, text, "not_above_most")
    return int(found) if found.is_integer() else found


def _date(field: Field, text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        return date(*(int(each) for each in found.groups())).isoformat() if found else _no_date(field, text)
    except ValueError:
        return _no_date(field, text)


def _no_date(field: Field, text: str) -> str:
    raise _refused(field, text, "written_date")


def _yes_no(field: Field, text: str) -> bool:
    if text.casefold() in _CELLS["yes"]:
        return True
    if text.casefold() in _CELLS["no"]:
        return False
    raise _refused(field, text, "yes_or_no")


def _choice(field: Field, text: str) -> str:
    found = next((key for key, word in field.options.items() if text in (key, word)), None)
    if found is None:
        raise _refused(field, text, "known_word")
    return found


def _choices(field: Field, text: str) -> list[str]:
    return list(dict.fromkeys(_choice(field, each.strip()) for each in _BETWEEN_CHOICES.split(text) if each.strip()))


def _lines(field: Field, text: str) -> list[Values]:
    lines = [line for line in _BETWEEN_LINES.split(text) if line.strip(_EMPTY)]
    if len(lines) > MOST_LINES:
        raise _refused(field, text, "sixty_lines")
    return [_line(field, _BETWEEN_PARTS.split(line)) for line in lines]


def _line(field: Field, cells: Sequence[str]) -> Values:
    if len(cells) > len(field.parts):
        raise _refused(field, "|".join(cells), "no_more_parts")
    texts = [*cells, *[""] * (len(field.parts) - len(cells))]
    try:
        found = {part.key: read_value(part, text) for part, text in zip(field.parts, texts, strict=True)}
    except InvalidValue as refusal:
        raise _refused(field, str(refusal.data["value"]), str(refusal.data["rule"])) from None
    return {key: value for key, value in found.items() if value is not None}


def _refused(field: Field, text: str, rule: str) -> InvalidValue:
    return InvalidValue(field=field.name, value=text.strip()[:40], rule=rule)


_READERS: Final[dict[FieldKind, Callable[[Field, str], Any]]] = {
    FieldKind.TEXT: _text,
    FieldKind.WHOLE: _whole,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.LINES: _lines,
}
