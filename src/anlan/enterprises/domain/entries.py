"""What the register says of an enterprise besides its code and place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from anlan.kernel.errors import InvalidValue

_TRADE_CLASS: Final = re.compile(r"[A-T](\d{2})?", re.ASCII)
_MOST_STAFF: Final = 1_000_000
_LONGEST: Final = {"name": 80, "address": 200}
_WORDS: Final = {
    "name": "Name of the enterprise",
    "industry": "Trade",
    "trade_class": "Class of the national economy",
    "scale": "Size",
    "address": "Address",
    "staff": "Staff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseEntry:
    """Name, trade, class of the national economy (GB/T 4754), size, address and staff."""

    name: str
    industry: str
    trade_class: str = ""
    scale: str = ""
    address: str = ""
    staff: int = 0


def checked_entry(entry: EnterpriseEntry, trades: Mapping[str, str], scales: Mapping[str, str]) -> EnterpriseEntry:
    """Return the entry without blanks around its texts, or refuse the first field that breaks its rule."""
    told = replace(
        entry,
        name=entry.name.strip(),
        address=entry.address.strip(),
        trade_class=entry.trade_class.strip().upper(),
    )
    for field, rule, holds in _rules(told, trades, scales):
        if not holds:
            raise InvalidValue(field=_WORDS[field], value=str(getattr(told, field))[:40], rule=rule)
    return told


def _rules(
    told: EnterpriseEntry, trades: Mapping[str, str], scales: Mapping[str, str]
) -> tuple[tuple[str, str, bool], ...]:
    return (
        ("name", "not_empty", bool(told.name)),
        ("name", "too_long", len(told.name) <= _LONGEST["name"]),
        ("industry", "chosen_from_the_list", told.industry in trades),
        ("trade_class", "class_of_gbt_4754", not told.trade_class or bool(_TRADE_CLASS.fullmatch(told.trade_class))),
        ("scale", "chosen_from_the_list", not told.scale or told.scale in scales),
        ("address", "too_long", len(told.address) <= _LONGEST["address"]),
        ("staff", "not_negative", 0 <= told.staff <= _MOST_STAFF),
    )
