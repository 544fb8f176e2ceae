"""Who is called as soon as a transmission goes out, and so needs no mass message."""

from dataclasses import dataclass, replace
from uuid import UUID

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.domain.ladders import group_of
from anlan.public_warnings.models import Transmission
from anlan.public_warnings.selectors.ladder_people import targets_of
from anlan.public_warnings.selectors.ladders import ladder_for
from anlan.public_warnings.selectors.reach import regions_to_call


@dataclass(frozen=True, slots=True)
class Called:
    """The persons on the first rung of every place, and the channel that calls them."""

    person_ids: frozenset[UUID]
    channel: str


def calling_keys(sent: Transmission) -> tuple[str, ...]:
    """Return the transmission's channels that call people, in its order."""
    return tuple(each["key"] for each in sent.channels if channel(each["key"]).calls_people)


def called_at_once(transmission: Transmission) -> Called | None:
    """Return whom the ladders call first, or nothing where no channel of the transmission calls."""
    calling = calling_keys(transmission)
    if not calling:
        return None
    ladder = ladder_for(transmission.event_code, Level(transmission.level), transmission.region)
    first = replace(ladder, rungs=ladder.rungs[:1])
    regions = regions_to_call(tuple(str(each["code"]) for each in transmission.regions))
    found = targets_of(regions, first, group_of(transmission.event_code))
    return Called(frozenset(target.person_id for targets in found.values() for target in targets), calling[0])
