"""What a frame says, for people and programs: named fields, and the observations a gateway stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.protocols.framing import FrameError, Observation
from anlan.protocols.hj212.frame import HEAD
from anlan.protocols.hj212.message import Frame, Head, Item
from anlan.protocols.hj212.segment import NUMBERS, OPENING, instant, moment, read_head
from anlan.protocols.hj212.tables import commands, factors, named

NORMAL = "N"


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of a factor with its mark, and when it was sampled if that was sent."""

    item: Item
    value: float | None
    mark: str
    sampled: datetime | None


def measured(frame: Frame) -> Iterator[Measured]:
    """Return every number of the message in the order sent."""
    said = {item.name: item.value for group in frame.groups for item in group}
    is_said_once = len(said) == sum(map(len, frame.groups))
    for group in frame.groups:
        near = said if is_said_once else said | {item.name: item.value for item in group}
        for item in group:
            if item.factor and item.field in NUMBERS:
                sampled = near.get(f"{item.factor}-SampleTime")
                value = float(item.value) if item.value else None
                mark = near.get(f"{item.factor}-Flag", "")
                yield Measured(item, value, mark, moment(sampled) if sampled else None)


def data_time(frame: Frame) -> datetime | None:
    """Return the time the data are for (DataTime): the instant, or the beginning of the minute, hour or day."""
    for group in frame.groups:
        for item in group:
            if not item.factor and item.field == "DataTime" and item.value:
                return moment(item.value)
    return None


def observations(frame: Frame) -> tuple[Observation, ...]:
    """Return what the device measured: the element is ``factor-field``, the flag its mark where that is not N.

    The time is the factor's own sample time, else DataTime, else that of the request number. DataTime of minute,
    hour and day values is the beginning of their period, and is kept: how long a minute period is, no message says.
    """
    time = data_time(frame) or (instant(frame.head.number) if frame.head.number else None)
    found = []
    for each in measured(frame):
        when = each.sampled or time
        if each.value is not None and when is not None:
            flag = "" if each.mark == NORMAL else each.mark
            found.append(Observation(frame.head.device, each.item.name, when, each.value, flag))
    return tuple(found)


def fields(frame: Frame) -> dict[str, Any]:
    """Return everything the frame says as JSON-able values under English names."""
    command = commands().get(frame.head.command)
    time = data_time(frame)
    return {
        "protocol": "HJ 212-2017",
        "length": len(frame.segment),
        **_named_head(frame.head),
        "data_time": time.isoformat() if time else None,
        "period": command.period if command and command.period else None,
        "values": [_value(each, frame.head.system) for each in measured(frame)],
        "parameters": _parameters(frame),
        "checksum": f"{frame.checksum:04X}",
        "deviations": list(frame.deviations),
        **_results(frame),
    }


def salvage(raw: bytes) -> dict[str, Any] | None:
    """Return what the head of a refused frame says, or None where it cannot be read."""
    opened = raw.find(OPENING)
    try:
        return _named_head(read_head(raw[HEAD:opened], HEAD)) if opened > HEAD else None
    except FrameError:
        return None


def _named_head(head: Head) -> dict[str, Any]:
    command = commands().get(head.command)
    return {
        "number": head.number or None,
        "sent_at": instant(head.number).isoformat() if head.number else None,
        "system": head.system,
        "system_name": named("system", head.system),
        "command": head.command,
        "command_name": command.name if command else None,
        "password": head.password,
        "device": head.device,
        "flag": head.flag,
        "wants_answer": head.wants_answer,
        "version": named("version", str(head.version)),
        "packets": head.packets,
        "packet": head.packet,
    }


def _value(each: Measured, system: str) -> dict[str, Any]:
    factor = factors().get(each.item.factor)
    return {
        "factor": each.item.factor,
        "name": factor.name if factor else None,
        "field": each.item.field,
        "value": each.value,
        "unit": factor.unit_in(system) if factor else None,
        "flag": each.mark or None,
        "flag_name": named("data_mark", each.mark),
        "sampled_at": each.sampled.isoformat() if each.sampled else None,
    }


def _parameters(frame: Frame) -> dict[str, Any]:
    """Return what is no measured number by name; a name that comes again has a list."""
    found: dict[str, Any] = {}
    for group in frame.groups:
        for item in group:
            if item.factor and item.field in (*NUMBERS, "Flag", "SampleTime"):
                continue
            if item.name in found:
                before = found[item.name]
                found[item.name] = [*(before if isinstance(before, list) else [before]), item.value]
            else:
                found[item.name] = item.value
    return found


def _results(frame: Frame) -> dict[str, Any]:
    """Return what an answer reports: QnRtn whether it will be done, ExeRtn how it went."""
    names = {"QnRtn": ("request_result", "request_result"), "ExeRtn": ("execution_result", "execution_result")}
    found: dict[str, Any] = {}
    for group in frame.groups:
        for item in group:
            if item.field in names:
                key, kind = names[item.field]
                found[key] = named(kind, item.value)
    return found
