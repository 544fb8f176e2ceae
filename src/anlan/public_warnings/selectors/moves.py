"""Questions about households to be moved: a place's list with its ticks, by link or signed in; totals by place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, Value, When

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.calling import COUNTING, MoveState, TaskState
from anlan.public_warnings.domain.errors import NotConfirmedYet, TokenForged
from anlan.public_warnings.domain.tokens import step_of
from anlan.public_warnings.models import CallStep, CallTask, MoveTask, MoveTick
from anlan.public_warnings.selectors.calls import CallRow, call, row_of, villages_of
from anlan.support import rights

MOVES_PER_PAGE = 25
_OPEN_FIRST = Case(
    When(state=MoveState.TO_MOVE, then=Value(0)),
    When(state=MoveState.NOT_FOUND, then=Value(1)),
    When(state=MoveState.REFUSED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """One household on a place's list."""

    id: UUID
    number: int
    head_name: str
    address: str
    persons: int
    state: MoveState
    by_name: str
    where_to: str
    note: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveList:
    """A place's list, those still to be moved first, a page of it."""

    call: CallRow
    rows: tuple[MoveRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TickRow:
    """One tick of a household: what was said, by whom, when."""

    head_name: str
    number: int
    state: MoveState
    by_name: str
    via: str
    where_to: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MovedByTownship:
    """How many have been moved of those to be, in one township, by the names on its villages' lists; ``as_of`` is the
    newest tick.
    """

    region: str
    households_to_move: int
    households_moved: int
    persons_to_move: int
    persons_moved: int
    as_of: datetime | None


def moves_of(actor: Actor, task_id: UUID, *, page: int = 1) -> MoveList:
    """Return a place's list, for those who may see its call."""
    return _list(call(actor, task_id), page)


def moves_by_token(token: str, *, page: int = 1) -> MoveList:
    """Return the list of the place that a confirm link is about, once it has been confirmed."""
    return _list(row_of(_confirmed(token)), page)


def villages_by_token(token: str) -> tuple[CallRow, ...]:
    """Return the villages' calls of the township that a confirm link is about, once it has been confirmed."""
    task = _confirmed(token)
    if task.region != task.township:
        return ()
    return tuple(row_of(row) for row in villages_of(task).order_by("state", "region"))


def _confirmed(token: str) -> CallTask:
    step = CallStep.objects.filter(id=step_of(token, settings.SECRET_KEY)).select_related("task__round").first()
    if step is None:
        raise TokenForged()
    if step.task.state != TaskState.CONFIRMED and step.state not in COUNTING:
        raise NotConfirmedYet()
    return step.task


def _list(row: CallRow, page: int) -> MoveList:
    found = _ordered(MoveTask.objects.filter(task_id=row.id))
    pages = max(1, -(-row.households_to_move // MOVES_PER_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * MOVES_PER_PAGE : page * MOVES_PER_PAGE]
    return MoveList(call=row, rows=tuple(_row(each) for each in shown), page=page, pages=pages)


def _ordered(rows: QuerySet[MoveTask]) -> QuerySet[MoveTask]:
    return rows.annotate(openness=_OPEN_FIRST).order_by("openness", "number")


def _row(row: MoveTask) -> MoveRow:
    return MoveRow(state=MoveState(row.state), **{name: getattr(row, name) for name in _COPIED})


_COPIED = ("id", "number", "head_name", "address", "persons", "by_name", "where_to", "note", "at")


def ticks_of(actor: Actor, task_id: UUID, *, limit: int = 200) -> tuple[TickRow, ...]:
    """Return every tick on a place's list, the latest first: a later one corrects an earlier one, which stays."""
    call(actor, task_id)
    rows = MoveTick.objects.filter(move__task_id=task_id).select_related("move").order_by("-at", "-id")[:limit]
    return tuple(
        TickRow(
            head_name=row.move.head_name,
            number=row.move.number,
            state=MoveState(row.state),
            by_name=row.by_name,
            via=row.via,
            where_to=row.where_to,
            note=row.note,
            at=row.at,
        )
        for row in rows
    )


# A household stands on the list of every warning of the incident: it counts once, by what was last said of it.
_BY_TOWNSHIP: Final = """
select township, count(*), count(*) filter (where state = 'moved'), coalesce(sum(persons), 0),
       coalesce(sum(persons) filter (where state = 'moved'), 0), max(at)
from (
    select distinct on (m.household_id) t.township, m.state, m.persons, m.at
    from public_warnings_movetask m join public_warnings_calltask t on t.id = m.task_id
    where t.id = any(%s)
    order by m.household_id, m.at desc nulls last, m.id desc
) households
group by township order by township
"""


def moved_by_township(actor: Actor, incident_id: UUID) -> tuple[MovedByTownship, ...]:
    """Return the counts of the lists of an incident's warnings by township, as far as the actor may see the calls."""
    seen = CallTask.objects.filter(rights.within(actor, "public_warnings.see_calls"), incident_id=incident_id)
    ids = list(seen.filter(households_to_move__gt=0).values_list("id", flat=True))
    if not ids:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_BY_TOWNSHIP, [ids])
        return tuple(MovedByTownship(*row) for row in cursor.fetchall())
