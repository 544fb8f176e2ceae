"""Roads on the map: the extract in force, and the ground where no road may be driven at a time."""

from datetime import datetime
from typing import Final

from django.contrib.gis.db.models import PolygonField
from django.db.models import F, Func, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.places.models import Road, RoadClosure, RoadEdition
from anlan.places.selectors.roads import SEE
from anlan.support.rights import within
from anlan.support.tiles import tile

_GREAT: Final = ("motorway", "trunk", "primary")
_MIDDLE: Final = (*_GREAT, "secondary", "tertiary", "motorway_link", "trunk_link", "primary_link")
_ALL_FROM, _MIDDLE_FROM = 12, 9


def road_tile(at: tuple[int, int, int]) -> bytes:
    """Return a tile of the roads in force: the great ones from afar, all of them near by."""
    rows = Road.objects.filter(edition=RoadEdition.objects.order_by("-id").values("id")[:1])
    if at[0] < _ALL_FROM:
        rows = rows.filter(kind__in=_MIDDLE if at[0] >= _MIDDLE_FROM else _GREAT)
    return tile(rows, layer="roads", at=at, columns=("line", "id", "name", "kind"))


def closure_tile(actor: Actor, at: tuple[int, int, int], now: datetime) -> bytes:
    """Return a tile of the circles that were closed at a time in the actor's regions, an exercise's among them."""
    rows = _closed(actor, now).annotate(ground=_circle())
    return tile(rows, layer="closures", at=at, columns=("ground", "id", "place"))


def closed_count(actor: Actor, now: datetime) -> int:
    """Return how many closures hold in the actor's regions."""
    return _closed(actor, now).count()


def _closed(actor: Actor, now: datetime) -> QuerySet[RoadClosure]:
    rows = RoadClosure.objects.filter(within(actor, SEE), closed_at__lte=now)
    return rows.exclude(opened_at__lte=now).filter(Q(until=None) | Q(until__gt=now))


def _circle() -> Func:
    template = "st_buffer(%(expressions)s)::geometry"
    centre = Func(F("centre"), template="(%(expressions)s)::geography")
    return Func(centre, F("radius"), template=template, output_field=PolygonField(srid=4326))
