"""Registering many rows at once; the same id again replaces what was there."""

from dataclasses import asdict
from typing import Any, Final

from django.contrib.gis.geos import Point
from django.db import models

_BATCH: Final = 1000


def placed(new: Any, *, is_demo: bool) -> dict[str, Any]:
    """Return the columns of a thing to register, its longitude and latitude as one point."""
    values = asdict(new)
    point = Point(values.pop("longitude"), values.pop("latitude"), srid=4326)
    return {**values, "location": point, "is_demo": is_demo}


def put(model: type[models.Model], rows: list[Any], kept: tuple[str, ...] = ()) -> int:
    """Insert the rows, or replace all but the ``kept`` columns of those that are there; return how many."""
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in kept]
    model.objects.bulk_create(  # type: ignore[attr-defined]
        rows, update_conflicts=True, unique_fields=["id"], update_fields=columns, batch_size=_BATCH
    )
    return len(rows)
