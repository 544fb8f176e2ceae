"""The room's part of the API: the directory, with masked phones."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.kernel import clock
from anlan.people.selectors import calls, organisations, persons
from anlan.people.services import persons as services
from anlan.support.rights import require
from anlan.web.auth import signed_in_api

router = Router(tags=["people"], auth=signed_in_api)
_MOST = 200


class OrganisationOut(Schema):
    """An organisation."""

    id: UUID
    name: str
    kind: str
    region: str
    parent_id: UUID | None


class PersonOut(Schema):
    """A person; the phone is masked."""

    id: UUID
    name: str
    post: str
    organisation_id: UUID | None
    organisation_name: str
    region: str
    phone_masked: str
    has_2g_phone: bool


class CallTargetOut(Schema):
    """One person to call, in order."""

    person_id: UUID
    name: str
    post: str
    rank: str
    region: str
    phone_masked: str


class PhoneOut(Schema):
    """A phone number, shown by an act in the journal."""

    phone: str


class PersonIn(Schema):
    """What may be changed of a person; a phone left out stays as it is."""

    name: str
    post: str = ""
    phone: str | None = None
    has_2g_phone: bool = False


class ListQuery(Schema):
    """Which part of a list is asked for."""

    text: str = ""
    region: str = ""
    kind: str = ""
    offset: int = 0
    limit: int = 50


@router.get("/organisations", response=list[OrganisationOut], summary="Organisations of my regions")
def list_organisations(request: HttpRequest, query: Annotated[ListQuery, Query()]) -> object:
    """Return a page of organisations."""
    found = organisations.organisations(
        request.actor,
        region=query.region,
        kind=query.kind,
        text=query.text,
        offset=max(query.offset, 0),
        limit=max(min(query.limit, _MOST), 1),
    )
    return list(found)


@router.get("/people", response=list[PersonOut], summary="Persons of my regions, phones masked")
def list_people(request: HttpRequest, query: Annotated[ListQuery, Query()]) -> object:
    """Return a page of persons."""
    wanted = persons.PersonFilter(text=query.text, region=query.region)
    found = persons.persons(request.actor, wanted, offset=max(query.offset, 0), limit=max(min(query.limit, _MOST), 1))
    return list(found)


@router.get("/people/{uuid:person_id}", response=PersonOut, summary="One person")
def get_person(request: HttpRequest, person_id: UUID) -> object:
    """Return one person of my regions."""
    return persons.visible_person(request.actor, person_id)


@router.put("/people/{uuid:person_id}", response=PersonOut, summary="Change name, post or phone")
def put_person(request: HttpRequest, person_id: UUID, body: PersonIn) -> object:
    """Change a person and return the record."""
    details = services.PersonDetails(name=body.name, post=body.post, phone=body.phone, has_2g_phone=body.has_2g_phone)
    services.edit_person(person_id=person_id, details=details, actor=request.actor, now=clock.now())
    return persons.visible_person(request.actor, person_id)


@router.post("/people/{uuid:person_id}/phone", response=PhoneOut, summary="Reveal a phone number (journalled)")
def post_phone(request: HttpRequest, person_id: UUID) -> PhoneOut:
    """Return a person's phone number and write down that it was shown."""
    return PhoneOut(phone=services.reveal_phone(person_id=person_id, actor=request.actor, now=clock.now()))


@router.get("/call-chains/{region}", response=list[CallTargetOut], summary="Whom to call for a region, in order")
def get_call_chain(request: HttpRequest, region: str, duty: str = "flash_flood") -> object:
    """Return the order of calls for one of my regions."""
    require(request.actor, "people.see", region)
    return list(calls.call_chain(region, duty=duty))
