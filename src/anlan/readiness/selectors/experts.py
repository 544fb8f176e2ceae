"""Experts matched to an event: who knows of it, is free, and is near."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.db.models import Q

from anlan.kernel.actors import Actor
from anlan.readiness.domain.entries import ForceState
from anlan.readiness.domain.matching import expertise_for, score
from anlan.readiness.selectors.entries import Entry, EntryFilter, chosen, read
from anlan.readiness.selectors.registers import register
from anlan.support.tables import load_table

_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class MatchedExpert:
    """An expert with why: the specialities that the event asks for, those asked for first before the others."""

    entry: Entry
    first: tuple[str, ...]
    also: tuple[str, ...]
    score: float


def experts_for(actor: Actor, event_kind: str, at: tuple[float, float], limit: int = 6) -> tuple[MatchedExpert, ...]:
    """Return the free experts that the actor may see for a kind of event (12379) at a place, the best first."""
    wanted = expertise_for(event_kind, load_table("anlan.readiness", "expertise")["kinds"])
    if not wanted.wanted:
        return ()
    held = Q()
    for each in wanted.wanted:
        held |= Q(details__specialities__contains=[each])
    rows = chosen(actor, EntryFilter(register="experts", state=ForceState.AVAILABLE)).filter(held)
    rows = rows.annotate(away=Distance("location", Point(*at, srid=4326), spheroid=True)).order_by("away", "code")
    words = register("experts").field_of("specialities").options
    found = []
    for row in read(register("experts"), list(rows[:_LOOKED_AT])):
        own = row.values["specialities"]
        points = score(own, wanted, row.metres or 0, row.trust)
        first = tuple(words[each] for each in own if each in wanted.first)
        also = tuple(words[each] for each in own if each in wanted.also)
        found.append(MatchedExpert(row, first, also, points))
    return tuple(sorted(found, key=lambda each: (-each.score, each.entry.code))[:limit])
