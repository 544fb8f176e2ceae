"""Putting a whole directory in at once: the demonstration's, and taking it out again."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction

from anlan.kernel.actors import Actor
from anlan.people.models import ContactPoint, MemberUnit, Organisation, Person, Post, Responsibility
from anlan.people.services.persons import initials_of
from anlan.support import rights

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """An organisation to be put in; one put in before under the same id is replaced."""

    id: UUID
    name: str
    kind: str
    region: str
    branch: str = ""
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A person to be put in; one put in before under the same id is replaced."""

    id: UUID
    name: str
    post: str
    region: str
    organisation_id: UUID
    phone: str
    has_2g_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """A post of an organisation and its holder."""

    organisation_id: UUID
    title: str
    order: int
    person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """A member unit of a headquarters."""

    headquarters_id: UUID
    organisation_id: UUID
    task: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord:
    """A duty of a person from the directory's date on."""

    person_id: UUID
    duty: str
    role: str
    rank: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """How an organisation is reached."""

    organisation_id: UUID
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A whole directory."""

    organisations: tuple[OrganisationRecord, ...]
    persons: tuple[PersonRecord, ...]
    posts: tuple[PostRecord, ...]
    members: tuple[MemberRecord, ...]
    duties: tuple[DutyRecord, ...]
    contacts: tuple[ContactRecord, ...]


@transaction.atomic
def put_demonstration(*, directory: Directory, since: datetime, actor: Actor) -> None:
    """Put the demonstration's directory in, replacing what was put in before; the platform itself does it."""
    rights.require_platform(actor)
    _clear_details()
    _upsert(Organisation, [{**_values(row), "is_demo": True} for row in directory.organisations])
    _upsert(Person, [{**_values(row), "initials": initials_of(row.name), "is_demo": True} for row in directory.persons])
    _insert(Post, directory.posts)
    _insert(MemberUnit, directory.members)
    _insert(ContactPoint, directory.contacts)
    _insert(Responsibility, directory.duties, valid_from=since)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's directory out."""
    rights.require_platform(actor)
    _clear_details()
    Person.objects.filter(is_demo=True).delete()
    Organisation.objects.filter(is_demo=True).update(parent=None)
    Organisation.objects.filter(is_demo=True).delete()


def _clear_details() -> None:
    # By a plain list of whose: joined, the delete would look each row up among all once more.
    persons, organisations = Person.objects.filter(is_demo=True), Organisation.objects.filter(is_demo=True)
    Responsibility.objects.filter(person__in=persons).delete()
    Post.objects.filter(organisation__in=organisations).delete()
    MemberUnit.objects.filter(headquarters__in=organisations).delete()
    ContactPoint.objects.filter(organisation__in=organisations).delete()


def _values(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _upsert(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    names = [name for name in rows[0] if name != "id"] if rows else []
    model.objects.bulk_create(
        [model(**row) for row in rows],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name.removesuffix("_id") for name in names],
    )


def _insert(model: type[models.Model], records: tuple[Any, ...], **more: object) -> None:
    model.objects.bulk_create([model(**_values(record), **more) for record in records], batch_size=_BATCH)
