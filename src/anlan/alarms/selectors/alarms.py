"""Alarms by themselves: one, lists by urgency, the map, the counts of the status line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Left

from anlan.alarms.domain.dismissals import is_in_time_to_reopen
from anlan.alarms.domain.easing import Ask, ask_of
from anlan.alarms.domain.states import OPEN_STATES, WAITING_STATES, AlarmAct, AlarmState, acts_from
from anlan.alarms.models import Alarm, AlarmMember, AlarmOccurrence
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.support import rights, tiles
from anlan.support.tables import load_table

_PAGE = 50
_TILE_COLUMNS = ("location", "id", "number", "level", "state", "rule_family", "station_label")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """An alarm as others see it; ``level`` is the highest it reached, ``current_level`` where its sensors stand."""

    id: UUID
    number: str
    rule_family: str
    rule: str
    edition: str
    level: Level
    current_level: Level
    eased_at: datetime | None
    member_count: int
    standing_count: int
    flapping_count: int
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
    dismissal_code: str
    dismissal_reason: str
    is_false: bool
    incident_id: UUID | None
    is_exercise: bool

    @property
    def is_open(self) -> bool:
        """Tell whether further signals are merged into it."""
        return self.state in OPEN_STATES

    @property
    def is_eased(self) -> bool:
        """Tell whether all its sensors are down."""
        return self.eased_at is not None

    @property
    def ask(self) -> Ask:
        """Return what it asks of a person."""
        return ask_of(self.state, is_eased=self.is_eased)

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
    """What to list: empty fields filter nothing. ``mark`` is eased, standing or flapping; ``sort`` a key of SORTS.

    ``station_ids`` wants an alarm of any of these stations.
    """

    states: tuple[AlarmState, ...] = ()
    least_level: int = 0
    region: str = ""
    rule_family: str = ""
    station_id: str = ""
    station_ids: tuple[str, ...] = ()
    text: str = ""
    mark: str = ""
    since: datetime | None = None
    is_exercise: bool | None = None
    newest_first: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """One page of a list and how many alarms the whole list has."""

    rows: tuple[AlarmRow, ...]
    total: int


SORTS: Mapping[str, str] = {
    "level": "level",
    "raised": "raised_at",
    "region": "region",
    "members": "member_count",
    "station": "station_label",
}
_MARKS: Mapping[str, Q] = {
    "eased": Q(eased_at__isnull=False),
    "standing": Q(eased_at__isnull=True),
    "flapping": Q(flapping_count__gt=0),
}


def alarm(actor: Actor, alarm_id: UUID) -> AlarmRow:
    """Return one alarm, or refuse as if there were none."""
    row = Alarm.objects.filter(id=alarm_id).first()
    if row is None:
        raise NotFound(what="alarm")
    rights.require_visible(actor, "alarms.see", row.region, what="alarm")
    return row_of(row)


def alarms(actor: Actor, wanted: AlarmFilter | None = None, *, page: int = 1, size: int = _PAGE) -> AlarmPage:
    """Return one page of the alarms that match, the most urgent first."""
    found = matching(actor, wanted or AlarmFilter())
    start = (max(page, 1) - 1) * size
    rows = tuple(row_of(row) for row in in_order(found, wanted)[start : start + size])
    return AlarmPage(rows=rows, total=found.count())


def waiting_counts(actor: Actor) -> Mapping[Level, int]:
    """Return how many alarms of each level wait for a decision, every level named."""
    rows = Alarm.objects.filter(rights.within(actor, "alarms.see"), state__in=WAITING_STATES)
    found = dict(rows.order_by().values_list("level").annotate(Count("id")))
    return {level: found.get(level.value, 0) for level in reversed(Level) if level}


def family_counts(actor: Actor, wanted: AlarmFilter) -> Mapping[str, int]:
    """Return how many of the alarms that match belong to each family of rules, the most frequent first."""
    found = matching(actor, wanted).order_by().values_list("rule_family").annotate(count=Count("id"))
    return dict(found.order_by("-count", "rule_family"))


def occurrences(actor: Actor, alarm_id: UUID, *, limit: int = 200) -> tuple[Occurrence, ...]:
    """Return an alarm's latest signals with their readings, newest first."""
    seen = alarm(actor, alarm_id)
    rows = AlarmOccurrence.objects.filter(alarm_id=seen.id).order_by("-observed_at", "-id")[:limit]
    return tuple(_occurrence(row) for row in rows)


def shown_occurrence(actor: Actor, row: AlarmRow) -> Occurrence:
    """Return the signal whose measurement the alarm shows, with its readings."""
    rights.require_visible(actor, "alarms.see", row.region, what="alarm")
    rows = AlarmOccurrence.objects.filter(alarm_id=row.id)
    shown = rows.filter(level=row.level, value=row.value, observed_at=row.observed_at)
    return _occurrence(shown.order_by("-id").first() or rows.order_by("-observed_at", "-id")[0])


def acts_open_to(actor: Actor, row: AlarmRow, now: datetime | None = None) -> tuple[AlarmAct, ...]:
    """Return the acts that the alarm's state and the actor's rights allow; ``now`` decides on taking back."""
    table = load_table("anlan.alarms", "dismissals")
    return tuple(
        act
        for act in acts_from(row.state)
        if rights.may(actor, f"alarms.{act}", row.region)
        and (act is not AlarmAct.REOPEN or (now and is_in_time_to_reopen(table, row.state_at, now)))
    )


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


def matching(actor: Actor, wanted: AlarmFilter) -> QuerySet[Alarm]:
    """Return the alarms that the actor may see and that match."""
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
    if stations := (*wanted.station_ids, *filter(None, (wanted.station_id,))):
        found = found.filter(id__in=AlarmMember.objects.filter(station_id__in=stations).values("alarm_id"))
    if wanted.text:
        found = found.filter(Q(number__icontains=wanted.text) | Q(station_label__icontains=wanted.text))
    return found.filter(_MARKS.get(wanted.mark, Q()))


def in_order(rows: QuerySet[Alarm], wanted: AlarmFilter | None) -> QuerySet[Alarm]:
    """Return the alarms in the order that is asked for: by a column, by time, else by urgency."""
    key = wanted.sort.removeprefix("-") if wanted else ""
    if wanted and key in SORTS:
        field = F(SORTS[key])
        return rows.order_by(field.desc() if wanted.sort.startswith("-") else field.asc(), "-raised_at", "-id")
    if wanted and wanted.newest_first:
        return rows.order_by("-raised_at", "-id")
    return _by_urgency(rows)


def _by_urgency(rows: QuerySet[Alarm]) -> QuerySet[Alarm]:
    order = {AlarmState.RAISED: 0, AlarmState.TAKEN: 0, AlarmState.VERIFIED: 1}
    cases = [When(state=state.value, then=Value(place)) for state, place in order.items()]
    urgency = Case(*cases, default=Value(2), output_field=IntegerField())
    return rows.annotate(urgency=urgency).order_by("urgency", "-level", "-current_level", "raised_at", "id")


_TRANSLATED = ("level", "current_level", "state", "longitude", "latitude")


def row_of(row: Alarm) -> AlarmRow:
    """Return an alarm as others see it."""
    same = {name: getattr(row, name) for name in AlarmRow.__slots__ if name not in _TRANSLATED}
    return AlarmRow(
        level=Level(row.level),
        current_level=Level(row.current_level),
        state=AlarmState(row.state),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        **same,
    )


def _occurrence(row: AlarmOccurrence) -> Occurrence:
    same = {name: getattr(row, name) for name in Occurrence.__slots__ if name not in ("level", "evidence")}
    evidence = tuple((datetime.fromisoformat(time), value) for time, value in row.evidence)
    return Occurrence(level=Level(row.level), evidence=evidence, **same)
