"""Persons with masked phones, in the reader's regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people.domain.phones import SEARCHABLE_TAIL, checked, masked
from anlan.people.models import Person as Row
from anlan.people.models import Responsibility
from anlan.support.rights import require_visible, within

_SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as other rooms and pages see them: the phone is masked."""

    id: UUID
    name: str
    post: str
    organisation_id: UUID | None
    organisation_name: str
    region: str
    phone_masked: str
    has_2g_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFilter:
    """What a reader of the list asks for; an empty field asks for nothing. ``is_exact``: none of the regions below."""

    text: str = ""
    region: str = ""
    organisation_id: UUID | None = None
    duty: str = ""
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty that a person has in a region; ended where ``valid_to`` is set."""

    duty: str
    role: str
    rank: str
    region: str
    valid_from: datetime
    valid_to: datetime | None


def person(person_id: UUID) -> Person:
    """Return one person; the caller has checked that the reader may know of them."""
    row = Row.objects.filter(id=person_id).select_related("organisation").first()
    if row is None:
        raise NotFound(what="person")
    return _person(row)


def visible_person(actor: Actor, person_id: UUID) -> Person:
    """Return one person in the actor's regions; outside it is as if there were none."""
    found = person(person_id)
    require_visible(actor, "people.see", found.region, "person")
    return found


def persons_by_id(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return persons by id in one query; unknown ids are left out."""
    rows = Row.objects.filter(id__in=set(ids)).select_related("organisation")
    return {row.id: _person(row) for row in rows}


def persons(actor: Actor, wanted: PersonFilter, *, offset: int = 0, limit: int = 50) -> tuple[Person, ...]:
    """Return a page of the persons in the actor's regions, by region and name."""
    rows = _visible(actor, wanted).select_related("organisation").order_by("region", "name", "id")
    return tuple(_person(row) for row in rows[offset : offset + limit])


def person_count(actor: Actor, wanted: PersonFilter) -> int:
    """Return how many persons match in the actor's regions."""
    return _visible(actor, wanted).count()


def search_people(actor: Actor, text: str, *, limit: int = 20) -> tuple[Person, ...]:
    """Return persons by part of the name, pinyin initials, or the phone's last digits where it may be revealed."""
    return persons(actor, PersonFilter(text=text), limit=limit) if text.strip() else ()


def duties_of(person_id: UUID) -> tuple[Duty, ...]:
    """Return the duties that a person has or had, present ones first."""
    rows = Responsibility.objects.filter(person_id=person_id).order_by("region", "duty", "rank", "valid_from")
    return tuple(
        Duty(
            duty=row.duty,
            role=row.role,
            rank=row.rank,
            region=row.region,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in sorted(rows, key=lambda row: row.valid_to is not None)
    )


def phone_of(person_id: UUID) -> str:
    """Return a person's phone number, for the adapters of channels only: never for a page."""
    return Row.objects.filter(id=person_id).values_list("phone", flat=True).first() or ""


def phones_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return phone numbers by person in one query, for the adapters of channels only: never for a page."""
    return dict(Row.objects.filter(id__in=set(ids)).exclude(phone="").values_list("id", "phone"))


def persons_with_phone(phone: str) -> tuple[UUID, ...]:
    """Return who is reached under a number, for answers that come in by it: never for a page."""
    digits = checked(phone).removeprefix("+86").removeprefix("+")
    if len(digits) < _SHORTEST_NUMBER:
        return ()
    written = {digits, f"+86{digits}", f"86{digits}", digits.removeprefix("86")}
    return tuple(Row.objects.filter(phone__in=written).values_list("id", flat=True))


def _visible(actor: Actor, wanted: PersonFilter) -> "QuerySet[Row]":
    rows = Row.objects.filter(within(actor, "people.see"))
    if wanted.region:
        rows = rows.filter(**{"region" if wanted.is_exact else "region__startswith": wanted.region})
    if wanted.organisation_id:
        rows = rows.filter(organisation_id=wanted.organisation_id)
    if wanted.duty:
        holders = Responsibility.objects.filter(duty=wanted.duty, valid_to=None)
        rows = rows.filter(id__in=holders.values("person_id"))
    if wanted.text:
        rows = rows.filter(_matches(actor, wanted.text.strip()))
    return rows


def _matches(actor: Actor, text: str) -> Q:
    condition = Q(name__icontains=text)
    if text.isascii() and text.isalpha():
        condition |= Q(initials__startswith=text.lower())
    if text.isascii() and text.isdigit() and len(text) >= SEARCHABLE_TAIL:
        condition |= Q(phone__endswith=text) & within(actor, "people.reveal_phone")
    return condition


def _person(row: Row) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        post=row.post,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name if row.organisation else "",
        region=row.region,
        phone_masked=masked(row.phone),
        has_2g_phone=row.has_2g_phone,
    )
