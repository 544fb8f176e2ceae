"""Organisations, persons and duties."""

from datetime import UTC, datetime
from itertools import count

from django.contrib.gis.geos import Point

from anlan.people.models import Household, Organisation, Person, Resident, Responsibility
from anlan.people.services.persons import initials_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


def build_organisation(kind="department", region="513433", *, name="", parent=None, branch="") -> Organisation:
    """Store an organisation."""
    name = name or f"{kind} {next(_numbers)}"
    return Organisation.objects.create(name=name, kind=kind, region=region, parent=parent, branch=branch)


def build_person(name="", region="513433", *, post="", phone="11100000001", organisation=None) -> Person:
    """Store a person."""
    name = name or f"Person {next(_numbers)}"
    return Person.objects.create(
        name=name, initials=initials_of(name), region=region, post=post, phone=phone, organisation=organisation
    )


def build_duty(person, region, *, rank="A", duty="flash_flood", role="admin", valid_to=None) -> Responsibility:
    """Let a person answer for a region."""
    return Responsibility.objects.create(
        person=person, region=region, duty=duty, role=role, rank=rank, valid_from=LONG_AGO, valid_to=valid_to
    )


def build_chain(village="513433103201") -> dict[str, Person]:
    """Store a village's A and B post, the A posts of its township and county, and name them so."""
    found = {}
    for label, region, rank in (
        ("village A", village, "A"),
        ("village B", village, "B"),
        ("township A", village[:9], "A"),
        ("township B", village[:9], "B"),
        ("county A", village[:6], "A"),
    ):
        found[label] = build_person(label, region, post=f"post of {label}")
        build_duty(found[label], region, rank=rank)
    return found


def build_household(region="513433103201", *, head="Head", at=(102.25, 28.65), code="", **fields) -> Household:
    """Store a household; ``at`` None: nobody knows where."""
    location = Point(*at, srid=4326) if at else None
    return Household.objects.create(region=region, head_name=head, location=location, code=code, **fields)


def build_resident(name="", *, household=None, phone="", **fields) -> Resident:
    """Store a resident, at the household's place where nothing else is said; ``at`` None: nobody knows where."""
    name = name or f"Resident {next(_numbers)}"
    region = fields.pop("region", household.region if household else "513433103201")
    if "at" in fields:
        at = fields.pop("at")
        location = Point(*at, srid=4326) if at else None
    else:
        location = household.location if household else Point(102.25, 28.65, srid=4326)
    return Resident.objects.create(
        name=name,
        initials=initials_of(name),
        household=household,
        phone=phone,
        region=region,
        location=location,
        **fields,
    )
