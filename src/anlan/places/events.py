"""What happens to places."""

from dataclasses import dataclass
from typing import ClassVar

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionsLoaded(DomainEvent):
    """An edition of a list of divisions has come into force."""

    kind: ClassVar[str] = "places.divisions_loaded"

    source: str
    edition: str
    rows: int
    changes: int
