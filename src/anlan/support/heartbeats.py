"""Signs of life of the workers."""

from datetime import datetime

from anlan.kernel import clock
from anlan.support.models import Heartbeat


def beat(name: str, platform_at: datetime) -> None:
    """Note that the worker ``name`` lives and has looked at the clocks up to ``platform_at``."""
    values = {"beat_at": clock.real_now(), "platform_at": platform_at}
    Heartbeat.objects.update_or_create(name=name, defaults=values)


def last_beat(name: str) -> datetime | None:
    """Return when the worker last beat, in real time; nothing where it never has."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()


def has_looked_at(name: str, platform_at: datetime) -> bool:
    """Tell whether the worker has looked at the clocks at ``platform_at`` or later."""
    return Heartbeat.objects.filter(name=name, platform_at__gte=platform_at).exists()


def living(family: str, *, since: datetime) -> int:
    """Return how many workers whose names begin with ``family`` have beaten since a real instant; forget the others."""
    rows = Heartbeat.objects.filter(name__startswith=family)
    rows.filter(beat_at__lt=since).delete()
    return rows.count()


def forget(name: str) -> None:
    """Take back a worker's sign of life: it stops."""
    Heartbeat.objects.filter(name=name).delete()
