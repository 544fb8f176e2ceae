"""The phone book: persons found by name, initials, post, organisation or place, the nearest level first."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Collate, Length

from anlan.kernel.actors import Actor
from anlan.kernel.regions import lies_within
from anlan.people.models import Organisation
from anlan.people.models import Person as Row
from anlan.people.selectors.persons import Person, _person
from anlan.places import api as places
from anlan.support.rights import lies_in, within

_MOST_UNITS = 300
_MOST_PLACES = 5
_MOST_WORDS = 4


def phone_book(actor: Actor, text: str, *, region: str = "", limit: int = 60) -> tuple[Person, ...]:
    """Return the persons in the actor's regions whom every word of the text finds, counties before villages.

    A word is part of a name, of a post, of the organisation's name, or a place; letters are the beginning of the pinyin
    initials, a single character the beginning of the name. Phones are masked.
    """
    words = text.split()[:_MOST_WORDS]
    if not words:
        return ()
    rows = Row.objects.filter(within(actor, "people.see"), region__startswith=region)
    for word in words:
        rows = rows.filter(_finds(actor, word, region))
    return _read(rows, limit)


def phone_book_of(actor: Actor, ids: Iterable[UUID]) -> tuple[Person, ...]:
    """Return some persons in the actor's regions, as the phone book shows them; others are left out."""
    return _read(Row.objects.filter(within(actor, "people.see"), id__in=set(ids)), 500)


def _read(rows: "QuerySet[Row]", limit: int) -> tuple[Person, ...]:
    ordered = rows.select_related("organisation").order_by(
        Length("region"), Collate("region", "C"), Collate("name", "C"), "id"
    )
    return tuple(_person(row) for row in ordered[:limit])


def _finds(actor: Actor, word: str, region: str) -> Q:
    """Return what a word finds; letters and a single character are answered from indexes alone."""
    if word.isascii():
        return Q(initials__startswith=word.lower())
    if len(word) == 1:
        return Q(name__startswith=word)
    units = Organisation.objects.filter(within(actor, "people.see"), region__startswith=region, name__contains=word)
    at = Q(organisation_id__in=list(units.values_list("id", flat=True)[:_MOST_UNITS]))
    named = [each.code for each in places.search(word, within=region, limit=_MOST_PLACES)]
    outermost = [code for code in named if not any(code != other and lies_within(code, other) for other in named)]
    return Q(name__contains=word) | Q(post__contains=word) | at | lies_in(outermost)
