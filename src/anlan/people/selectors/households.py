"""Households and the residents in them, with masked numbers, in the reader's regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Right

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people.domain.phones import masked
from anlan.people.domain.registry import masked_id_number
from anlan.people.models import Household as Row
from anlan.people.models import Resident as ResidentRow
from anlan.people.models.residents import PHONE_TAIL
from anlan.support.keyset import Stretch, counted, stretch
from anlan.support.rights import lies_in, require_visible, within

SEE = "people.see_residents"
_ORDER = ("region", "id")
_METRES_PER_DEGREE: Final = 111_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household as other rooms and pages see it."""

    id: UUID
    code: str
    region: str
    address: str
    head_name: str
    persons: int
    longitude: float | None
    latitude: float | None
    hazard: str
    is_to_move_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A resident as other rooms and pages see them: phone and id number are masked."""

    id: UUID
    household_id: UUID | None
    name: str
    region: str
    phone_masked: str
    id_number_masked: str
    longitude: float | None
    latitude: float | None
    language: str
    channels: tuple[str, ...]
    duties: tuple[str, ...]
    is_exercise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    region: str = ""
    is_to_move_first: bool = False
    has_no_place: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdName:
    """A household to be ticked by the name of its head."""

    id: UUID
    region: str
    head_name: str
    address: str
    persons: int
    is_to_move_first: bool


def households(
    actor: Actor, wanted: HouseholdFilter, *, after: str = "", before: str = "", size: int = 50
) -> Stretch[Household]:
    """Return a stretch of the households in the actor's regions, by region; as quick among a million as among ten."""
    found = stretch(visible(actor, wanted), order=_ORDER, after=after, before=before, size=size)
    return Stretch(tuple(_household(row) for row in found.rows), found.before, found.after)


def household_count(actor: Actor, wanted: HouseholdFilter) -> tuple[int, bool]:
    """Return how many households match, and whether there are more than were counted."""
    return counted(visible(actor, wanted))


def household(actor: Actor, household_id: UUID) -> Household:
    """Return one household in the actor's regions; outside it is as if there were none."""
    row = Row.objects.filter(id=household_id).first()
    if row is None:
        raise NotFound(what="household")
    require_visible(actor, SEE, row.region, "household")
    return _household(row)


def household_names(regions: Iterable[str], *, to_move_first: bool = False) -> tuple[HouseholdName, ...]:
    """Return the households of regions and all below by the head's name, for acts that tick them; those to move first.

    The caller has checked that the reader may know of them.
    """
    rows = Row.objects.filter(lies_in(regions)).order_by("-is_to_move_first", "region", "head_name", "id")
    if to_move_first:
        rows = rows.filter(is_to_move_first=True)
    columns = ("id", "region", "head_name", "address", "persons", "is_to_move_first")
    return tuple(HouseholdName(*row) for row in rows.values_list(*columns))


def persons_near(point: tuple[float, float], *, metres: float) -> int:
    """Return how many persons the registered households within a distance of (longitude, latitude) have.

    A count without names; the caller has checked that the reader may know of the place.
    """
    longitude, latitude = point
    north = metres / _METRES_PER_DEGREE
    east = north / max(cos(radians(latitude)), 0.1)
    box = Polygon.from_bbox((longitude - east, latitude - north, longitude + east, latitude + north))
    box.srid = 4326
    place = Point(longitude, latitude, srid=4326)
    near = Row.objects.filter(location__bboverlaps=box, location__distance_lte=(place, D(m=metres)))
    return near.aggregate(total=Sum("persons"))["total"] or 0


def residents_of(household_id: UUID) -> tuple[Resident, ...]:
    """Return the residents of a household, by name; the caller has checked that the reader may know of it."""
    rows = ResidentRow.objects.filter(household_id=household_id).order_by("name", "id")
    return tuple(_resident(row) for row in rows)


def resident(actor: Actor, resident_id: UUID) -> Resident:
    """Return one resident in the actor's regions; outside it is as if there were none."""
    row = ResidentRow.objects.filter(id=resident_id).first()
    if row is None:
        raise NotFound(what="resident")
    require_visible(actor, SEE, row.region, "resident")
    return _resident(row)


def people_in(household_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many residents are entered in each of some households, in one query."""
    rows = ResidentRow.objects.filter(household_id__in=list(household_ids)).order_by()
    return dict(rows.values_list("household_id").annotate(count=Count("id")))


def visible(actor: Actor, wanted: HouseholdFilter, *, right: str = SEE) -> "QuerySet[Row]":
    """Return the rows that match where the actor holds the right."""
    rows = Row.objects.filter(within(actor, right))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.is_to_move_first:
        rows = rows.filter(is_to_move_first=True)
    if wanted.has_no_place:
        rows = rows.filter(location=None)
    text = wanted.text.strip()
    return rows.filter(id__in=_found_by(actor, text)) if text else rows


def _found_by(actor: Actor, text: str) -> "QuerySet[Row]":
    """Return the ids of households where a name begins so, or whose number or a phone's end it is.

    Every part of it stands on an index of its own; the end of a phone counts only where it may be revealed.
    """
    mine, living = Row.objects.filter(within(actor, SEE)), ResidentRow.objects.filter(within(actor, SEE))
    living = living.exclude(household=None)
    by_name = living.filter(name__startswith=text).values("household_id")
    found = [mine.filter(code=text).values("id"), by_name]
    if text.isascii() and text.isalpha():
        found.append(living.filter(initials__startswith=text.lower()).values("household_id"))
    if text.isascii() and text.isdigit() and len(text) >= PHONE_TAIL:
        ending = living.exclude(phone="").alias(tail=Right("phone", PHONE_TAIL)).filter(tail=text[-PHONE_TAIL:])
        ending = ending.filter(within(actor, "people.reveal_resident"), phone__endswith=text)
        found.append(ending.values("household_id"))
    return mine.filter(head_name__startswith=text).values("id").union(*found)


def _place(row: Any) -> dict[str, float | None]:
    return {
        "longitude": row.location.x if row.location else None,
        "latitude": row.location.y if row.location else None,
    }


def _household(row: Row) -> Household:
    return Household(**_place(row), **{name: getattr(row, name) for name in _COPIED})


_COPIED = ("id", "code", "region", "address", "head_name", "persons", "hazard", "is_to_move_first")


def _resident(row: ResidentRow) -> Resident:
    return Resident(
        id=row.id,
        household_id=row.household_id,
        name=row.name,
        region=row.region,
        phone_masked=masked(row.phone),
        id_number_masked=masked_id_number(row.id_number),
        language=row.language,
        channels=tuple(row.channels),
        duties=tuple(row.duties),
        is_exercise=row.is_exercise,
        **_place(row),
    )
