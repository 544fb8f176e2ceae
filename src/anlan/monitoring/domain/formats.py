"""Bodies of HTTP requests as readings: JSON, CSV and line protocol; what cannot be read is named line by line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from anlan.kernel.errors import AnlanError
from anlan.monitoring.domain.columns import TableMap, Vocabulary, check_map, proposed
from anlan.monitoring.domain.errors import Malformed, UnknownFormat
from anlan.monitoring.domain.messages import Batch, decode
from anlan.monitoring.domain.tabulated import TableReader
from anlan.protocols.line_protocol.reading import PRECISIONS, BadLine, read
from anlan.protocols.spreadsheet.table import open_table

JSON: Final = "application/json"
CSV: Final = "text/csv"
LINES: Final = ("text/plain", "application/vnd.influx.line-protocol")
UNSAID: Final = ("", "application/x-www-form-urlencoded")  # The second is what curl says when its user says nothing.
_STATION_TAG: Final = "station"


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that gives no reading: its number, the reason's code and what is wrong."""

    line: int
    code: str
    detail: str
    text: str


@dataclass(slots=True)
class Body:
    """The readings of a body with the lines they came from (0: the format has none), and what could not be read."""

    batch: Batch
    lines: list[int] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def decode_body(raw: bytes, content_type: str, parameters: Mapping[str, str], words: Vocabulary) -> Body:
    """Return the readings of a body; raise what says why none of it can be read.

    ``parameters``: ``precision`` of line protocol's timestamps; ``station`` and ``quantity`` that hold for a CSV
    without such columns.
    """
    form = content_type.partition(";")[0].strip().lower()
    if form == CSV:
        return _csv(raw, parameters, words)
    if form in LINES:
        return _lines(raw, parameters.get("precision", "ns"))
    if form == JSON or form in UNSAID:
        return Body(decode(raw))
    raise UnknownFormat(form=form)


def _csv(raw: bytes, parameters: Mapping[str, str], words: Vocabulary) -> Body:
    try:
        rows = list(open_table(raw).rows())
    except AnlanError as error:
        raise Malformed(detail=f"{error.code} {json.dumps(error.data)}") from error
    if not rows:
        raise Malformed(detail="the first line must name the columns: station,quantity,time,value")
    table = TableMap(
        columns=proposed(rows[0], words),
        station=parameters.get("station", ""),
        quantity=parameters.get("quantity", ""),
    )
    check_map(table, words)
    part = TableReader(table, words).read(rows[1:], 2)
    body = Body(Batch([], [], [], []))
    for column in part.columns:
        names = [column.quantities] * len(part.numbers) if isinstance(column.quantities, str) else column.quantities
        for row in zip(part.numbers, part.stations, names, part.times, column.values.tolist(), strict=True):
            _add(body, *row)
    heads = [column.head for column in table.columns]
    for each in part.problems:
        place = heads[each.column] if each.column >= 0 else ""
        body.unread.append(Unread(each.row, f"monitoring.{each.code}", place, each.text))
    return body


def _add(body: Body, line: int, station: str, quantity: str, time: int | None, value: float) -> None:
    if time is None or not station or value != value:
        return
    body.lines.append(line)
    body.batch.stations.append(station)
    body.batch.quantities.append(quantity)
    body.batch.times.append(time / 1e6)
    body.batch.values.append(value)


def _lines(raw: bytes, precision: str) -> Body:
    if precision not in PRECISIONS:
        raise Malformed(detail=f"precision {precision}: one of {', '.join(PRECISIONS)}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(detail=str(error)) from error
    body = Body(Batch([], [], [], []))
    for each in read(text, precision):
        if isinstance(each, BadLine):
            body.unread.append(Unread(each.number, Malformed.code, each.reason, each.text))
            continue
        number, point = each
        station = point.tags.get(_STATION_TAG, "")
        if not station or point.time is None:
            missing = "tag station" if not station else "timestamp"
            body.unread.append(Unread(number, Malformed.code, f"{missing} is missing", ""))
            continue
        for name, value in point.fields.items():
            _add(body, number, station, name, round(point.time * 1e6), value)
    return body
