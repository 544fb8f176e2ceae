"""Organisations, headquarters with their members and posts, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people.models import ContactPoint, MemberUnit, Post
from anlan.people.models import Organisation as Row
from anlan.support.rights import require_visible, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as other rooms see it."""

    id: UUID
    name: str
    kind: str
    region: str
    parent_id: UUID | None
    branch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How an organisation is reached; no personal number."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHolder:
    """A post of an organisation and who holds it; nobody where it is vacant."""

    title: str
    person_id: UUID | None
    person_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member unit of a headquarters and its task there."""

    organisation: Organisation
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFile:
    """All that a page tells of one organisation but its persons."""

    organisation: Organisation
    parent: Organisation | None
    parts: tuple[Organisation, ...]
    posts: tuple[PostHolder, ...]
    members: tuple[Member, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    kind: str = ""
    region: str = ""


def organisation(organisation_id: UUID) -> Organisation:
    """Return one organisation; the caller has checked that the reader may know of it."""
    row = Row.objects.filter(id=organisation_id).first()
    if row is None:
        raise NotFound(what="organisation")
    return _organisation(row)


def organisations_by_id(ids: Iterable[UUID]) -> dict[UUID, Organisation]:
    """Return organisations by id in one query; unknown ids are left out."""
    return {row.id: _organisation(row) for row in Row.objects.filter(id__in=set(ids))}


def organisations(
    actor: Actor, *, region: str = "", kind: str = "", text: str = "", offset: int = 0, limit: int = 500
) -> tuple[Organisation, ...]:
    """Return the organisations in the actor's regions, by region and name; ``region`` means it and all below."""
    rows = _visible(actor, OrganisationFilter(region=region, kind=kind, text=text)).order_by("region", "kind", "name")
    return tuple(_organisation(row) for row in rows[offset : offset + limit])


def organisation_count(actor: Actor, wanted: OrganisationFilter) -> int:
    """Return how many organisations match in the actor's regions."""
    return _visible(actor, wanted).count()


def organisation_counts(actor: Actor, *, region: str = "") -> dict[str, int]:
    """Return how many organisations of each kind stand in the actor's regions."""
    rows = _visible(actor, OrganisationFilter(region=region)).order_by().values("kind").annotate(count=Count("id"))
    return {row["kind"]: row["count"] for row in rows}


def organisations_in(regions: Iterable[str], *, kind: str, branch: str = "") -> tuple[Organisation, ...]:
    """Return the organisations of a kind and branch that stand exactly at ``regions``, for acts that address them."""
    rows = Row.objects.filter(region__in=set(regions), kind=kind).order_by("region", "name")
    if branch:
        rows = rows.filter(branch=branch)
    return tuple(_organisation(row) for row in rows)


def organisation_file(actor: Actor, organisation_id: UUID) -> OrganisationFile:
    """Return one organisation in the actor's regions with parent, parts, posts, members and contacts."""
    row = Row.objects.filter(id=organisation_id).select_related("parent").first()
    if row is None:
        raise NotFound(what="organisation")
    require_visible(actor, "people.see", row.region, "organisation")
    posts = Post.objects.filter(organisation=row).select_related("person").order_by("order", "title")
    members = MemberUnit.objects.filter(headquarters=row).select_related("organisation")
    return OrganisationFile(
        organisation=_organisation(row),
        parent=_organisation(row.parent) if row.parent else None,
        parts=tuple(_organisation(part) for part in Row.objects.filter(parent=row).order_by("region", "name")[:500]),
        posts=tuple(_post(post) for post in posts),
        members=tuple(
            Member(organisation=_organisation(each.organisation), task=each.task)
            for each in members.order_by("order", "organisation__name")
        ),
        contacts=contacts_of(row.id),
    )


def contacts_of(organisation_id: UUID) -> tuple[Contact, ...]:
    """Return how an organisation is reached."""
    rows = ContactPoint.objects.filter(organisation_id=organisation_id).order_by("order", "id")
    return tuple(Contact(kind=row.kind, value=row.value) for row in rows)


def _visible(actor: Actor, wanted: OrganisationFilter) -> "QuerySet[Row]":
    rows = Row.objects.filter(within(actor, "people.see"))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text)
    return rows


def _post(row: Post) -> PostHolder:
    return PostHolder(title=row.title, person_id=row.person_id, person_name=row.person.name if row.person else "")


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row.id, name=row.name, kind=row.kind, region=row.region, parent_id=row.parent_id, branch=row.branch
    )
