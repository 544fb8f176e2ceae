"""Running rounds of calls, silent townships, calls for help and wrong numbers, for desks and lists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.models import CallRound, CallTask, SilentTownship, Transmission, WrongNumber
from anlan.public_warnings.selectors.board import Figures, counts
from anlan.public_warnings.selectors.calls import CallRow, row_of
from anlan.support import rights

SEE = "public_warnings.see_calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow(Figures):
    """A running round with what the actor may see of it."""

    warning_id: UUID
    headline: str
    level: Level
    region: str
    is_exercise: bool
    begun_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentRow:
    """A township from which nothing has been confirmed."""

    id: UUID
    warning_id: UUID
    region: str
    name: str
    places: int
    at: datetime
    is_exercise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNumberRow:
    """A number or duty that somebody called says is wrong."""

    id: UUID
    task_id: UUID
    region: str
    region_name: str
    person_id: UUID | None
    name: str
    phone_masked: str
    said_name: str
    said_phone_masked: str
    reported_at: datetime
    is_exercise: bool
    settled_at: datetime | None
    settled_by: str


def running_rounds(actor: Actor) -> tuple[RoundRow, ...]:
    """Return the rounds that have not ended and of which the actor may see a call, the newest first."""
    running = CallRound.objects.filter(ended_at=None).exclude(begun_at=None).values("warning_id")
    seen = CallTask.objects.filter(rights.within(actor, SEE), warning_id__in=running)
    counted = {row.pop("warning_id"): row for row in seen.order_by().values("warning_id").annotate(**counts())}
    columns = ("warning_id", "headline", "level", "region", "is_exercise")
    sent = Transmission.objects.filter(warning_id__in=list(counted)).order_by("-sent_at")
    rows = sent.values(*columns, begun_at=F("call_round__begun_at"))
    return tuple(RoundRow(**{**row, "level": Level(row["level"])}, **counted[row["warning_id"]]) for row in rows)


def silent_townships(actor: Actor) -> tuple[SilentRow, ...]:
    """Return the townships of running rounds from which nothing has been heard, the longest silent first."""
    rows = SilentTownship.objects.filter(rights.within(actor, SEE), answered_at=None, round__ended_at=None)
    columns = ("id", "warning_id", "region", "name", "places", "at", "is_exercise")
    return tuple(SilentRow(**row) for row in rows.order_by("at", "region").values(*columns))


def calls_for_help(actor: Actor, *, limit: int = 50) -> tuple[CallRow, ...]:
    """Return the calls of running rounds in which help is wanted, the oldest first."""
    rows = CallTask.objects.filter(rights.within(actor, SEE), round__ended_at=None, help_wanted_at__isnull=False)
    rows = rows.exclude(state=TaskState.ENDED)
    return tuple(row_of(row) for row in rows.order_by("help_wanted_at")[:limit])


def wrong_numbers(actor: Actor, *, is_open: bool = True, limit: int = 200) -> tuple[WrongNumberRow, ...]:
    """Return reported numbers and duties, open or settled ones, the newest first."""
    rows = WrongNumber.objects.filter(rights.within(actor, SEE), settled_at__isnull=is_open).order_by("-reported_at")
    columns = tuple(WrongNumberRow.__dataclass_fields__)
    return tuple(WrongNumberRow(**row) for row in rows.values(*columns)[:limit])
