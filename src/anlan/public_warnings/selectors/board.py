"""The board of a warning's calls: figures over all, townships, rows, and what has changed since one looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.models import CallRound, CallTask, SilentTownship
from anlan.public_warnings.selectors.calls import CallRow, row_of
from anlan.support import rights

PAGE = 60
WHOLE = 4000
_WORST_FIRST = Case(
    When(help_wanted_at__isnull=False, then=Value(0)),
    When(state=TaskState.HANDED_UP, then=Value(1)),
    When(state=TaskState.CALLING, then=Value(2)),
    When(state=TaskState.PLANNED, then=Value(3)),
    When(state=TaskState.CONFIRMED, then=Value(4)),
    default=Value(5),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many calls stand how, and how many households and persons have been moved of those to be."""

    total: int = 0
    confirmed: int = 0
    waiting: int = 0
    planned: int = 0
    escalated: int = 0
    handed_up: int = 0
    help_wanted: int = 0
    mean_seconds: float | None = None
    households_to_move: int = 0
    households_moved: int = 0
    persons_to_move: int = 0
    persons_moved: int = 0

    @property
    def percent(self) -> int:
        """Return how many of a hundred have answered."""
        return 100 * self.confirmed // self.total if self.total else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipCalls(Figures):
    """How the calls of one township stand; ``silent_since`` where nothing has been heard from it at its limit."""

    township: str
    name: str
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBoard(Figures):
    """The board of a warning's calls: figures over all, townships worst first, one page of calls.

    ``cursor`` is what to give to ``board_changes`` to learn what has changed since.
    """

    warning_id: UUID
    is_begun: bool
    ended_at: datetime | None
    minutes: float
    tries: int
    townships: tuple[TownshipCalls, ...]
    rows: tuple[CallRow, ...]
    found: int
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChanges(Figures):
    """What has changed on a board: the figures, the townships concerned, the rows, and rows that match no longer."""

    ended_at: datetime | None
    townships: tuple[TownshipCalls, ...]
    rows: tuple[CallRow, ...]
    gone: tuple[UUID, ...]
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """What the board lists: ``show`` is empty or one of waiting, planned, escalated, handed_up, help, confirmed."""

    show: str = ""
    township: str = ""
    text: str = ""


_SHOWN = {
    "waiting": Q(state=TaskState.CALLING),
    "planned": Q(state=TaskState.PLANNED),
    "escalated": Q(state=TaskState.CALLING, silent__gt=0) | Q(state=TaskState.HANDED_UP),
    "handed_up": Q(state=TaskState.HANDED_UP),
    "help": Q(help_wanted_at__isnull=False),
    "confirmed": Q(state=TaskState.CONFIRMED),
}


def call_board(
    actor: Actor, warning_id: UUID, wanted: CallFilter | None = None, *, page: int = 1, size: int = PAGE
) -> CallBoard:
    """Return the board of a warning's calls as far as the actor may see them."""
    wanted = wanted or CallFilter()
    calls, seen = _round(actor, warning_id)
    cursor = _cursor()
    found = _matching(seen, wanted)
    start = (max(page, 1) - 1) * size
    ordered = found.annotate(urgency=_WORST_FIRST).order_by(
        "urgency", "-silent", "deadline_at", "-confirmed_at", "region"
    )
    figures = _figures(seen)
    return CallBoard(
        warning_id=warning_id,
        is_begun=calls.begun_at is not None,
        ended_at=calls.ended_at,
        minutes=calls.ladder["rungs"][0]["minutes"],
        tries=calls.ladder["rungs"][0]["tries"],
        **figures,
        townships=_townships(seen, warning_id),
        rows=tuple(row_of(row) for row in ordered[start : start + size]),
        found=figures["total"] if wanted == CallFilter() else found.count(),
        cursor=cursor,
    )


def board_changes(actor: Actor, warning_id: UUID, wanted: CallFilter, since: int) -> BoardChanges:
    """Return what has changed on a board since ``since``; what is told twice is harmless, nothing is left out."""
    calls, seen = _round(actor, warning_id)
    cursor = _cursor()
    changed = list(seen.filter(changed_xid__gte=since).order_by("region")[:WHOLE])
    if wanted == CallFilter() or not changed:
        matching = {row.id for row in changed}
    else:
        ids = [row.id for row in changed]
        matching = set(_matching(seen.filter(id__in=ids), wanted).values_list("id", flat=True))
    touched = {row.township for row in changed}
    return BoardChanges(
        ended_at=calls.ended_at,
        **_figures(seen),
        townships=_townships(seen.filter(township__in=touched), warning_id) if touched else (),
        rows=tuple(row_of(row) for row in changed if row.id in matching),
        gone=tuple(row.id for row in changed if row.id not in matching),
        cursor=cursor,
    )


def _round(actor: Actor, warning_id: UUID) -> tuple[CallRound, QuerySet[CallTask]]:
    calls = CallRound.objects.filter(warning_id=warning_id).first()
    if calls is None:
        raise NotFound(what="calls")
    seen = CallTask.objects.filter(rights.within(actor, "public_warnings.see_calls"), warning_id=warning_id)
    if not rights.may(actor, "public_warnings.see_calls", calls.region) and not seen.exists():
        raise NotFound(what="calls")
    return calls, seen


def _cursor() -> int:
    """Return the oldest transaction that is still open: what it and later ones change is yet to be seen."""
    with connection.cursor() as cursor:
        cursor.execute("select txid_snapshot_xmin(txid_current_snapshot())")
        return int(cursor.fetchone()[0])


def _matching(seen: QuerySet[CallTask], wanted: CallFilter) -> QuerySet[CallTask]:
    if wanted.show in _SHOWN:
        seen = seen.filter(_SHOWN[wanted.show])
    if wanted.township:
        seen = seen.filter(township=wanted.township)
    if wanted.text:
        seen = seen.filter(Q(region_name__icontains=wanted.text) | Q(person_name__icontains=wanted.text))
    return seen


def counts() -> dict[str, Any]:
    """Return the aggregates that make ``Figures`` of calls."""
    shown = {"help_wanted" if name == "help" else name: condition for name, condition in _SHOWN.items()}
    return {
        "total": Count("id"),
        **{name: Count("id", filter=condition) for name, condition in shown.items()},
        **{name: Sum(name, default=0) for name in _MOVES},
    }


_MOVES = ("households_to_move", "households_moved", "persons_to_move", "persons_moved")


def _figures(seen: QuerySet[CallTask]) -> dict[str, Any]:
    return dict(seen.order_by().aggregate(mean_seconds=Avg("seconds"), **counts()))


def _townships(seen: QuerySet[CallTask], warning_id: UUID) -> tuple[TownshipCalls, ...]:
    silent = SilentTownship.objects.filter(warning_id=warning_id, answered_at=None).values_list("region", "at")
    silent_since = dict(silent)
    rows = seen.order_by().values("township", name=F("township_name")).annotate(**counts())
    found = [TownshipCalls(**row, silent_since=silent_since.get(row["township"])) for row in rows]
    return tuple(sorted(found, key=_worst_township_first))


def _worst_township_first(row: TownshipCalls) -> tuple[bool, int, int, int, str]:
    return row.silent_since is None, -row.help_wanted, -row.escalated, row.percent, row.township
