"""Teams in danger: how they stand and what their leaders said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from anlan.command.domain.accounting import INSIDE, WatchAct, WatchState
from anlan.command.models import TeamWatch, TeamWord
from anlan.command.selectors.units import units_of
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights

_INSIDE = [state.value for state in INSIDE]
_WORST = Case(
    When(state=WatchState.HELP.value, then=Value(0)),
    When(state=WatchState.SILENT.value, then=Value(1)),
    When(state=WatchState.WELL.value, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """A team in danger as others see it: ``well`` of ``members`` by its last word, the next due at ``due_at``."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    team_id: UUID
    team_name: str
    members: int
    well: int
    place: str
    every_minutes: int
    state: WatchState
    started_by: str
    started_at: datetime
    heard_at: datetime | None
    heard_by: str
    due_at: datetime
    out_at: datetime | None

    @property
    def is_inside(self) -> bool:
        """Tell whether the team is still in danger."""
        return self.state in INSIDE

    @property
    def path(self) -> str:
        """Return where its leader's words are sent."""
        return f"/tasks/watches/{self.id}/"

    @property
    def since(self) -> datetime:
        """Return from when the running clock counts."""
        return self.heard_at or self.started_at


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One word of a team's leader."""

    act: WatchAct
    members: int
    note: str
    longitude: float | None
    latitude: float | None
    happened_at: datetime
    given_by: str
    given_at: datetime


def watches_of(actor: Actor, incident_id: UUID) -> tuple[WatchRow, ...]:
    """Return the teams accounted for in an incident, the worst first."""
    return tuple(_row(row) for row in _worst_first(_seen(actor).filter(incident_id=incident_id)))


def own_watches(actor: Actor) -> tuple[WatchRow, ...]:
    """Return the actor's own teams that are in danger, the worst first."""
    rows = TeamWatch.objects.filter(team_id__in=units_of(actor), state__in=_INSIDE)
    return tuple(_row(row) for row in _worst_first(rows))


def watch(actor: Actor, watch_id: UUID) -> WatchRow:
    """Return one watched team, or refuse as if there were none."""
    row = _seen(actor).filter(id=watch_id).first()
    if row is None:
        raise NotFound(what="watch")
    return _row(row)


def words_of(actor: Actor, watch_id: UUID, *, limit: int = 50) -> tuple[WordRow, ...]:
    """Return what a team's leader said, the latest first."""
    watch(actor, watch_id)
    return tuple(_word(row) for row in TeamWord.objects.filter(watch_id=watch_id)[:limit])


def _seen(actor: Actor) -> "QuerySet[TeamWatch]":
    scope = rights.within(actor, "command.see")
    return TeamWatch.objects.filter(scope | Q(team_id__in=units_of(actor)) if scope else scope)


def _worst_first(rows: "QuerySet[TeamWatch]") -> "QuerySet[TeamWatch]":
    return rows.annotate(worst=_WORST).order_by("worst", "due_at", "id")


def _row(row: TeamWatch) -> WatchRow:
    same = {name: getattr(row, name) for name in WatchRow.__slots__ if name != "state"}
    return WatchRow(state=WatchState(row.state), **same)


def _word(row: TeamWord) -> WordRow:
    return WordRow(
        act=WatchAct(row.act),
        members=row.members,
        note=row.note,
        longitude=row.place.x if row.place else None,
        latitude=row.place.y if row.place else None,
        happened_at=row.happened_at,
        given_by=row.given_by,
        given_at=row.given_at,
    )
