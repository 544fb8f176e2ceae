"""The alarm board: alarms by urgency, those of one storm as one row that opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from anlan.alarms.domain.states import WAITING_STATES
from anlan.alarms.domain.storms import Entry, Place, Storm, StormRule, folded
from anlan.alarms.models import Alarm
from anlan.alarms.selectors.alarms import AlarmFilter, AlarmRow, in_order, matching, row_of
from anlan.kernel.actors import Actor
from anlan.support.tables import load_table

_SHOWN_OF_A_STORM = 20
_PLACE = ("id", "rule_family", "region", "is_exercise", "raised_at", "level", "current_level", "member_count")


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One row of the board: an alarm, or a storm with its worst alarms; ``rows`` of a closed storm are empty."""

    rows: tuple[AlarmRow, ...]
    storm: Storm | None = None


class Board(Sequence[BoardEntry]):
    """What the board holds, in order: its length costs one question, a run of it one more."""

    def __init__(self, entries: list[Entry], opened: frozenset[str]) -> None:
        self._entries = entries
        self._opened = opened

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, wanted: int | slice) -> BoardEntry | list[BoardEntry]:
        """Return one entry or a run of them with their alarms."""
        if isinstance(wanted, slice):
            return self._filled(self._entries[wanted])
        return self._filled([self._entries[wanted]])[0]

    def of_storm(self, key: str) -> BoardEntry | None:
        """Return the storm of that key with its worst alarms, or nothing where there is none."""
        found = [entry for entry in self._entries if isinstance(entry, Storm) and entry.key == key]
        return self._filled(found)[0] if found else None

    def _filled(self, entries: list[Entry]) -> list[BoardEntry]:
        shown = [self._shown(entry) for entry in entries]
        ids = [place.id for places in shown for place in places]
        rows = {row.id: row_of(row) for row in Alarm.objects.filter(id__in=ids)}
        return [_entry(entry, places, rows) for entry, places in zip(entries, shown, strict=True)]

    def _shown(self, entry: Entry) -> Sequence[Place]:
        if isinstance(entry, Place):
            return (entry,)
        return entry.places[:_SHOWN_OF_A_STORM] if entry.key in self._opened else ()


def board(actor: Actor, wanted: AlarmFilter, *, opened: frozenset[str] = frozenset(), flat: bool = False) -> Board:
    """Return the alarms that match with storms folded, except those ``opened`` by key; ``flat`` folds none."""
    found = in_order(matching(actor, wanted), wanted)
    places = [
        Place(*values, is_waiting=state in WAITING_STATES) for *values, state in found.values_list(*_PLACE, "state")
    ]
    rule = StormRule.of(load_table("anlan.alarms", "merging"))
    return Board(list(places) if flat else folded(places, rule), opened)


def _entry(entry: Entry, places: Sequence[Place], rows: dict[UUID, AlarmRow]) -> BoardEntry:
    found = tuple(rows[place.id] for place in places if place.id in rows)
    return BoardEntry(rows=found, storm=entry if isinstance(entry, Storm) else None)
