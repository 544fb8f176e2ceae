"""What the room's lists have in common."""

from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.places.api import know_names

__all__ = ["know_names", "region_choices"]

READ = "enterprises.read"


def region_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the regions by which a list of the room is filtered."""
    return places.region_choices(actor, READ)
