"""What a station's parameters say: numbers, addresses of centres and channels, cards (annex D)."""

from typing import Any

from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.message import Setting
from anlan.protocols.sl651.tables import Element, table
from anlan.protocols.sl651.values import number

INTERNET = 2


def value(setting: Setting, row: Element | None) -> Any:
    """Return a parameter's value as its table says, or None where only its bytes can be told."""
    raw = setting.raw
    if not setting.definition.size:
        return raw.decode("ascii", "replace") or None
    kind = row.kind if row else "number"
    if kind == "centers":
        return list(raw)
    if kind == "channel":
        return channel(raw)
    if kind == "card":
        return {"kind": raw[:1].decode("ascii", "replace"), "number": raw[1:].decode("ascii", "replace")}
    if kind == "hex":
        return raw.hex().upper()
    try:
        found = number(raw, setting.definition.decimals, 0)
    except FrameError:
        return None
    return None if found is None else float(found)


def channel(raw: bytes) -> dict[str, Any]:
    """Return the kind and address of a channel; an IPv4 address comes in twelve digits, its port in six."""
    kind, digits = raw[0], raw[1:].hex().upper()
    names = table("settings")["channel"]
    address = digits.lstrip("A")
    if kind == INTERNET and len(digits) == 18 and digits.isdigit():
        parts = (str(int(digits[at : at + 3])) for at in range(0, 12, 3))
        address = f"{'.'.join(parts)}:{int(digits[12:])}"
    return {"kind": kind, "kind_name": names.get(str(kind)), "address": address}
