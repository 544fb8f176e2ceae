"""Hazard sites that still threaten, with whom and at what rain, as whoever reckons with rain reads them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import HazardSite
from anlan.risks.selectors.scope import seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreateningSite:
    """A hazard site that still threatens; ``prepare_mm`` and ``move_mm`` are its own rain of one hour, where kept."""

    id: UUID
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    persons: int
    households: int
    prepare_mm: float | None
    move_mm: float | None


def threatening(actor: Actor, region: str, kinds: tuple[str, ...]) -> tuple[ThreateningSite, ...]:
    """Return the sites of some kinds in a region that still threaten and that the actor may see, by code."""
    rows = seen_by(actor, HazardSite.objects.exclude(state=SiteState.ELIMINATED), region).filter(kind__in=kinds)
    columns = ("id", "name", "kind", "region", "location", "threatened_persons", "threatened_households", "facts")
    return tuple(
        ThreateningSite(
            id=id_,
            name=name,
            kind=kind,
            region=code,
            longitude=place.x,
            latitude=place.y,
            persons=persons,
            households=households,
            prepare_mm=_millimetres(facts, "prepare_mm"),
            move_mm=_millimetres(facts, "move_mm"),
        )
        for id_, name, kind, code, place, persons, households, facts in rows.order_by("code").values_list(*columns)
    )


def _millimetres(facts: dict[str, Any], name: str) -> float | None:
    """Return a rain kept among a site's facts; what is no number above nought is none."""
    try:
        value = float(facts.get(name) or 0)
    except (TypeError, ValueError):
        return None
    return value if value > 0 else None
