"""Acts on sites of special trades: registering, fields, sensors, inspections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.major_hazards.domain.errors import LimitsNotInOrder, SensorTwice, SeriesNotNamed
from anlan.major_hazards.domain.trades import LEVELS, Item, Kind, are_in_order, number_or_none
from anlan.major_hazards.events import SiteChanged, SiteRegistered
from anlan.major_hazards.models import TradeSensor, TradeSite
from anlan.major_hazards.selectors.trades import trade_kinds
from anlan.major_hazards.selectors.units import READ
from anlan.major_hazards.services.reckoning import KEEP
from anlan.monitoring import api as monitoring
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTradeSite:
    """A site to register; it stands where its enterprise does. ``fields`` by key, as somebody wrote them."""

    enterprise_id: UUID
    kind: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSensor:
    """A series that watches an item; ``limits`` by level (blue to red), as somebody wrote them, empty where none."""

    item: str
    station_code: str
    label: str = ""
    limits: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def register_site(*, new: NewTradeSite, actor: Actor, now: datetime) -> UUID:
    """Register a site of an enterprise; its colour follows at the next look."""
    owner = enterprises.enterprise(actor, new.enterprise_id)
    rights.require(actor, KEEP, owner.region)
    kind = trade_kinds().get(new.kind)
    if kind is None:
        raise InvalidValue(field="kind", value=new.kind[:20], rule="chosen_from_the_list")
    name = new.name.strip()
    if not 0 < len(name) <= 80:
        raise InvalidValue(field="name", value=name[:40], rule="1_to_80_characters")
    row = TradeSite.objects.create(
        enterprise_id=owner.id,
        kind=kind.key,
        name=name,
        region=owner.region,
        location=Point(owner.longitude, owner.latitude, srid=4326),
        fields=_checked_fields(kind, new.fields),
        look_at=now,
    )
    event = SiteRegistered(
        subject=f"trade_site:{row.id}",
        region=row.region,
        site_id=row.id,
        name=row.name,
        trade=kind.name,
        enterprise_name=owner.name,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def change_fields(*, site_id: UUID, fields: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Write the fields of a site anew."""
    row = _locked(site_id, actor)
    kind = trade_kinds()[row.kind]
    after = _checked_fields(kind, fields)
    if after == row.fields:
        return
    changed = [each.name for each in kind.fields if row.fields.get(each.key) != after.get(each.key)]
    row.fields, row.look_at = after, now
    row.save(update_fields=["fields", "look_at"])
    _tell(row, "fields", ", ".join(changed), actor, now)


@transaction.atomic
def link_sensor(*, site_id: UUID, new: NewSensor, actor: Actor, now: datetime) -> None:
    """Let a station's series watch an item of a site."""
    row = _locked(site_id, actor)
    item = trade_kinds()[row.kind].item(new.item)
    if item is None:
        raise InvalidValue(field="item", value=new.item[:20], rule="chosen_from_the_list")
    limits = _checked_limits(item, new.limits)
    station = monitoring.station_by_code(actor, new.station_code.strip(), now=now)
    if item.quantity not in {each.quantity for each in station.series}:
        raise SeriesNotNamed(station=station.row.code)
    key = {"site": row, "item": item.key, "station_id": station.row.id, "quantity_key": item.quantity}
    if TradeSensor.objects.filter(**key).exists():
        raise SensorTwice(station=station.row.code)
    label = new.label.strip()[:60] or item.name
    TradeSensor.objects.create(**key, label=label, station_code=station.row.code, limits=limits)
    _look_again(row, now)
    _tell(row, "sensor", f"{label} {station.row.code}", actor, now)


@transaction.atomic
def unlink_sensor(*, site_id: UUID, sensor_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a sensor away from a site."""
    row = _locked(site_id, actor)
    sensor = row.sensors.filter(id=sensor_id).first()
    if sensor is None:
        raise NotFound(what="sensor", id=str(sensor_id))
    sensor.delete()
    _look_again(row, now)
    _tell(row, "sensor", f"{sensor.label} {sensor.station_code}: -", actor, now)


@transaction.atomic
def note_inspection(*, enterprise_id: UUID, on: date, now: datetime) -> int:
    """Note on an enterprise's sites that it was inspected; an older day changes nothing; return how many sites."""
    rows = TradeSite.objects.filter(enterprise_id=enterprise_id).exclude(inspected_on__gte=on)
    return rows.update(inspected_on=on, look_at=now)


def _checked_fields(kind: Kind, given: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for each in kind.fields:
        text = given.get(each.key, "").strip()
        if not text:
            continue
        if each.choices and text not in each.choices:
            raise InvalidValue(field=each.name, value=text[:40], rule="chosen_from_the_list")
        number = number_or_none(text)
        if each.unit and (number is None or not 0 <= number <= 1e12):
            raise InvalidValue(field=each.name, value=text[:40], rule="a_number")
        found[each.key] = text[:60]
    return found


def _checked_limits(item: Item, given: Mapping[str, str]) -> dict[str, float]:
    found = {}
    for level in LEVELS:
        text = given.get(level, "").strip()
        if not text:
            continue
        number = number_or_none(text)
        if number is None or not -1e12 <= number <= 1e12:
            raise InvalidValue(field="limit", value=text[:20], rule="a_number")
        found[level] = number
    if not are_in_order(found, rises=item.rises):
        raise LimitsNotInOrder
    return found


def _locked(site_id: UUID, actor: Actor) -> TradeSite:
    row = TradeSite.objects.select_for_update().filter(id=site_id).first()
    if row is None:
        raise NotFound(what="site", id=str(site_id))
    rights.require_visible(actor, READ, row.region, "site")
    rights.require(actor, KEEP, row.region)
    return row


def _look_again(row: TradeSite, now: datetime) -> None:
    row.look_at = now
    row.save(update_fields=["look_at"])


def _tell(row: TradeSite, change: str, text: str, actor: Actor, now: datetime) -> None:
    event = SiteChanged(
        subject=f"trade_site:{row.id}",
        region=row.region,
        site_id=row.id,
        name=row.name,
        change=change,
        text=text[:400],
    )
    journal.announce(event, actor=actor, now=now)
