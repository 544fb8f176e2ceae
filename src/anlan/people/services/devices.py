"""Acts on devices: entering and changing them, and writing down what they answered."""

import math
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.geos import Point, Polygon
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import events
from anlan.people.domain.errors import DeviceNumberTaken
from anlan.people.domain.registry import DeviceDetails, checked_device
from anlan.people.models import Device
from anlan.people.services.residents import changes, point, put
from anlan.support import journal, locks
from anlan.support.rights import require, require_visible

EDIT, SEE = "people.edit_devices", "people.see_devices"
_METRES_PER_DEGREE: Final = 111_320
_CORNERS: Final = 16
_PLACE = ("longitude", "latitude")


@transaction.atomic
def keep_device(*, device_id: UUID | None, details: DeviceDetails, actor: Actor, now: datetime) -> UUID:
    """Enter a device, or change one; return its id. An empty change is no act."""
    kept = checked_device(details)
    device = _lock(device_id, actor) if device_id else Device()
    for region in {device.region or kept.region, kept.region}:
        require(actor, EDIT, region)
    locks.hold(f"people:device_number:{kept.code}")
    if Device.objects.filter(code=kept.code).exclude(id=device.id).exists():
        raise DeviceNumberTaken(number=kept.code)
    wanted = device_values(kept)
    changed = changes(device, wanted) if device_id else ()
    if device_id is not None and not changed:
        return device.id
    put(device, wanted)
    device.save(force_insert=device_id is None)
    event = events.DeviceKept(
        subject=events.device_subject(device.id),
        region=device.region,
        name=device.name,
        fields=tuple(name for name in changed if name != "covers"),
    )
    journal.announce(event, actor=actor, now=now)
    return device.id


def device_values(details: DeviceDetails) -> dict[str, Any]:
    """Return the columns that checked details fill."""
    values = {each.name: getattr(details, each.name) for each in fields(details) if each.name not in _PLACE}
    place = point(details.longitude, details.latitude)
    return values | {
        "languages": list(details.languages),
        "location": place,
        "covers": _circle(place, details.reach_m) if place and details.reach_m else None,
    }


def note_receipts(*, kind: str, answers: Mapping[str, str], now: datetime) -> int:
    """Write down what devices of a kind last answered, by address; an older answer than the one kept changes nothing.

    Return how many devices these were; an address that is no device's is passed over.
    """
    count, heard = 0, Device.objects.filter(kind=kind).exclude(last_receipt_at__gt=now)
    for receipt in sorted(set(answers.values())):
        addresses = [address for address, each in answers.items() if each == receipt]
        count += heard.filter(address__in=addresses).update(last_receipt=receipt[:20], last_receipt_at=now)
    return count


def _circle(place: Point, metres: int) -> Polygon:
    """Return the ground within so many metres of a place, as a polygon that leaves none of it out."""
    north = metres / _METRES_PER_DEGREE / math.cos(math.pi / _CORNERS)
    east = north / math.cos(math.radians(place.y))
    turns = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    ring = [(place.x + east * math.cos(turn), place.y + north * math.sin(turn)) for turn in turns]
    return Polygon([*ring, ring[0]], srid=4326)


def _lock(device_id: UUID, actor: Actor) -> Device:
    row = Device.objects.select_for_update().filter(id=device_id).first()
    if row is None:
        raise NotFound(what="device")
    require_visible(actor, SEE, row.region, "device")
    return row
