"""How what a device reports becomes readings of a station: by element, with factor and offset, or as increments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.messages import Batch
from anlan.monitoring.domain.reports import ReportUse
from anlan.protocols.framing import Observation

PROTOCOLS: Final = ("sl651", "hj212", "gbt26875", "jt808")
POLLED: Final = "modbus"
_LONGEST_ADDRESS: Final = 64
_LONGEST_HISTORY: Final = 32

Counters = dict[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementUse:
    """What one element of a device means: ``value * factor + offset`` of the quantity.

    A counter only grows; what is stored is how much it grew since its last value.
    """

    quantity: str
    factor: float = 1.0
    offset: float = 0.0
    is_counter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A device as the intake needs it."""

    id: str
    protocol: str
    address: str
    station: str
    region: str
    uses: Mapping[str, ElementUse]
    reports: Mapping[str, ReportUse]
    is_on: bool = True


@dataclass(slots=True)
class Readout:
    """Readings of one frame as columns, the counters' newest values, and observations that the device distrusts."""

    quantities: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    counters: Counters = field(default_factory=dict)
    distrusted: list[Observation] = field(default_factory=list)

    def add(self, quantity: str, moment: float, value: float) -> None:
        """Add one reading."""
        self.quantities.append(quantity)
        self.times.append(moment)
        self.values.append(value)

    def batch(self, station: str) -> Batch:
        """Return the readings as a batch of one station."""
        return Batch([station] * len(self.times), self.quantities, self.times, self.values)


def read_out(observations: Iterable[Observation], uses: Mapping[str, ElementUse], counters: Counters) -> Readout:
    """Return the readings that observations mean; elements without a use are left out.

    ``counters`` are the newest (time, value) by element, times in seconds since the epoch. A counter's first value
    gives no reading, a late one is already in the increment after it, one that comes again gives its increment again,
    and one that fell was set back to zero, so that its value is the increment.
    """
    out = Readout(counters=dict(counters))
    for each in sorted(observations, key=lambda one: one.time):
        use = uses.get(each.element)
        if use is None:
            continue
        if each.flag:
            out.distrusted.append(each)
            continue
        moment, value = each.time.timestamp(), each.value * use.factor + use.offset
        if use.is_counter:
            grown = _growth(out.counters, each.element, moment, value)
            if grown is None:
                continue
            value = grown
        out.add(use.quantity, moment, value)
    return out


def _growth(counters: Counters, element: str, moment: float, value: float) -> float | None:
    history = counters.get(element, ())
    before = tuple(each for each in history if each[0] < moment)
    if len(before) == len(history):
        counters[element] = (*history, (moment, value))[-_LONGEST_HISTORY:]
    elif history[len(before)] != (moment, value):
        return None
    if not before:
        return None
    grown = value - before[-1][1]
    return round(grown, 6) if grown >= 0 else value


def uses_of(own: Mapping[str, Any], suggested: Mapping[str, ElementUse]) -> dict[str, ElementUse]:
    """Return a device's uses by element: the protocol's suggestion, changed by what the device's own table says.

    An own entry with an empty quantity switches the element off.
    """
    uses = dict(suggested)
    for element, entry in own.items():
        if entry.get("quantity"):
            uses[element] = use_of(entry, uses.get(element))
        else:
            uses.pop(element, None)
    return uses


def use_of(entry: Mapping[str, Any], default: ElementUse | None = None) -> ElementUse:
    """Return an element's use from its table entry."""
    base = default or ElementUse(quantity=entry["quantity"])
    return replace(
        base,
        quantity=entry["quantity"],
        factor=float(entry.get("factor", base.factor)),
        offset=float(entry.get("offset", base.offset)),
        is_counter=bool(entry.get("is_counter", base.is_counter)),
    )


def check_elements(elements: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a table of elements with an unknown quantity or a number that is none."""
    quantities = set(known)
    for element, entry in elements.items():
        if not isinstance(entry, dict) or set(entry) - {"quantity", "factor", "offset", "is_counter"}:
            raise InvalidValue(field="elements", value=element, rule="quantity_factor_offset_is_counter")
        if entry.get("quantity") and entry["quantity"] not in quantities:
            raise InvalidValue(field="quantity", value=entry["quantity"], rule="known_quantity")
        for name in ("factor", "offset"):
            if not isinstance(entry.get(name, 0.0), int | float) or isinstance(entry.get(name), bool):
                raise InvalidValue(field=name, value=entry[name], rule="number")


def check_address(protocol: str, address: str) -> None:
    """Refuse an unknown protocol, or an address that is empty, too long or has other characters than it may."""
    if protocol not in (*PROTOCOLS, POLLED):
        raise InvalidValue(field="protocol", value=protocol, rule="known_protocol")
    plain = address.replace("-", "").replace("_", "").replace(".", "").replace(":", "")
    if not plain.isascii() or not plain.isalnum() or len(address) > _LONGEST_ADDRESS:
        raise InvalidValue(field="address", value=address[:_LONGEST_ADDRESS], rule="letters_digits_hyphens")
