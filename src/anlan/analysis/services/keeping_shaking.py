"""Keeping maps of shaking that are handed in, and deleting them."""

import hashlib
import io
import math
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.translation import gettext

from anlan.analysis.domain.earthquake.errors import ShakeMapUnreadable
from anlan.analysis.events import ShakingMapDeleted, ShakingMapStored
from anlan.analysis.kinds.earthquake_reading import epicentre_at, region_for
from anlan.analysis.kinds.shaking_maps import seen_maps
from anlan.analysis.models import ShakingMap
from anlan.analysis.selectors.scope import RUN
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.protocols.shakemap import MOST_BYTES, NoShakeMap, ShakeMap, read_shakemap
from anlan.support import journal, locks, rights

LARGEST_SHAKEMAP: Final = MOST_BYTES


@transaction.atomic
def store_shaking_map(raw: bytes, *, actor: Actor, now: datetime) -> UUID:
    """Keep a ShakeMap; return its id, that of the one there is where the region has the same file already."""
    rights.require_somewhere(actor, RUN)
    try:
        found = read_shakemap(raw)
    except NoShakeMap as refused:
        raise ShakeMapUnreadable(reason=_why(refused)) from refused
    epicentre = epicentre_at(found.longitude, found.latitude)
    region = region_for(actor, epicentre.region)
    rights.require(actor, RUN, region)
    locks.hold(f"analysis:shaking_maps:{region}")
    digest = hashlib.sha256(raw).hexdigest()
    there = ShakingMap.objects.filter(region=region, digest=digest).values_list("id", flat=True).first()
    if there is not None:
        return UUID(str(there))
    row = _row(found)
    row.region, row.place, row.digest = region, epicentre.name[:120], digest
    row.stored_by, row.stored_at = actor.name, now
    row.save(force_insert=True)
    journal.announce(ShakingMapStored(**_event(row), magnitude=row.magnitude), actor=actor, now=now)
    return row.id


@transaction.atomic
def delete_shaking_map(map_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Delete a map of shaking; the runs that were made with it stay, but cannot be run again."""
    row = seen_maps(actor).select_for_update().filter(id=map_id).first()
    if row is None:
        raise NotFound(what="shaking_map", id=str(map_id))
    rights.require(actor, RUN, row.region)
    event = ShakingMapDeleted(**_event(row))
    row.delete()
    journal.announce(event, actor=actor, now=now)


def _row(found: ShakeMap) -> ShakingMap:
    rows, columns = next(iter(found.values.values())).shape
    packed = io.BytesIO()
    np.savez_compressed(packed, **{name: values.astype(np.float32) for name, values in found.values.items()})
    return ShakingMap(
        event=found.event[:60],
        version=found.version[:20],
        originator=found.originator[:40],
        status=found.status[:40],
        is_scenario=found.is_scenario,
        magnitude=found.magnitude,
        depth_km=found.depth_km,
        longitude=found.longitude,
        latitude=found.latitude,
        occurred_at=found.occurred_at,
        west=found.west,
        north=found.north,
        width=found.width,
        height=found.height,
        rows=rows,
        columns=columns,
        fields=[_field(asdict(each)) for each in found.fields],
        packed=packed.getvalue(),
    )


def _why(refused: NoShakeMap) -> str:
    words = {
        "too_large": gettext("larger than 10 MB"),
        "doctype_not_allowed": gettext("it leads to other files"),
        "not_well_formed": gettext("no well-formed XML"),
        "other_root": gettext("another kind of file"),
        "part_missing": gettext("a part is missing"),
        "no_number": gettext("something that is no number"),
        "rows_missing": gettext("more or fewer values than cells"),
        "cells": gettext("number of cells"),
        "grid_uneven": gettext("rows or columns at uneven distances"),
        "unit_unknown": gettext("unknown unit"),
        "value_out_of_range": gettext("values that cannot be"),
        "no_shaking": gettext("no field of shaking"),
    }
    detail = "" if refused.code in ("too_large", "not_well_formed", "doctype_not_allowed") else refused.detail
    return " ".join(part for part in (words[refused.code], detail) if part)


def _field(told: dict[str, Any]) -> dict[str, Any]:
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in told.items()
    }


def _event(row: ShakingMap) -> dict[str, Any]:
    return {"subject": f"shaking_map:{row.id}", "region": row.region, "map_id": row.id, "name": str(row)}
