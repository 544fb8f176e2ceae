"""Reading points in InfluxDB line protocol (version 2): ``measurement,tag=value field=value timestamp``.

A backslash before comma, equals sign or space makes it part of a name; a field's text stands in quotation marks and is
left out, for it is no number; ``i`` and ``u`` mark integers; a line that begins with ``#`` is a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PRECISIONS: Final = {
    "ns": 1_000_000_000,
    "us": 1_000_000,
    "u": 1_000_000,
    "ms": 1000,
    "s": 1,
    "m": 1 / 60,
    "h": 1 / 3600,
}
_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([iu]?)", re.ASCII)
_TRUE: Final = ("t", "T", "true", "True", "TRUE")
_FALSE: Final = ("f", "F", "false", "False", "FALSE")


@dataclass(frozen=True, slots=True)
class Point:
    """One point: when (Unix seconds; None where the line says nothing), and its numbers by field."""

    measurement: str
    tags: dict[str, str]
    fields: dict[str, float]
    time: float | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """Why a line is no point, where it stands (from 1) and what it says."""

    number: int
    reason: str
    text: str


class _Bad(Exception):
    """Why a line is no point."""


def read(text: str, precision: str = "ns") -> Iterator[tuple[int, Point] | BadLine]:
    """Return the points with their line numbers, and the lines that are none."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip("\r").strip(" ")
        if not bare or bare.startswith("#"):
            continue
        try:
            yield number, _point(bare, PRECISIONS[precision])
        except _Bad as error:
            yield BadLine(number, str(error), line[:200])


def _point(line: str, per_second: float) -> Point:
    parts = _split(line, " ")
    if len(parts) not in (2, 3):
        raise _Bad("a line is measurement and tags, fields, and at most a timestamp, with one blank between them")
    head = _split(parts[0], ",")
    tags = dict(_pair(each, "tag") for each in head[1:])
    fields = {}
    for each in _split(parts[1], ","):
        name, value = _pair(each, "field")
        figure = _figure(value, name)
        if figure is not None:
            fields[name] = figure
    return Point(
        _plain(head[0]), {name: _plain(value) for name, value in tags.items()}, fields, _time(parts[2:], per_second)
    )


def _pair(text: str, what: str) -> tuple[str, str]:
    name, *value = _split(text, "=", most=1)
    if not value or not name or not value[0]:
        raise _Bad(f"{what} without a name or a value: {text}")
    return _plain(name), value[0]


def _figure(value: str, name: str) -> float | None:
    if value.startswith('"'):
        if len(value) < 2 or not value.endswith('"'):
            raise _Bad(f"the text of field {name} is not closed")
        return None
    if value in _TRUE or value in _FALSE:
        return 1.0 if value in _TRUE else 0.0
    found = _NUMBER.fullmatch(value)
    if not found or (found[2] and not found[1].lstrip("+-").isdigit()):
        raise _Bad(f"field {name} is no number: {value}")
    return float(found[1])


def _time(parts: list[str], per_second: float) -> float | None:
    if not parts:
        return None
    if not re.fullmatch(r"-?\d{1,19}", parts[0], re.ASCII):
        raise _Bad(f"timestamp is no whole number: {parts[0]}")
    return int(parts[0]) / per_second


def _plain(text: str) -> str:
    return re.sub(r"\\([,= ])", r"\1", text)


def _split(text: str, separator: str, *, most: int = -1) -> list[str]:
    """Split where the separator stands neither behind a backslash nor within quotation marks."""
    if "\\" not in text and '"' not in text:
        parts = text.split(separator, most)
        return [each for each in parts if each] if separator == " " else parts
    parts, begin, is_quoted, index = [], 0, False, 0
    while index < len(text):
        letter = text[index]
        if letter == "\\":
            index += 1
        elif letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted and len(parts) != most:
            parts.append(text[begin:index])
            begin = index + 1
        index += 1
    parts.append(text[begin:])
    return [each for each in parts if each] if separator == " " else parts
