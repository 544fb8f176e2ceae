"""Stations as a map layer."""

from datetime import datetime, timedelta

from django.db.models import Case, Exists, IntegerField, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring.models import Judgement, LatestValue, Reading, Series
from anlan.monitoring.selectors import silence
from anlan.monitoring.selectors.stations import level_held_since, visible_stations
from anlan.support import tiles

COLUMNS = ("location", "id", "code", "name", "kind", "rain_1h", "rain_24h", "level", "is_silent")


def tile(actor: Actor, at: tuple[int, int, int]) -> bytes:
    """Return the stations of a tile with the rain of 1 and 24 hours, the level they stand at, and whether silent."""
    now = clock.now()
    rows = visible_stations(actor).annotate(
        rain_1h=_rain_since(now - timedelta(hours=1), now),
        rain_24h=_rain_since(now - timedelta(hours=24), now),
        level=_level(now),
        is_silent=_silence(now),
    )
    return tiles.tile(rows, layer="stations", at=at, columns=COLUMNS)


def station_count(actor: Actor) -> int:
    """Return how many stations the layer has for the actor."""
    return visible_stations(actor).count()


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
