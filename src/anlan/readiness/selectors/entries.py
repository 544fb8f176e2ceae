"""Entries of any register: the list, one entry, and what a list is counted and summed by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.readiness.domain.registers import Field, FieldKind, Register
from anlan.readiness.selectors.registers import register as register_named
from anlan.readiness.selectors.registers import rows_of
from anlan.readiness.selectors.scope import READ, fits, ordered, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

_COLUMNS = ("kind", "state", "trust")
_SORTS = {key: key for key in ("code", "name", "region", "confirmed_at", "expires_on")}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which entries of a register are wanted; empty fields want all. ``chosen`` holds options by the field's key.

    ``expires_by`` wants what ends on that day or before.
    """

    register: str
    kind: str = ""
    state: str = ""
    trust: str = ""
    region: str = ""
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    expires_by: date | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a register as pages and other rooms see it; ``metres`` where a place was asked about."""

    id: UUID
    register: str
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    state: str
    note: str
    values: Mapping[str, Any]
    contact: people.Person | None
    owner: people.Organisation | None
    trust: str
    confirmed_at: datetime | None
    confirmed_by: str
    expires_on: date | None
    is_demo: bool
    metres: int | None = None


def entries(actor: Actor, wanted: EntryFilter) -> Rows[Entry]:
    """Return the entries of a register that the actor may see and ``wanted`` fits."""
    register = register_named(wanted.register)
    sorts = _SORTS | {each.key: _path(each) for each in register.listed}
    rows = ordered(chosen(actor, wanted), wanted.sort, sorts)
    return Rows(rows, lambda found: read(register, found))


def entry(actor: Actor, register_key: str, entry_id: UUID) -> Entry:
    """Return one entry, or say that there is none where the actor may not see it; retired ones are still told of."""
    register = register_named(register_key)
    row = rows_of(register).model.objects.filter(id=entry_id).first()
    if row is None or (register.rows == "forces" and row.register != register.key):
        raise NotFound(what="entry", id=str(entry_id))
    require_visible(actor, READ, row.region, "entry")
    return read(register, [row])[0]


def entries_by_id(register_key: str, ids: Iterable[UUID]) -> dict[UUID, Entry]:
    """Return entries of a register by id, for acts that have checked the reader; unknown ids are left out."""
    register = register_named(register_key)
    rows = rows_of(register).model.objects.filter(id__in=set(ids))
    return {row.id: row for row in read(register, list(rows))}


def entries_near(actor: Actor, wanted: EntryFilter, at: tuple[float, float], limit: int = 5) -> tuple[Entry, ...]:
    """Return the entries nearest to a place (longitude, latitude) as the crow flies, nearest first."""
    rows = chosen(actor, wanted).annotate(away=Distance("location", Point(*at, srid=4326), spheroid=True))
    return read(register_named(wanted.register), list(rows.order_by("away", "code")[:limit]))


def entry_counts(actor: Actor, key: str, wanted: EntryFilter) -> dict[str, int]:
    """Return how many entries there are of each ``kind``, ``state``, ``trust`` or option of a chosen-from field."""
    rows = chosen(actor, wanted).order_by()
    if key in _COLUMNS:
        return dict(rows.values_list(key).annotate(count=Count("id")))
    asked = register_named(wanted.register).field_of(key)
    if asked.kind is not FieldKind.CHOICES:
        told = rows.values_list(KeyTextTransform(key, "details")).annotate(count=Count("id"))
        return {_option(asked, value): count for value, count in told if value is not None}
    names = {each: f"option_{number}" for number, each in enumerate(asked.options)}
    each_of = {name: Count("id", filter=_has(asked, option)) for option, name in names.items()}
    found = rows.aggregate(**each_of)
    return {option: found[name] for option, name in names.items()}


def entry_sums(actor: Actor, wanted: EntryFilter) -> dict[str, float]:
    """Return the sums of the register's summed figures over the chosen entries, by the field's key."""
    summed = register_named(wanted.register).summed
    if not summed:
        return {}
    rows = chosen(actor, wanted).order_by()
    told = rows.aggregate(**{f"sum_{each.key}": Sum(_figure(each)) for each in summed})
    return {each.key: told[f"sum_{each.key}"] or 0 for each in summed}


def chosen(actor: Actor, wanted: EntryFilter) -> "QuerySet[Any]":
    """Return the rows that the actor may see and ``wanted`` fits."""
    register = register_named(wanted.register)
    rows = seen_by(actor, rows_of(register), wanted.region)
    for name in _COLUMNS:
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    for key, option in wanted.chosen.items():
        rows = rows.filter(_has(register.field_of(key), option))
    if wanted.expires_by is not None:
        rows = rows.filter(expires_on__lte=wanted.expires_by)
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def read(register: Register, rows: Sequence[Any]) -> tuple[Entry, ...]:
    """Return rows of a register's table as entries, with their persons and owners read at once."""
    contact = f"{register.contact}_id"
    persons = people.persons_by_id(getattr(row, contact) for row in rows if getattr(row, contact))
    owners = people.organisations_by_id(row.owner_id for row in rows if row.owner_id)
    return tuple(
        Entry(
            id=row.id,
            register=register.key,
            code=row.code,
            name=row.name,
            kind=row.kind,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            state=row.state,
            note=getattr(row, "note", ""),
            values=values_of(register, row),
            contact=persons.get(getattr(row, contact)),
            owner=owners.get(row.owner_id),
            trust=row.trust,
            confirmed_at=row.confirmed_at,
            confirmed_by=row.confirmed_by,
            expires_on=row.expires_on,
            is_demo=row.is_demo,
            metres=round(row.away.m) if hasattr(row, "away") else None,
        )
        for row in rows
    )


def values_of(register: Register, row: Any) -> dict[str, Any]:
    """Return the values of a row's fields by key, those of columns among them."""
    return {each.key: getattr(row, each.key) if each.column else row.details.get(each.key) for each in register.fields}


def _path(asked: Field) -> Any:
    if asked.column:
        return asked.key
    return f"details__{asked.key}"


def _figure(asked: Field) -> Any:
    if asked.column:
        return F(asked.key)
    return Cast(KeyTextTransform(asked.key, "details"), FloatField())


def _has(asked: Field, option: str) -> Q:
    """Return the condition that an entry has an option of a field."""
    if asked.column:
        return Q(**{f"{asked.key}__contains": [option]})
    if asked.kind is FieldKind.CHOICES:
        return Q(**{f"details__{asked.key}__contains": [option]})
    value: object = {"yes": True, "no": False}.get(option, option) if asked.kind is FieldKind.YES_NO else option
    return Q(**{f"details__{asked.key}": value})


def _option(asked: Field, value: str) -> str:
    if asked.kind is FieldKind.YES_NO:
        return "yes" if value == "true" else "no"
    return value
