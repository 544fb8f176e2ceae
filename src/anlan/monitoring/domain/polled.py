"""Devices that only answer: which registers of a Modbus device are read how often, and what they mean."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.kernel.errors import InvalidValue

TYPES: Final = {"int16": 1, "uint16": 1, "int32": 2, "uint32": 2, "float32": 2, "int64": 4, "uint64": 4, "float64": 4}
KINDS: Final = ("holding", "input")
ORDERS: Final = ("big", "little")
SHORTEST_PERIOD: Final = 1.0
LONGEST_PERIOD: Final = 86_400.0
MOST_REGISTERS: Final = 100
_DEFAULT_PORT: Final = 502
_DEFAULT_PERIOD: Final = 60.0
_HIGHEST = {"port": 65_535, "unit": 247, "address": 65_535}


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One value of a device: ``value * factor + offset`` of ``quantity``, read from ``address`` on."""

    address: int
    quantity: str
    type: str = "uint16"
    kind: str = "holding"
    word_order: str = "big"
    factor: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledDevice:
    """Where a Modbus device answers, for which station, how often it is asked, and for what."""

    station: str
    host: str
    registers: tuple[Register, ...]
    port: int = _DEFAULT_PORT
    unit: int = 1
    period_seconds: float = _DEFAULT_PERIOD


def polled_of(station: str, options: Mapping[str, Any], known: Iterable[str]) -> PolledDevice:
    """Return a polled device from its options; refuse what cannot be asked, by field."""
    registers = options.get("registers")
    if not isinstance(registers, list) or not 1 <= len(registers) <= MOST_REGISTERS:
        raise InvalidValue(field="registers", value=str(registers)[:40], rule="1_to_100_registers")
    host = str(options.get("host", "")).strip()
    if not host or not host.isascii() or any(letter in host for letter in "/@ ?#"):
        raise InvalidValue(field="host", value=host[:40], rule="host_name_or_address")
    period = options.get("period_seconds", _DEFAULT_PERIOD)
    if not isinstance(period, int | float) or not SHORTEST_PERIOD <= period <= LONGEST_PERIOD:
        raise InvalidValue(field="period_seconds", value=period, rule="1_to_86400_seconds")
    quantities = set(known)
    return PolledDevice(
        station=station,
        host=host,
        port=_whole(options, "port", _DEFAULT_PORT),
        unit=_whole(options, "unit", 1),
        period_seconds=float(period),
        registers=tuple(_register(each, quantities) for each in registers),
    )


def _register(entry: object, quantities: set[str]) -> Register:
    if not isinstance(entry, dict) or set(entry) - set(Register.__slots__):
        raise InvalidValue(field="registers", value=str(entry)[:40], rule="known_fields")
    allowed = {"type": TYPES, "kind": KINDS, "word_order": ORDERS, "quantity": quantities}
    for name, values in allowed.items():
        if name in entry and entry[name] not in values:
            raise InvalidValue(field=name, value=str(entry[name])[:40], rule="known_value")
    if "quantity" not in entry:
        raise InvalidValue(field="quantity", value="", rule="known_value")
    return Register(
        address=_whole(entry, "address", -1),
        quantity=entry["quantity"],
        type=entry.get("type", "uint16"),
        kind=entry.get("kind", "holding"),
        word_order=entry.get("word_order", "big"),
        factor=_number(entry, "factor", 1.0),
        offset=_number(entry, "offset", 0.0),
    )


def _number(entry: Mapping[str, Any], name: str, default: float) -> float:
    value = entry.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidValue(field=name, value=str(value)[:40], rule="number")
    return float(value)


def _whole(table: Mapping[str, Any], name: str, default: int) -> int:
    value = table.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _HIGHEST[name]:
        raise InvalidValue(field=name, value=str(value)[:40], rule="whole_number_in_range")
    return value
