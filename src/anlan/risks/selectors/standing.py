"""What stands in a box of the map: exposed elements, reservoirs, hazard sites that still threaten."""

from typing import Final

from anlan.kernel.actors import Actor
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import ExposedElement, HazardSite, Reservoir
from anlan.risks.selectors.scope import seen_by
from anlan.support.spots import Box, Spot, spots_in

RESERVOIR: Final = "reservoir"


def exposed_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the exposed elements in a box that the actor may see; ``kind`` is theirs (school, hospital, house)."""
    return spots_in(seen_by(actor, ExposedElement.objects.all()), box, column="shape")


def reservoirs_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the reservoirs in a box that the actor may see."""
    return spots_in(seen_by(actor, Reservoir.objects.all()), box, kind=RESERVOIR)


def threatening_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the hazard sites in a box that still threaten and that the actor may see; ``kind`` is theirs."""
    rows = HazardSite.objects.exclude(state=SiteState.ELIMINATED)
    return spots_in(seen_by(actor, rows), box)
