"""Questions about alarms; each answers only what its actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Left

from anlan.alarms.domain.states import OPEN_STATES, WAITING_STATES, AlarmAct, AlarmState, acts_from
from anlan.alarms.models import Alarm, AlarmOccurrence
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.support import rights, tiles

_PAGE = 50
_TILE_COLUMNS = ("location", "id", "number", "level", "state", "rule_family", "station_label")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """An alarm as others see it."""

    id: UUID
    number: str
    rule_family: str
    rule: str
    edition: str
    level: Level
    region: str
    longitude: float | None
    latitude: float | None
    station_id: str
    station_label: str
    quantity: str
    window_hours: float | None
    value: float
    threshold: float
    unit: str
    observed_at: datetime
    raised_at: datetime
    last_at: datetime
    times: int
    state: AlarmState
    state_by: str
    state_at: datetime
    taken_by: str
    taken_at: datetime | None
    verified_by: str
    verified_at: datetime | None
    dismissal_reason: str
    incident_id: UUID | None
    is_exercise: bool

    @property
    def is_open(self) -> bool:
        """Tell whether further signals are merged into it."""
        return self.state in OPEN_STATES

    @property
    def subject(self) -> str:
        """Return the journal's name of the alarm."""
        return f"alarm:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One signal that was merged into an alarm, with its readings."""

    level: Level
    rule: str
    edition: str
    station_label: str
    quantity: str
    window_hours: float | None
    value: float
    threshold: float
    unit: str
    observed_at: datetime
    received_at: datetime
    evidence: tuple[tuple[datetime, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFilter:
    """What to list: empty fields filter nothing."""

    states: tuple[AlarmState, ...] = ()
    least_level: int = 0
    region: str = ""
    rule_family: str = ""
    text: str = ""
    since: datetime | None = None
    is_exercise: bool | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """One page of a list and how many alarms the whole list has."""

    rows: tuple[AlarmRow, ...]
    total: int


def alarm(actor: Actor, alarm_id: UUID) -> AlarmRow:
    """Return one alarm, or refuse as if there were none."""
    row = Alarm.objects.filter(id=alarm_id).first()
    if row is None:
        raise NotFound(what="alarm")
    rights.require_visible(actor, "alarms.see", row.region, what="alarm")
    return _row(row)


def alarms(actor: Actor, wanted: AlarmFilter | None = None, *, page: int = 1, size: int = _PAGE) -> AlarmPage:
    """Return one page of the alarms that match, the most urgent first."""
    found = _found(actor, wanted or AlarmFilter())
    start = (max(page, 1) - 1) * size
    is_by_time = wanted is not None and wanted.newest_first
    ordered = found.order_by("-raised_at", "-id") if is_by_time else _by_urgency(found)
    rows = tuple(_row(row) for row in ordered[start : start + size])
    return AlarmPage(rows=rows, total=found.count())


def open_alarms(actor: Actor, *, limit: int = 200) -> tuple[AlarmRow, ...]:
    """Return the open alarms, those that wait for a decision first, then the worst, then the oldest."""
    return alarms(actor, AlarmFilter(states=OPEN_STATES), size=limit).rows


def waiting_counts(actor: Actor) -> Mapping[Level, int]:
    """Return how many alarms of each level wait for a decision, every level named."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"), state__in=WAITING_STATES)
    found = dict(rows.order_by().values_list("level").annotate(Count("id")))
    return {level: found.get(level.value, 0) for level in reversed(Level) if level}


def occurrences(actor: Actor, alarm_id: UUID, *, limit: int = 200) -> tuple[Occurrence, ...]:
    """Return an alarm's latest signals with their readings, newest first."""
    seen = alarm(actor, alarm_id)
    rows = AlarmOccurrence.objects.filter(alarm_id=seen.id).order_by("-observed_at", "-id")[:limit]
    return tuple(_occurrence(row) for row in rows)


def acts_open_to(actor: Actor, row: AlarmRow) -> tuple[AlarmAct, ...]:
    """Return the acts that the alarm's state and the actor's rights allow."""
    return tuple(act for act in acts_from(row.state) if rights.may(actor, f"alarms.{act}", row.region))


def tile(actor: Actor, at: tuple[int, int, int], *, when: datetime | None = None) -> bytes:
    """Return the vector tile of the open alarms that the actor may see, or of those that were open at ``when``."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"))
    is_open = Q(state__in=OPEN_STATES)
    rows = rows.filter(is_open) if when is None else rows.filter(is_open | Q(state_at__gt=when), raised_at__lte=when)
    return tiles.tile(rows, layer="alarms", at=at, columns=_TILE_COLUMNS)


def worst_by_county(actor: Actor) -> Mapping[str, int]:
    """Return the worst level of the open alarms that the actor may see, by county code."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"), state__in=OPEN_STATES).order_by()
    return dict(rows.annotate(county=Left("region", 6)).values_list("county").annotate(worst=Max("level")))


def located(actor: Actor) -> int:
    """Return how many open alarms have a place on the map."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"), state__in=OPEN_STATES)
    return rows.exclude(location=None).count()


def _found(actor: Actor, wanted: AlarmFilter) -> QuerySet[Alarm]:
    found = Alarm.objects.filter(rights.within(actor, "alarms.see"), region__startswith=wanted.region)
    exact = {
        "state__in": wanted.states,
        "level__gte": wanted.least_level,
        "rule_family": wanted.rule_family,
        "raised_at__gte": wanted.since,
    }
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if wanted.is_exercise is not None:
        found = found.filter(is_exercise=wanted.is_exercise)
    if wanted.text:
        found = found.filter(Q(number__icontains=wanted.text) | Q(station_label__icontains=wanted.text))
    return found


def _by_urgency(rows: QuerySet[Alarm]) -> QuerySet[Alarm]:
    order = {AlarmState.RAISED: 0, AlarmState.TAKEN: 0, AlarmState.VERIFIED: 1}
    cases = [When(state=state.value, then=Value(place)) for state, place in order.items()]
    urgency = Case(*cases, default=Value(2), output_field=IntegerField())
    return rows.annotate(urgency=urgency).order_by("urgency", "-level", "raised_at", "id")


def _row(row: Alarm) -> AlarmRow:
    same = {
        name: getattr(row, name)
        for name in AlarmRow.__slots__
        if name not in ("level", "state", "longitude", "latitude")
    }
    return AlarmRow(
        level=Level(row.level),
        state=AlarmState(row.state),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        **same,
    )


def _occurrence(row: AlarmOccurrence) -> Occurrence:
    same = {name: getattr(row, name) for name in Occurrence.__slots__ if name not in ("level", "evidence")}
    evidence = tuple((datetime.fromisoformat(time), value) for time, value in row.evidence)
    return Occurrence(level=Level(row.level), evidence=evidence, **same)
