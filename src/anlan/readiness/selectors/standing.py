"""What stands ready in a box of the map."""

from anlan.kernel.actors import Actor
from anlan.readiness.models import Shelter
from anlan.readiness.selectors.scope import seen_by
from anlan.support.spots import Box, Spot, spots_in


def shelters_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the shelters in a box that the actor may see; ``kind`` is theirs."""
    return spots_in(seen_by(actor, Shelter.objects.all()), box)
