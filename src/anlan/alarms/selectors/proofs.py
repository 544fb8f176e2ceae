"""Alarms that a person verified: what warnings are judged by beside incidents."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.alarms.models import Alarm
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.support import rights


@dataclass(frozen=True, slots=True)
class VerifiedAlarm:
    """An alarm that was verified and never found false; from its first signal to its last."""

    id: UUID
    number: str
    rule_family: str
    level: Level
    region: str
    station_label: str
    raised_at: datetime
    last_at: datetime


def verified_alarms(actor: Actor, *, region: str, since: datetime, until: datetime) -> tuple[VerifiedAlarm, ...]:
    """Return the verified alarms of a region whose signals fall into a time, oldest first; exercises are left out."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"), verified_at__isnull=False, is_exercise=False)
    rows = rows.filter(region__startswith=region, raised_at__lt=until, last_at__gte=since, is_false=False)
    found = rows.order_by("raised_at", "id").values_list(*VerifiedAlarm.__slots__)
    return tuple(VerifiedAlarm(*row[:3], Level(row[3]), *row[4:]) for row in found)
