"""The sensors of one alarm, and the stations that dismissals point to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from anlan.alarms.domain.dismissals import dismissals
from anlan.alarms.models import AlarmMember
from anlan.alarms.selectors.alarms import alarm
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.support import rights
from anlan.support.rows import Rows
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One sensor of an alarm; ``value`` is the worst, ``last_value`` that of the latest rise or fall."""

    station_id: str
    station_label: str
    rule: str
    quantity: str
    window_hours: float | None
    unit: str
    highest_level: Level
    current_level: Level
    value: float
    threshold: float
    last_value: float
    first_at: datetime
    highest_at: datetime
    changed_at: datetime
    times: int
    is_flapping: bool


@dataclass(frozen=True, slots=True)
class FaultHint:
    """A station whose alarms were dismissed for a faulty sensor: how often, and when last."""

    station_id: str
    station_label: str
    times: int
    last_at: datetime


MEMBER_SORTS: Mapping[str, tuple[str, ...]] = {
    "": ("-current_level", "-highest_level", "highest_at", "id"),
    "station": ("station_label", "id"),
    "-station": ("-station_label", "id"),
    "level": ("highest_level", "current_level", "id"),
    "-level": ("-highest_level", "-current_level", "id"),
    "now": ("current_level", "highest_level", "id"),
    "-now": ("-current_level", "-highest_level", "id"),
    "value": ("value", "id"),
    "-value": ("-value", "id"),
    "changed": ("changed_at", "id"),
    "-changed": ("-changed_at", "id"),
    "times": ("times", "id"),
    "-times": ("-times", "id"),
}


def members(actor: Actor, alarm_id: UUID, *, sort: str = "") -> Rows[MemberRow]:
    """Return an alarm's sensors, those that stand highest first."""
    seen = alarm(actor, alarm_id)
    order = MEMBER_SORTS.get(sort, MEMBER_SORTS[""])
    return Rows(AlarmMember.objects.filter(alarm_id=seen.id).order_by(*order), _rows)


def fault_hints(actor: Actor, since: datetime) -> tuple[FaultHint, ...]:
    """Return the stations that dismissals since then point to, the most often named first."""
    codes = [row.code for row in dismissals(load_table("anlan.alarms", "dismissals")).values() if row.hints_fault]
    rows = AlarmMember.objects.filter(
        rights.within(actor, "alarms.see", field="alarm__region"),
        alarm__dismissal_code__in=codes,
        alarm__state_at__gte=since,
        alarm__is_exercise=False,
    ).exclude(station_id="")
    found = rows.values_list("station_id").annotate(
        label=Max("station_label"), times=Count("alarm_id", distinct=True), last=Max("alarm__state_at")
    )
    return tuple(FaultHint(*row) for row in found.order_by("-times", "-last"))


def _rows(found: Sequence[AlarmMember]) -> list[MemberRow]:
    taken = ("highest_level", "current_level", "is_flapping")
    return [
        MemberRow(
            highest_level=Level(row.highest_level),
            current_level=Level(row.current_level),
            is_flapping=row.flapping_since is not None,
            **{name: getattr(row, name) for name in MemberRow.__slots__ if name not in taken},
        )
        for row in found
    ]
