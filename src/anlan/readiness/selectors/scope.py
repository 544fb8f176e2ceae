"""Which rows an asker may see, and which a text fits."""

from typing import Any

from django.db.models import Model, QuerySet

from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.places.api import fits, ordered

__all__ = ["READ", "chosen", "fits", "ordered", "seen_by"]

READ = "readiness.read"


def seen_by(actor: Actor, rows: QuerySet[Any], region: str = "") -> QuerySet[Any]:
    """Return the rows in the actor's regions, and in ``region`` where one is named."""
    return places.seen_by(actor, READ, rows, region)


def chosen(actor: Actor, model: type[Model], wanted: Any) -> QuerySet[Any]:
    """Return the rows in use of teams or shelters that the actor may see and that fit kind, state, region and text."""
    rows = seen_by(actor, model._default_manager.filter(retired_at=None), wanted.region)
    for field in ("kind", "state"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows
