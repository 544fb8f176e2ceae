"""Which incidents there are, and what stands on their timelines."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import F, Q, QuerySet

from anlan.incidents.domain.kinds import EventKind, kinds_of
from anlan.incidents.domain.states import IncidentState
from anlan.incidents.models import Incident, IncidentLink
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.support import journal, rights, tiles
from anlan.support.tables import load_table

_PAGE = 30
_LEAST_KILOMETRES_PER_DEGREE = 55.0  # of longitude at 60 degrees north, beyond China's northern end
_TILE_COLUMNS = ("location", "id", "number", "title", "level", "event_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An incident as others see it."""

    id: UUID
    number: str
    event_kind: str
    title: str
    region: str
    place_text: str
    longitude: float | None
    latitude: float | None
    happened_at: datetime
    learned_at: datetime
    grade: Level
    state: IncidentState
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    closing_note: str
    is_exercise: bool

    @property
    def is_open(self) -> bool:
        """Tell whether the danger is not yet over."""
        return self.state is IncidentState.OPEN

    @property
    def kind_name(self) -> str:
        """Return the kind's name as the standard writes it."""
        return event_kinds()[self.event_kind].name

    @property
    def subject(self) -> str:
        """Return the journal's name of the incident."""
        return f"incident:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """What to list: empty fields filter nothing; ``round`` (longitude, latitude) wants those within ``kilometres``."""

    state: IncidentState | None = None
    least_grade: int = 0
    region: str = ""
    kind: str = ""
    text: str = ""
    is_exercise: bool | None = None
    round: tuple[float, float] | None = None
    kilometres: float = 1.0


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One page of a list and how many incidents the whole list has."""

    rows: tuple[IncidentRow, ...]
    total: int


def event_kinds() -> dict[str, EventKind]:
    """Return every kind of event by its 12379 code."""
    return kinds_of(load_table("anlan.incidents", "event_kinds"))


def incident(actor: Actor, incident_id: UUID) -> IncidentRow:
    """Return one incident, or refuse as if there were none."""
    row = Incident.objects.filter(id=incident_id).first()
    if row is None:
        raise NotFound(what="incident")
    rights.require_visible(actor, "incidents.see", row.region, what="incident")
    return row_of(row)


def incidents(actor: Actor, wanted: IncidentFilter | None = None, *, page: int = 1, size: int = _PAGE) -> IncidentPage:
    """Return one page of the incidents that match, open ones first, then the newest."""
    found = _found(actor, wanted or IncidentFilter())
    start = (max(page, 1) - 1) * size
    rows = found.order_by("-state", "-opened_at", "-id")[start : start + size]
    return IncidentPage(rows=tuple(row_of(row) for row in rows), total=found.count())


def open_incidents(actor: Actor, *, limit: int = 50) -> tuple[IncidentRow, ...]:
    """Return the open incidents, the newest first."""
    return incidents(actor, IncidentFilter(state=IncidentState.OPEN), size=limit).rows


def incident_of(actor: Actor, subject: str) -> IncidentRow | None:
    """Return the newest incident that ``subject`` (``alarm:ID``) belongs to, where the actor may see it."""
    links = IncidentLink.objects.filter(rights.within(actor, "incidents.see", "incident__region"), subject=subject)
    link = links.select_related("incident").order_by("-incident__opened_at").first()
    return row_of(link.incident) if link else None


def subjects_of(actor: Actor, incident_id: UUID) -> tuple[str, ...]:
    """Return the journal's names of what belongs to an incident."""
    seen = incident(actor, incident_id)
    return tuple(IncidentLink.objects.filter(incident_id=seen.id).order_by("id").values_list("subject", flat=True))


def timeline(actor: Actor, incident_id: UUID, *, limit: int = 300) -> tuple[journal.Entry, ...]:
    """Return what happened in an incident and to what belongs to it, newest first, where the actor may read it."""
    subjects = subjects_of(actor, incident_id)
    entries = journal.timeline(incident_id, subjects=subjects, limit=limit)
    return tuple(entry for entry in entries if rights.may(actor, "incidents.see", entry.region))


def tile(actor: Actor, at: tuple[int, int, int], *, when: datetime | None = None) -> bytes:
    """Return the vector tile of the open incidents that the actor may see, or of those that were open at ``when``."""
    rows = Incident.objects.filter(rights.within(actor, "incidents.see")).annotate(level=F("grade"))
    is_open = Q(state=IncidentState.OPEN.value)
    rows = rows.filter(is_open) if when is None else rows.filter(is_open | Q(closed_at__gt=when), opened_at__lte=when)
    return tiles.tile(rows, layer="incidents", at=at, columns=_TILE_COLUMNS)


def located(actor: Actor) -> int:
    """Return how many open incidents have a place on the map."""
    rows = Incident.objects.filter(rights.within(actor, "incidents.see"), state=IncidentState.OPEN.value)
    return rows.exclude(location=None).count()


def _found(actor: Actor, wanted: IncidentFilter) -> QuerySet[Incident]:
    found = Incident.objects.filter(rights.within(actor, "incidents.see"), region__startswith=wanted.region)
    exact = {
        "state": wanted.state and wanted.state.value,
        "grade__gte": wanted.least_grade,
        "event_kind__startswith": wanted.kind.rstrip("0"),
    }
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if wanted.is_exercise is not None:
        found = found.filter(is_exercise=wanted.is_exercise)
    if wanted.round:
        place = Point(*wanted.round, srid=4326)
        about = found.filter(location__dwithin=(place, wanted.kilometres / _LEAST_KILOMETRES_PER_DEGREE))
        found = about.annotate(apart=Distance("location", place)).filter(apart__lte=D(km=wanted.kilometres))
    if wanted.text:
        found = found.filter(
            Q(number__icontains=wanted.text) | Q(title__icontains=wanted.text) | Q(place_text__icontains=wanted.text)
        )
    return found


def row_of(row: Incident) -> IncidentRow:
    """Return an incident as others see it."""
    special = ("grade", "state", "longitude", "latitude")
    same = {name: getattr(row, name) for name in IncidentRow.__slots__ if name not in special}
    return IncidentRow(
        grade=Level(row.grade),
        state=IncidentState(row.state),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        **same,
    )
