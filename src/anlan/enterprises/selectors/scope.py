"""Which rows an asker may see, and which a text fits."""

from typing import Any

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.places.api import fits, ordered

__all__ = ["READ", "fits", "ordered", "seen_by"]

READ = "enterprises.read"


def seen_by(actor: Actor, rows: QuerySet[Any], region: str = "") -> QuerySet[Any]:
    """Return the rows in the actor's regions, and in ``region`` where one is named."""
    return places.seen_by(actor, READ, rows, region)
