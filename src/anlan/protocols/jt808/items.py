"""The additional items of a position: their values by name and unit, makers' own as hex."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from anlan.protocols.jt808 import table
from anlan.protocols.jt808.message import Item
from anlan.protocols.jt808.table import ItemKind

_MEASURED: Final = frozenset(
    {"mileage_km", "fuel_l", "recorder_speed_kmh", "cabin_temperature", "signal_strength", "satellites"}
)


def item_fields(item: Item) -> dict[str, Any]:
    """Return an item's number, bytes, names and value, ready for JSON; a maker's own has no name."""
    told: dict[str, Any] = {"id": f"{item.item_id:02x}", "hex": item.value.hex()}
    kind = _kind(item)
    if kind is None:
        return told
    told |= {"name": kind.name, "zh": kind.zh}
    if kind.unit:
        told["unit"] = kind.unit
    return told | _HOW[kind.how](item, kind)


def item_values(item: Item) -> Iterator[tuple[str, float]]:
    """Return what an item measured as element and value."""
    kind = _kind(item)
    if kind is None:
        return
    if kind.name in _MEASURED:
        yield kind.name, float(_HOW[kind.how](item, kind)["value"])
    elif kind.how == "analog":
        for element, value in _analog(item, kind).items():
            yield element, float(value)


def _kind(item: Item) -> ItemKind | None:
    """Return what is known of the item; nothing where its size is not the standard's (an older head's own item)."""
    kind = table.item(item.item_id)
    return kind if kind and len(item.value) in kind.sizes else None


def _integer(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _number(item: Item, kind: ItemKind) -> dict[str, Any]:
    value = _integer(item.value)
    return {"value": value if kind.step == 1 else round(value * kind.step, 1)}


def _signed(item: Item, _: ItemKind) -> dict[str, Any]:
    """Return a number whose highest bit is its sign."""
    value = _integer(item.value)
    return {"value": -(value & 0x7FFF) if value & 0x8000 else value}


def _bits(item: Item, _: ItemKind) -> dict[str, Any]:
    value, names = _integer(item.value), table.item_bits(item.item_id)
    if not names:
        channels = [bit + 1 for bit in range(8 * len(item.value)) if value >> bit & 1]
        return {"value": value, "channels": channels}
    return {"value": value, "bits": {name: bool(value >> bit & 1) for bit, name in enumerate(names)}}


def _bytes(item: Item, _: ItemKind) -> dict[str, Any]:
    return {"value": list(item.value)}


def _overspeed(item: Item, _: ItemKind) -> dict[str, Any]:
    told = _place(item.value[0])
    return told | ({"place_id": _integer(item.value[1:])} if len(item.value) > 1 else {})


def _area(item: Item, _: ItemKind) -> dict[str, Any]:
    way = {0: "in", 1: "out"}.get(item.value[5])
    return {**_place(item.value[0]), "place_id": _integer(item.value[1:5]), "way": item.value[5], "way_name": way}


def _section(item: Item, _: ItemKind) -> dict[str, Any]:
    result = {0: "too_short", 1: "too_long"}.get(item.value[6])
    return {
        "place_id": _integer(item.value[:4]),
        "seconds": _integer(item.value[4:6]),
        "result": item.value[6],
        "result_name": result,
    }


def _analog(item: Item, _: ItemKind) -> dict[str, Any]:
    return {"analog_0": _integer(item.value[2:]), "analog_1": _integer(item.value[:2])}


def _place(code: int) -> dict[str, Any]:
    return table.coded("place", "places", code)


_HOW: Final[dict[str, Callable[[Item, ItemKind], dict[str, Any]]]] = {
    "number": _number,
    "signed": _signed,
    "bits": _bits,
    "bytes": _bytes,
    "overspeed": _overspeed,
    "area": _area,
    "section": _section,
    "analog": _analog,
}
