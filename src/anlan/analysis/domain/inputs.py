"""Reading the inputs of an analysis: every value by its field's kind and range, or refused by the field's name."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from anlan.analysis.domain import errors
from anlan.analysis.domain.lines import read_line
from anlan.analysis.domain.numbers import plain, written
from anlan.kernel.clock import CHINA

_LONGEST: Final = 500
_PAIR: Final = 2
_YEARS: Final = (1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form. ``label``, ``help`` and the words of ``choices`` are message ids.

    ``kind``: number, whole, text, choice, moment (aware, ISO 8601; without a zone it is China's time), region (a
    division's code), point (longitude, latitude), line (points one after the other), id (of a
    row). ``low`` and ``high`` belong to the
    range. ``group`` gathers fields. ``draws`` says what is drawn on the map into the field: line, or degrees (areas).
    """

    name: str
    label: str
    kind: str = "number"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    is_needed: bool = True
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    longest: int = _LONGEST
    group: str = ""
    draws: str = ""


def read_inputs(fields: tuple[Field, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs, of which every value can be kept as JSON; an empty field that is not needed gives None."""
    unknown = sorted(set(given) - {field.name for field in fields})
    if unknown:
        raise errors.InputUnknown(name=unknown[0][:40])
    return {field.name: _value(field, given.get(field.name)) for field in fields}


def _value(field: Field, given: Any) -> Any:
    bare = "" if given is None else unicodedata.normalize("NFKC", _as_text(field, given)).strip()
    if field.kind == "text" and given is not None:
        bare = str(given).strip()
    if not bare:
        if field.is_needed:
            raise errors.InputMissing(field=field.label)
        return None
    return _READERS[field.kind](field, bare)


def _as_text(field: Field, given: Any) -> str:
    if isinstance(given, (list, tuple)) and field.kind == "point":
        return ",".join(str(each) for each in given)
    if isinstance(given, (list, tuple)) and field.kind == "line":
        return ";".join(",".join(map(str, each)) if isinstance(each, (list, tuple)) else str(each) for each in given)
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        raise errors.InputNotRead(field=field.label, value=str(given)[:40])
    return str(given)


def _number(field: Field, bare: str) -> float:
    try:
        value = written(bare)
    except ValueError as error:
        raise errors.InputNotRead(field=field.label, value=bare[:40]) from error
    if not math.isfinite(value):
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    _within(field, value)
    return value


def _whole(field: Field, bare: str) -> int:
    value = _number(field, bare)
    if value != int(value):
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    return int(value)


def _within(field: Field, value: float) -> None:
    is_low = field.low is not None and value < field.low
    is_high = field.high is not None and value > field.high
    if is_low or is_high:
        low = "-" if field.low is None else plain(field.low)
        high = "-" if field.high is None else plain(field.high)
        raise errors.InputOutOfRange(field=field.label, value=plain(value, 6), low=low, high=high, unit=field.unit)


def _text(field: Field, bare: str) -> str:
    if len(bare) > field.longest:
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    return bare


def _choice(field: Field, bare: str) -> str:
    if bare not in {key for key, _ in field.choices}:
        raise errors.InputNotAChoice(field=field.label, value=bare[:40])
    return bare


def _moment(field: Field, bare: str) -> str:
    try:
        found = datetime.fromisoformat(bare)
    except ValueError as error:
        raise errors.InputNotRead(field=field.label, value=bare[:40]) from error
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    return (found if found.tzinfo else found.replace(tzinfo=CHINA)).isoformat()


def _region(field: Field, bare: str) -> str:
    if not (bare.isascii() and bare.isdigit() and len(bare) in (2, 4, 6, 9, 12)):
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    return bare


def _point(field: Field, bare: str) -> list[float]:
    parts = bare.replace(";", ",").replace(" ", ",").split(",")
    numbers = [part for part in parts if part]
    try:
        longitude, latitude = (written(each) for each in numbers)
    except ValueError as error:
        raise errors.InputNotRead(field=field.label, value=bare[:40]) from error
    if len(numbers) != _PAIR or not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise errors.InputNotRead(field=field.label, value=bare[:40])
    return [longitude, latitude]


def _line(field: Field, bare: str) -> list[list[float]]:
    try:
        return read_line(bare)
    except ValueError as error:
        raise errors.InputNotRead(field=field.label, value=bare[:40]) from error


def _id(field: Field, bare: str) -> str:
    try:
        return str(UUID(bare))
    except ValueError as error:
        raise errors.InputNotRead(field=field.label, value=bare[:40]) from error


_READERS: Final = {
    "number": _number,
    "whole": _whole,
    "text": _text,
    "choice": _choice,
    "moment": _moment,
    "region": _region,
    "point": _point,
    "line": _line,
    "id": _id,
}
