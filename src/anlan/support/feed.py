"""What the live feed tells open pages: that something of a kind happened to a thing in a region, and no more.

The page asks for what it needs with its own rights, so a notice carries no content but the level, for the sound of a
new red.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Max

from anlan.support.models import JournalEntry

_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """One sealed entry as the feed tells it."""

    number: int
    kind: str
    subject: str
    region: str
    incident_id: UUID | None
    level: int | None

    def shown(self) -> dict[str, Any]:
        """Return what goes over the wire."""
        return {
            "number": self.number,
            "kind": self.kind,
            "subject": self.subject,
            "region": self.region,
            "incident": self.incident_id,
            "level": self.level,
        }


def last_number() -> int:
    """Return the number of the newest sealed entry, 0 where there is none."""
    return JournalEntry.objects.aggregate(last=Max("number"))["last"] or 0


def entry_count() -> int:
    """Return how many entries are committed, sealed or not: it changes with every act, and costs two index look-ups."""
    return last_number() + JournalEntry.objects.filter(number=None).count()


def notices_after(number: int) -> tuple[Notice, ...]:
    """Return the sealed entries after ``number``, in order, 500 at most."""
    rows = JournalEntry.objects.filter(number__gt=number).order_by("number")
    columns = ("number", "kind", "subject", "region", "incident_id", "payload__level")
    return tuple(Notice(*row) for row in rows.values_list(*columns)[:_MOST_AT_ONCE])


def connection_parameters() -> dict[str, Any]:
    """Return how a process opens a connection of its own to listen on."""
    parameters = connections["default"].get_connection_params()
    return {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if parameters.get(key)}
