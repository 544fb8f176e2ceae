"""Storing how many people live where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.places.models import Population
from anlan.support import rights


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """A division's persons and households."""

    code: str
    persons: int
    households: int


@transaction.atomic
def set_populations(*, figures: Iterable[PopulationFigure], source: str, is_demonstration: bool, actor: Actor) -> int:
    """Store the figures of one source in place of earlier ones of the same divisions; return how many."""
    rights.require(actor, "places.load", NATION)
    rows = [
        Population(
            code=figure.code,
            persons=figure.persons,
            households=figure.households,
            source=source,
            is_demonstration=is_demonstration,
        )
        for figure in figures
    ]
    fields = ["persons", "households", "source", "is_demonstration"]
    Population.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields, batch_size=1000
    )
    return len(rows)


@transaction.atomic
def remove_demonstration_populations(*, actor: Actor) -> int:
    """Remove the invented figures; return how many."""
    rights.require(actor, "places.load", NATION)
    return Population.objects.filter(is_demonstration=True).delete()[0]
