"""What changed in a device's states, and which of its states count as readings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.protocols.framing import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUse:
    """A state counts as 1 of ``quantity`` (nothing where it is empty) while any part is in it.

    A momentary one is told each time, and never over.
    """

    quantity: str = ""
    is_momentary: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """How a state of a part was told last."""

    time: datetime
    is_beginning: bool


Key = tuple[str, str]


def report_uses(table: Mapping[str, Any]) -> dict[str, ReportUse]:
    """Return the uses that a table of reports holds, by kind."""
    return {kind: ReportUse(**entry) for kind, entry in table.items()}


def changes(
    occurrences: Iterable[Occurrence], known: dict[Key, Known], uses: Mapping[str, ReportUse]
) -> list[Occurrence]:
    """Return the occurrences that are news, oldest first, and note them in ``known`` by (kind, part).

    A whole state tells every kind of it each time: what is as it was is no news, nor is what is older than the last.
    """
    news = []
    for each in sorted(occurrences, key=lambda one: one.time):
        use = uses.get(each.kind)
        last = known.get((each.kind, each.part))
        was = last is not None and last.is_beginning and not (use is not None and use.is_momentary)
        if (last is not None and each.time <= last.time) or was == each.began:
            continue
        known[each.kind, each.part] = Known(each.time, each.began)
        news.append(each)
    return news


def state_readings(
    news: Iterable[Occurrence], known: Mapping[Key, Known], uses: Mapping[str, ReportUse]
) -> list[tuple[str, datetime, float]]:
    """Return (quantity, time, 1 or 0) for what changed; of changes at one time the last counts, a beginning first."""
    found: dict[tuple[str, datetime], float] = {}
    for each in news:
        use = uses.get(each.kind)
        if use is None or not use.quantity:
            continue
        is_on = each.began or any(
            state.is_beginning
            for (kind, _part), state in known.items()
            if (other := uses.get(kind)) and other.quantity == use.quantity and not other.is_momentary
        )
        key = (use.quantity, each.time)
        found[key] = max(found.get(key, 0.0), float(is_on))
    return [(quantity, time, value) for (quantity, time), value in found.items()]
