"""To whom a matter can be forwarded."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.intake.domain.forwarding import Category
from anlan.intake.selectors.rules import categories
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.people import api as people

_TOWNSHIP: Final = "township"


@dataclass(frozen=True, slots=True)
class ReceiverChoice:
    """A category with an organisation that deals with it."""

    category: Category
    organisation_id: UUID
    organisation_name: str

    @property
    def value(self) -> str:
        """Return the choice as a form sends it."""
        return f"{self.category.key}:{self.organisation_id}"


def receivers_for(actor: Actor, region: str) -> tuple[ReceiverChoice, ...]:
    """Return who can be given a matter of ``region``: the county's departments by category, its own township."""
    county = at_level(region, RegionLevel.COUNTY)
    known = people.organisations(actor, region=county)
    return tuple(
        ReceiverChoice(category, each.id, each.name)
        for category in categories().values()
        for each in known
        if _fits(category, each, region, county)
    )


def _fits(category: Category, organisation: people.Organisation, region: str, county: str) -> bool:
    if organisation.kind != category.organisation_kind or category.branch not in ("", organisation.branch):
        return False
    if category.organisation_kind == _TOWNSHIP:
        return lies_within(region, organisation.region)
    return organisation.region == county
