"""Stations and vehicles as map layers: with what they measure where there is room to read it, thinned out far off."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.gis.geos import Polygon
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring.models import Judgement, LatestValue, Position, Reading, Series, Station
from anlan.monitoring.selectors import silence, standings
from anlan.monitoring.selectors.quantities import hazards, kinds, quantities
from anlan.monitoring.selectors.stations import READ, level_held_since, visible_stations
from anlan.support import tiles
from anlan.support.rights import within

_NEAR: Final = 10
_CELLS: Final = 64
_FAR_COLUMNS: Final = ("location", "id", "name", "hazard", "level")
_NEAR_COLUMNS: Final = ("location", "id", "code", "name", "label", "kind", "hazard", "rain_1h", "rain_24h", "level")
_VEHICLE_COLUMNS: Final = ("location", "id", "name", "label", "turn", "level")
_FOREMOST: Final = f"""
{standings.REACHED}
select distinct on (floor(st_x(p.location) / %(cell)s), floor(st_y(p.location) / %(cell)s)) p.id
from scope join monitoring_station p on p.id = scope.id left join reached r on r.station_id = p.id
order by floor(st_x(p.location) / %(cell)s), floor(st_y(p.location) / %(cell)s), r.level desc nulls last, p.id
"""  # noqa: S608 - built of constants; all values are parameters


def tile(actor: Actor, at: tuple[int, int, int]) -> bytes:
    """Return the stations of a tile by hazard and level: near by with the newest value, far off the worst of a spot.

    What moves is left to ``vehicle_tile``.
    """
    now = clock.now()
    rows = _standing(actor).annotate(level=_level(now), hazard=_hazard())
    if at[0] < _NEAR:
        return tiles.tile(rows.filter(id__in=_thinned(actor, at, now)), layer="stations", at=at, columns=_FAR_COLUMNS)
    rows = rows.annotate(
        rain_1h=_rain_since(now - timedelta(hours=1), now),
        rain_24h=_rain_since(now - timedelta(hours=24), now),
        is_silent=_silence(now),
    )
    rows = rows.annotate(label=_joined(F("name"), Value("\n"), _newest()))
    return tiles.tile(rows, layer="stations", at=at, columns=(*_NEAR_COLUMNS, "is_silent"))


def vehicle_tile(actor: Actor, at: tuple[int, int, int]) -> bytes:
    """Return where the vehicles of a tile were last, with speed, course and the level they stand at."""
    speed = Case(
        When(speed__isnull=False, then=_joined(Value("\n"), _plain(F("speed")), Value(" km/h"))),
        default=Value(""),
        output_field=TextField(),
    )
    rows = _vehicles(actor).annotate(
        id=F("station_id"),
        name=F("station__name"),
        label=_joined(F("station__name"), speed),
        turn=Coalesce("course", 0.0),
        level=_level(clock.now()),
    )
    return tiles.tile(rows, layer="vehicles", at=at, columns=_VEHICLE_COLUMNS)


def station_counts(actor: Actor) -> dict[str, int]:
    """Return how many stations the layer has for the actor, by hazard."""
    counts: dict[str, int] = {}
    for kind, count in _standing(actor).values_list("kind").annotate(count=Count("id")).order_by():
        hazard = kinds()[kind].hazard
        counts[hazard] = counts.get(hazard, 0) + count
    return counts


def vehicle_count(actor: Actor) -> int:
    """Return how many vehicles the layer has for the actor."""
    return _vehicles(actor).count()


def _standing(actor: Actor) -> QuerySet[Station]:
    return visible_stations(actor).filter(position__isnull=True)


def _vehicles(actor: Actor) -> QuerySet[Position]:
    return Position.objects.filter(within(actor, READ, field="station__region"))


def _thinned(actor: Actor, at: tuple[int, int, int], now: datetime) -> list[str]:
    """Return the ids of the stations that a far tile shows: of each of its cells the one at the worst level."""
    box = Polygon.from_bbox(tiles.box(at))
    box.srid = 4326
    values = {"held_since": level_held_since(now), "cell": 360 / 2 ** at[0] / _CELLS}
    return [id_ for (id_,) in standings.run(_standing(actor).filter(location__bboverlaps=box), _FOREMOST, values)]


def _hazard() -> Case:
    by_kind = [When(kind=kind.name, then=Value(kind.hazard)) for kind in kinds().values()]
    return Case(*by_kind, default=Value(""), output_field=CharField())


def _newest() -> Case:
    """Return what stands beside a station: the rain of an hour, else the first quantity of its hazard with its unit."""
    aside = silence.auxiliary()
    own = [
        When(
            series__station__kind__in=[kind.name for kind in kinds().values() if kind.hazard == hazard],
            series__quantity__in=[each.name for each in quantities().values() if each.hazard == hazard],
            then=Value(0),
        )
        for hazard in hazards()
    ]
    order = [When(series__quantity=name, then=Value(place)) for place, name in enumerate(quantities())]
    latest = LatestValue.objects.filter(series__station=OuterRef("pk")).exclude(series__quantity__in=aside)
    latest = latest.order_by(
        Case(*own, default=Value(1), output_field=IntegerField()),
        Case(*order, default=Value(len(order)), output_field=IntegerField()),
    )
    text = _joined(_plain(F("value")), Value(" "), F("series__unit"))
    first = Subquery(latest.annotate(text=text).values("text")[:1])
    rains = Q(Exists(LatestValue.objects.filter(series__station=OuterRef("pk"), series__quantity="rain")))
    rains &= Q(hazard__in=("flood", "weather"))
    rain = _joined(_plain(F("rain_1h")), Value(" mm/h"))
    return Case(When(rains, then=rain), default=Coalesce(first, Value("")), output_field=TextField())


def _plain(value: F) -> Func:
    """Return a number as text with two decimals at most."""
    return Func(value, template="trim_scale(round((%(expressions)s)::numeric, 2))::text", output_field=TextField())


def _joined(*parts: Any) -> Func:
    """Return texts written one after another."""
    return Func(*parts, function="concat", output_field=TextField())


def _rain_since(since: datetime, now: datetime) -> Coalesce:
    series = Series.objects.filter(station=OuterRef(OuterRef("pk")), quantity="rain").values("id")
    rows = Reading.objects.filter(series_id=Subquery(series[:1]), time__gt=since, time__lte=now).order_by()
    return Coalesce(Subquery(rows.values("series_id").annotate(depth=Sum("value")).values("depth")), 0.0)


def _level(now: datetime) -> Coalesce:
    held = Judgement.objects.filter(series__station=OuterRef("pk"), held_at__gte=level_held_since(now)).order_by()
    worst = held.values("series__station").annotate(worst=Max("level")).values("worst")
    return Coalesce(Subquery(worst, output_field=IntegerField()), 0)


def _silence(now: datetime) -> Case:
    ever = Q(Exists(LatestValue.objects.filter(series__station=OuterRef("pk"))))
    silent = When(silence.is_watched() & ever & ~Q(silence.is_heard(now)), then=Value(1))
    return Case(silent, default=Value(0), output_field=IntegerField())
