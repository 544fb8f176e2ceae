"""How good the alarms were: false and missed ones, by rule and by station; exercises do not count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Coalesce

from anlan.alarms.domain.states import AlarmState
from anlan.alarms.domain.statistics import Scores
from anlan.alarms.models import Alarm, AlarmMember, MissedAlarm
from anlan.kernel.actors import Actor
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What to count: alarms raised from ``since`` until before ``until``, in a region, by a family of rules."""

    since: datetime
    until: datetime
    region: str = ""
    rule_family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow:
    """The alarms of one rule or one station; medians are minutes, nothing where nobody acted."""

    key: str
    label: str
    raised: int
    verified: int
    dismissed: int
    waiting: int
    scores: Scores
    by_code: Mapping[str, int]
    acknowledged_after: float | None
    verified_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedRow:
    """An event that no alarm told of."""

    id: UUID
    rule_family: str
    region: str
    happened_at: datetime
    note: str
    recorded_by: str
    recorded_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


class _Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def by_rule(actor: Actor, period: Period) -> tuple[StatisticsRow, ...]:
    """Return the alarms of a period by family of rules, the most frequent first; families only missed come last."""
    found = _alarms(actor, period).order_by()
    counted = {row["key"]: row for row in found.values(key=F("rule_family")).annotate(**_figures(""))}
    codes = _codes(found.exclude(dismissal_code="").values_list("rule_family", "dismissal_code").annotate(Count("id")))
    misses = _misses(actor, period)
    keys = sorted({*counted, *misses}, key=lambda key: (-counted.get(key, _NOTHING)["raised"], key))
    return tuple(
        _row({**_NOTHING, "key": key, "label": key, **counted.get(key, {})}, codes.get(key, {}), misses.get(key, 0))
        for key in keys
    )


def in_all(actor: Actor, period: Period) -> StatisticsRow:
    """Return all alarms of a period as one row."""
    found = _alarms(actor, period).order_by()
    codes = found.exclude(dismissal_code="").values_list("dismissal_code").annotate(Count("id"))
    row = {"key": "", "label": "", **found.aggregate(**_figures(""))}
    return _row(row, dict(codes), sum(_misses(actor, period).values()))


def by_station(actor: Actor, period: Period) -> Rows[StatisticsRow]:
    """Return by station the alarms it took part in, the most often false first; nobody can say who missed an event."""
    earlier = AlarmMember.objects.filter(
        alarm_id=OuterRef("alarm_id"), station_id=OuterRef("station_id"), id__lt=OuterRef("id")
    )
    members = AlarmMember.objects.filter(~Exists(earlier), alarm__in=_alarms(actor, period)).exclude(station_id="")
    found = members.order_by().values(key=F("station_id")).annotate(label=Max("station_label"), **_figures("alarm__"))

    def read(rows: Sequence[dict[str, Any]]) -> list[StatisticsRow]:
        some = members.filter(station_id__in=[row["key"] for row in rows]).exclude(alarm__dismissal_code="")
        codes = _codes(some.order_by().values_list("station_id", "alarm__dismissal_code").annotate(Count("id")))
        return [_row(row, codes.get(row["key"], {}), 0) for row in rows]

    return Rows(found.order_by("-false_alarms", "-raised", "label", "key"), read)


def missed_events(actor: Actor, period: Period) -> Rows[MissedRow]:
    """Return the recorded events of a period that no alarm told of, newest first, withdrawn ones too."""
    rows = _missed(actor, period).order_by("-happened_at", "-id")

    def read(found: Sequence[MissedAlarm]) -> list[MissedRow]:
        return [MissedRow(**{name: getattr(row, name) for name in MissedRow.__slots__}) for row in found]

    return Rows(rows, read)


def _alarms(actor: Actor, period: Period) -> QuerySet[Alarm]:
    found = Alarm.objects.filter(
        rights.within(actor, "alarms.see"),
        is_exercise=False,
        raised_at__gte=period.since,
        raised_at__lt=period.until,
        region__startswith=period.region,
    )
    return found.filter(rule_family=period.rule_family) if period.rule_family else found


def _missed(actor: Actor, period: Period) -> QuerySet[MissedAlarm]:
    found = MissedAlarm.objects.filter(
        rights.within(actor, "alarms.see"),
        happened_at__gte=period.since,
        happened_at__lt=period.until,
        region__startswith=period.region,
    )
    return found.filter(rule_family=period.rule_family) if period.rule_family else found


def _misses(actor: Actor, period: Period) -> dict[str, int]:
    counting = _missed(actor, period).filter(withdrawn_at=None).order_by()
    return dict(counting.values_list("rule_family").annotate(Count("id")))


def _figures(at: str) -> dict[str, Any]:
    """Return what is counted, with the alarm's fields ``at`` a path."""
    dismissed = Q(**{f"{at}state": AlarmState.DISMISSED.value})
    verified = Q(**{f"{at}verified_at__isnull": False})
    decided_at = Case(When(dismissed, then=F(f"{at}state_at")))
    first_hand = Coalesce(F(f"{at}taken_at"), F(f"{at}verified_at"), decided_at)
    return {
        "raised": Count("id"),
        "verified": Count("id", filter=verified),
        "dismissed": Count("id", filter=dismissed),
        "waiting": Count("id", filter=Q(**{f"{at}state__in": ("raised", "taken")})),
        "false_alarms": Count("id", filter=Q(**{f"{at}is_false": True})),
        "acknowledged_after": _Median(_since_raised(first_hand, at)),
        "verified_after": _Median(_since_raised(F(f"{at}verified_at"), at)),
    }


def _since_raised(instant: Any, at: str) -> ExpressionWrapper:
    return ExpressionWrapper(instant - F(f"{at}raised_at"), output_field=DurationField())


def _codes(rows: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, code, count in rows:
        found.setdefault(key, {})[code] = count
    return found


_NOTHING: Mapping[str, Any] = {
    "raised": 0,
    "verified": 0,
    "dismissed": 0,
    "waiting": 0,
    "false_alarms": 0,
    "acknowledged_after": None,
    "verified_after": None,
}


def _row(found: Mapping[str, Any], by_code: Mapping[str, int], misses: int) -> StatisticsRow:
    return StatisticsRow(
        key=found["key"],
        label=found["label"],
        raised=found["raised"],
        verified=found["verified"],
        dismissed=found["dismissed"],
        waiting=found["waiting"],
        scores=Scores(hits=found["verified"], false_alarms=found["false_alarms"], misses=misses),
        by_code=by_code,
        acknowledged_after=_minutes(found["acknowledged_after"]),
        verified_after=_minutes(found["verified_after"]),
    )


def _minutes(length: timedelta | None) -> float | None:
    return None if length is None else round(length / timedelta(minutes=1), 1)
