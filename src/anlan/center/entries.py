"""One entry of the desk's queue, and what most sources need to make one."""

from dataclasses import dataclass

from anlan.center.items import DeskItem
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """A desk item with what the queue shows beside it; ``work_url`` is the fragment of its detail and actions."""

    room: str
    item: DeskItem
    place: str
    tone: str
    work_url: str
    detail: str = ""
    times: int = 0
    urgency: int = 0
    is_decided: bool = False
    is_new: bool = False


def short_names(actor: Actor, regions: list[str]) -> dict[str, str]:
    """Return the places' names without what the reader's own region says already."""
    own = [places.full_name(region) for region in rights.regions_of(actor, "alarms.see") if region]
    names = places.full_names(regions)
    plain = places.names(regions)
    return {code: _without(name, own) or plain[code] for code, name in names.items()}


def _without(name: str, prefixes: list[str]) -> str:
    """Return what a name adds to a prefix; nothing where it is the reader's own region."""
    return min((name.removeprefix(prefix) for prefix in prefixes), key=len, default=name)


def plain_entry(room: str, item: DeskItem, place: str, *, detail: str = "", urgency: int = 0) -> QueueEntry:
    """Return the entry of a thing that has its own page elsewhere."""
    return QueueEntry(
        room=room,
        item=item,
        place=place,
        tone="red" if item.due and urgency == Level.RED else "amber",
        work_url=f"/desk/item/?room={room}&subject={item.subject}",
        detail=detail,
        urgency=urgency,
    )
