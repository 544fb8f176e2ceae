"""To whom a report may go: a level above, or a party beside the line of levels."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from anlan.kernel.regions import lies_within
from anlan.reporting.domain.deadlines import next_level

PARTIES: Final = ("government", "neighbours", "garrison")
_BETWEEN: Final = "/"


class Way(StrEnum):
    """How a report goes: to the next level, past it, or past it at the same time as to it."""

    ORDINARY = "ordinary"
    SKIP = "skip"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Receiver:
    """A region's unit, or, with ``party``, another body of the region: its government, its neighbours, the garrison."""

    region: str
    party: str = ""

    @property
    def key(self) -> str:
        """Return how forms and interfaces name it."""
        return f"{self.region}{_BETWEEN}{self.party}" if self.party else self.region


def receiver_named(key: str) -> Receiver:
    """Return the receiver of a key ("5134", "513433/government", "" the ministry)."""
    region, _between, party = key.partition(_BETWEEN)
    return Receiver(region, party)


def may_receive_of(region: str, receiver: Receiver) -> bool:
    """Tell whether a report of ``region`` may go there: up, or to a known party of the own region."""
    if receiver.party:
        return receiver.party in PARTIES and receiver.region == region
    return receiver.region != region and lies_within(region, receiver.region)


def way_to(region: str, receiver: Receiver, others: frozenset[Receiver]) -> Way:
    """Return how a report of ``region`` reaches the receiver, given where else this version goes or has gone."""
    nearest = Receiver(next_level(region))
    if receiver.party or receiver == nearest:
        return Way.ORDINARY
    return Way.TOGETHER if nearest in others else Way.SKIP
