"""What the directory says of names, numbers and posts that other papers hold, without giving a number away."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from anlan.kernel.regions import lineage
from anlan.people.domain.errors import PhoneNotValid
from anlan.people.domain.phones import checked
from anlan.people.models import ContactPoint, Person, Post


def standing_of_numbers(lines: Iterable[tuple[str, str]], region: str) -> dict[tuple[str, str], str]:
    """Return for each name and number whether the directory of the region, below and above has it.

    ``same``: a person of this name has this number. ``other``: the name is there, with other numbers only.
    ``unknown``: nobody of this name is there.
    """
    wanted = set(lines)
    rows = Person.objects.filter(
        Q(region__startswith=region) | Q(region__in=lineage(region)), name__in={name for name, _ in wanted}
    ).values_list("name", "phone")
    known: dict[str, set[str]] = {}
    for name, phone in rows:
        known.setdefault(name, set()).add(_bare(phone))
    return {
        (name, phone): "unknown" if name not in known else "same" if _bare(phone) in known[name] else "other"
        for name, phone in wanted
    }


def reachable(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which organisations have a person or a contact point, so that somebody can be reached there."""
    ids = set(organisation_ids)
    with_people = Person.objects.filter(organisation_id__in=ids).values_list("organisation_id", flat=True)
    with_contacts = ContactPoint.objects.filter(organisation_id__in=ids).values_list("organisation_id", flat=True)
    return frozenset(found for found in (*with_people.distinct(), *with_contacts.distinct()) if found)


def held_posts(region: str) -> frozenset[tuple[str, str, str]]:
    """Return the posts that somebody holds in the organisations of a region: kind, branch and title."""
    posts = Post.objects.filter(organisation__region=region, person__isnull=False)
    held = set(posts.values_list("organisation__kind", "organisation__branch", "title"))
    persons = Person.objects.filter(organisation__region=region).exclude(post="")
    held |= set(persons.values_list("organisation__kind", "organisation__branch", "post"))
    return frozenset(held)


def _bare(phone: str) -> str:
    try:
        return checked(phone).removeprefix("+86")
    except PhoneNotValid:
        return phone
