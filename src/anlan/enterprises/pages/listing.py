"""What the room's pages have in common."""

from typing import Any, Final
from uuid import UUID

from anlan.enterprises import api
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.places.api import know_names
from anlan.support.rights import regions_of
from anlan.web.slots import served

__all__ = ["file_context", "know_names", "may_register", "region_choices"]

READ: Final = "enterprises.read"
REGISTER: Final = "enterprises.register"


def region_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the regions by which a list of the room is filtered."""
    return places.region_choices(actor, READ)


def may_register(actor: Actor) -> bool:
    """Tell whether the actor registers enterprises somewhere."""
    return bool(regions_of(actor, REGISTER))


def file_context(actor: Actor, enterprise_id: UUID, tab: str) -> dict[str, Any]:
    """Return what the head of every page of a file shows: the firm, the tabs with their counts, and who keeps it."""
    row = api.enterprise(actor, enterprise_id)
    counts = api.record_counts(row.id)
    return {
        "enterprise": row,
        "tab": tab,
        "sections": [(each, counts[each.key]) for each in api.sections().values()],
        "joined": served(f"/joined/enterprise/{row.id}/"),
        "may_keep": row.state != api.FirmState.CLOSED and api.may_keep_file(actor, row.id),
    }
