"""What a frame says, for people and programs: named fields, and the observations a gateway stores."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from anlan.protocols.framing import Observation
from anlan.protocols.sl651 import parameters
from anlan.protocols.sl651.frame import head_of
from anlan.protocols.sl651.message import (
    Asked,
    Blob,
    Definition,
    Entry,
    Events,
    Frame,
    Gates,
    Group,
    Head,
    Observed,
    Period,
    Quota,
    Rest,
    Rows,
    Setting,
    State,
    Station,
    Step,
    Switches,
    Value,
    Version,
)
from anlan.protocols.sl651.tables import elements, functions, settings, station_class, table

FIVE_MINUTES = timedelta(minutes=5)
TEST_FUNCTION = 0x30


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of a message with all it refers to."""

    station: str
    kind: str
    definition: Definition
    time: datetime | None
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class _Place:
    """What the entries read so far say about those that follow."""

    station: str
    kind: str
    time: datetime | None
    step: timedelta


def measured(frame: Frame) -> Iterator[Measured]:
    """Return every number of the message with its station and time, in the order sent."""
    place = _Place(frame.head.station, "", None, timedelta())
    for entry in frame.body.entries:
        place = _moved(place, entry)
        yield from _numbers(place, entry)


def _moved(place: _Place, entry: Entry) -> _Place:
    if isinstance(entry, Station):
        return _Place(entry.address, entry.kind, None, timedelta())
    if isinstance(entry, Observed):
        return replace(place, time=entry.time)
    if isinstance(entry, Step):
        return replace(place, step=timedelta(days=entry.days, hours=entry.hours, minutes=entry.minutes))
    return place


def _numbers(place: _Place, entry: Entry) -> Iterator[Measured]:
    if isinstance(entry, Value):
        yield Measured(place.station, place.kind, entry.definition, place.time, entry.number)
    elif isinstance(entry, State):
        yield Measured(place.station, place.kind, Definition("45", 4), place.time, Decimal(entry.bits))
    elif isinstance(entry, Group):
        definition = Definition(entry.element, 0, elements()[entry.element].decimals)
        for index, number in enumerate(entry.numbers):
            yield Measured(place.station, place.kind, definition, _after(place.time, FIVE_MINUTES * index), number)
    elif isinstance(entry, Rows):
        for index, row in enumerate(entry.rows):
            time = _after(place.time, place.step * index)
            for definition, number in zip(entry.definitions, row, strict=True):
                yield Measured(place.station, place.kind, definition, time, number)


def _after(time: datetime | None, later: timedelta) -> datetime | None:
    return None if time is None else time + later


def observations(frame: Frame) -> tuple[Observation, ...]:
    """Return what the station measured; a value without a time of its own was observed when it was sent.

    Missing values are left out. The numbers of a test report (30H) carry the flag ``test``: they are not to be stored
    with the others (6.6.4.3).
    """
    if frame.head.is_down:
        return ()
    flag = "test" if frame.head.function == TEST_FUNCTION else ""
    found = []
    for each in measured(frame):
        time = each.time or frame.body.sent
        row = elements().get(each.definition.element)
        if each.number is None or time is None or (row and row.semantic == "context"):
            continue
        found.append(Observation(each.station, each.definition.element, time, float(each.number), flag))
    return tuple(found)


def fields(frame: Frame) -> dict[str, Any]:
    """Return everything the frame says as JSON-able values under English names."""
    head, body = frame.head, frame.body
    packet = head.packet
    stations = [each for each in body.entries if isinstance(each, Station)]
    times = [each.time for each in body.entries if isinstance(each, Observed)]
    kind = stations[0].kind if stations else ""
    named: dict[str, Any] = {
        **_named_head(head),
        "length": len(frame.content) + (0 if not packet else 3 if head.encoding == "hex" else 6),
        "end": frame.end.name,
        "checksum": f"{frame.checksum:04X}",
        "deviations": list(frame.deviations),
        "serial": body.serial,
        "sent_at": _iso(body.sent),
        "body_station": stations[0].address if stations else None,
        "station_class": kind or None,
        "station_class_name": station_class(kind) or None,
        "observed_at": _iso(times[0]) if times else None,
        "values": [_value(each) for each in measured(frame)],
    }
    for entry in body.entries:
        name, content = _other(entry)
        if name in ("settings", "blobs"):
            named.setdefault(name, []).append(content)
        elif name:
            named[name] = content
    return named


def salvage(raw: bytes) -> dict[str, Any] | None:
    """Return what the head of a refused frame says, or None where it cannot be read."""
    head = head_of(raw)
    return _named_head(head) if head else None


def _named_head(head: Head) -> dict[str, Any]:
    packet, function = head.packet, functions().get(head.function)
    return {
        "protocol": "SL 651-2014",
        "encoding": head.encoding.value,
        "direction": "down" if head.is_down else "up",
        "center": head.center,
        "station": head.station,
        "station_code": station_code(head.station),
        "password": f"{head.password:04X}",
        "function": f"{head.function:02X}",
        "function_name": function.name if function else None,
        "start": "SYN" if packet else "STX",
        "packet": {"total": packet.total, "number": packet.number} if packet else None,
    }


def station_code(address: str) -> str:
    """Return the code that an address stands for: eight digits (SL 502), or division and number (6.2.3.2)."""
    return address[2:] if address.startswith("00") else f"{address[:6]}{int(address[6:], 16):06d}"


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _value(each: Measured) -> dict[str, Any]:
    row = elements().get(each.definition.element)
    return {
        "station": each.station,
        "identifier": each.definition.element,
        "code": row.code if row else None,
        "name": row.name if row else None,
        "value": None if each.number is None else _plain(each.number),
        "unit": row.unit if row else None,
        "semantic": row.semantic if row else None,
        "observed_at": _iso(each.time),
    }


def _plain(number: Decimal) -> int | float:
    exponent = number.as_tuple().exponent
    return int(number) if exponent == 0 else float(number)


def _states(bits: int) -> list[dict[str, Any]]:
    found = []
    for row in table("functions")["status"]:
        is_set = bool(bits >> row["bit"] & 1)
        found.append({"name": row["name"], "is_set": is_set, "meaning": row["one" if is_set else "zero"]})
    return found


def _blob(entry: Blob) -> dict[str, Any]:
    row = elements().get(entry.definition.element)
    text = entry.raw.decode("gb18030", "replace") if entry.definition.element == "F2" else None
    return {
        "identifier": entry.definition.element,
        "name": row.name if row else None,
        "size": len(entry.raw),
        "hex": entry.raw.hex().upper(),
        "text": text,
    }


def _setting(entry: Setting) -> dict[str, Any]:
    row = settings().get(entry.definition.element)
    return {
        "identifier": entry.definition.element,
        "name": row.name if row else None,
        "hex": entry.raw.hex().upper(),
        "value": parameters.value(entry, row),
        "unit": row.unit if row else None,
    }


def _events(entry: Events) -> dict[str, int]:
    names = table("functions")["events"]["names"]
    return {names[at] if at < len(names) else f"ERC{at + 1}": count for at, count in enumerate(entry.counts)}


def _other(entry: Entry) -> tuple[str, Any]:
    """Return the name and content of an entry that holds no measured number, or an empty name."""
    match entry:
        case Blob():
            return "blobs", _blob(entry)
        case Setting():
            return "settings", _setting(entry)
        case State(bits):
            return "states", _states(bits)
        case Step(days, hours, minutes):
            return "step_minutes", (days * 24 + hours) * 60 + minutes
        case Rest(raw):
            return "rest", raw.hex().upper()
        case Version(text):
            return "version", text
        case _:
            return _command(entry)


def _command(entry: Entry) -> tuple[str, Any]:
    match entry:
        case Asked(definitions):
            return "asked", [each.element for each in definitions]
        case Period(first, last):
            return "period", {"first": _iso(first), "last": _iso(last)}
        case Events():
            return "events", _events(entry)
        case Switches(states):
            return "switches", list(states)
        case Gates(states, openings):
            return "gates", {"open": list(states), "openings_cm": list(openings)}
        case Quota(is_on):
            return "quota_control", is_on
        case _:
            return "", None
