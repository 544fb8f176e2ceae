"""Organisations, persons and duties."""

from datetime import UTC, datetime
from itertools import count

from anlan.people.models import Organisation, Person, Responsibility
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
