"""Questions about calls: the live board, one call with its evidence, a person's own calls, the link's question."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Avg, Case, Count, IntegerField, Q, QuerySet, Value, When

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.domain.errors import TokenForged
from anlan.public_warnings.domain.tokens import step_of
from anlan.public_warnings.models import CallRound, CallStep, CallTask, CallTry, Transmission
from anlan.support import rights

PAGE = 60
_WORST_FIRST = Case(
    When(state=TaskState.HANDED_UP, then=Value(0)),
    When(state=TaskState.CALLING, then=Value(1)),
    When(state=TaskState.CONFIRMED, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """The call of one region as the board shows it."""

    id: UUID
    warning_id: UUID
    region: str
    region_name: str
    township: str
    township_name: str
    state: TaskState
    place_in_chain: int
    chain_length: int
    person_name: str
    post: str
    rank: str
    phone_masked: str
    begun_at: datetime
    called_at: datetime | None
    deadline_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    confirmed_via: str
    note: str
    seconds: int | None
    handed_up_to: str
    needed: int
    confirmations: int
    silent: int
    help_wanted_at: datetime | None
    help_note: str
    households_to_move: int
    households_moved: int
    persons_to_move: int
    persons_moved: int

    @property
    def is_escalated(self) -> bool:
        """Tell whether somebody did not answer and the call went on."""
        return self.state == TaskState.HANDED_UP or self.silent > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipCalls:
    """How the calls of one township stand."""

    township: str
    name: str
    total: int
    confirmed: int
    escalated: int

    @property
    def percent(self) -> int:
        """Return how many of a hundred have answered."""
        return 100 * self.confirmed // self.total if self.total else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBoard:
    """The board of a warning's calls: figures over all, townships worst first, one page of calls."""

    warning_id: UUID
    is_begun: bool
    ended_at: datetime | None
    minutes: float
    tries: int
    total: int
    confirmed: int
    waiting: int
    escalated: int
    handed_up: int
    mean_seconds: float | None
    townships: tuple[TownshipCalls, ...]
    rows: tuple[CallRow, ...]
    found: int

    @property
    def percent(self) -> int:
        """Return how many of a hundred have answered."""
        return 100 * self.confirmed // self.total if self.total else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """What the board lists: ``show`` is empty, waiting, escalated, handed_up or confirmed."""

    show: str = ""
    township: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TryRow:
    """One piece of evidence."""

    name: str
    way: str
    outcome: str
    at: datetime
    by_name: str
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a confirm link asks, and whether it has been answered or is over."""

    name: str
    region_name: str
    headline: str
    instruction: str
    issuer: str
    level: Level
    is_exercise: bool
    confirmed_by: str
    confirmed_at: datetime | None
    is_over: bool


_SHOWN = {
    "waiting": Q(state=TaskState.CALLING),
    "escalated": Q(state=TaskState.CALLING, silent__gt=0) | Q(state=TaskState.HANDED_UP),
    "handed_up": Q(state=TaskState.HANDED_UP),
    "confirmed": Q(state=TaskState.CONFIRMED),
}


def call_board(
    actor: Actor, warning_id: UUID, wanted: CallFilter | None = None, *, page: int = 1, size: int = PAGE
) -> CallBoard:
    """Return the board of a warning's calls as far as the actor may see them."""
    wanted = wanted or CallFilter()
    calls = CallRound.objects.filter(warning_id=warning_id).first()
    if calls is None:
        raise NotFound(what="calls")
    seen = _seen(actor).filter(warning_id=warning_id)
    if not rights.may(actor, "public_warnings.see_calls", calls.region) and not seen.exists():
        raise NotFound(what="calls")
    found = _matching(seen, wanted)
    start = (max(page, 1) - 1) * size
    rows = found.annotate(urgency=_WORST_FIRST).order_by(
        "urgency", "-silent", "deadline_at", "-confirmed_at", "region"
    )[start : start + size]
    return CallBoard(
        warning_id=warning_id,
        is_begun=calls.begun_at is not None,
        ended_at=calls.ended_at,
        minutes=calls.ladder["rungs"][0]["minutes"],
        tries=calls.ladder["rungs"][0]["tries"],
        **_figures(seen),
        townships=_townships(seen),
        rows=tuple(_row(row) for row in rows),
        found=found.count(),
    )


def _seen(actor: Actor) -> QuerySet[CallTask]:
    return CallTask.objects.filter(rights.within(actor, "public_warnings.see_calls"))


def _matching(seen: QuerySet[CallTask], wanted: CallFilter) -> QuerySet[CallTask]:
    if wanted.show in _SHOWN:
        seen = seen.filter(_SHOWN[wanted.show])
    if wanted.township:
        seen = seen.filter(township=wanted.township)
    if wanted.text:
        seen = seen.filter(Q(region_name__icontains=wanted.text) | Q(person_name__icontains=wanted.text))
    return seen


def _figures(seen: QuerySet[CallTask]) -> dict[str, object]:
    figures = seen.order_by().aggregate(
        total=Count("id"),
        mean_seconds=Avg("seconds"),
        **{name: Count("id", filter=_SHOWN[name]) for name in ("confirmed", "waiting", "escalated", "handed_up")},
    )
    return dict(figures)


def _townships(seen: QuerySet[CallTask]) -> tuple[TownshipCalls, ...]:
    rows = (
        seen.order_by()
        .values("township", "township_name")
        .annotate(
            total=Count("id"),
            confirmed=Count("id", filter=_SHOWN["confirmed"]),
            escalated=Count("id", filter=_SHOWN["escalated"]),
        )
    )
    found = [TownshipCalls(name=row["township_name"], **{key: row[key] for key in _TOWNSHIP_FIELDS}) for row in rows]
    return tuple(sorted(found, key=lambda each: (-each.escalated, each.percent, each.township)))


_TOWNSHIP_FIELDS = ("township", "total", "confirmed", "escalated")


def call(actor: Actor, task_id: UUID) -> CallRow:
    """Return one call, or refuse as if there were none; a person it went to may always see it."""
    row = CallTask.objects.filter(id=task_id).first()
    if row is None:
        raise NotFound(what="call")
    if not (actor.person_id and row.steps.filter(person_id=actor.person_id).exists()):
        rights.require_visible(actor, "public_warnings.see_calls", row.region, what="call")
    return _row(row)


def tries(actor: Actor, task_id: UUID) -> tuple[TryRow, ...]:
    """Return every attempt and answer of a call, in order of time."""
    call(actor, task_id)
    rows = CallTry.objects.filter(task_id=task_id).order_by("at", "id")
    return tuple(TryRow(row.name, row.way, row.outcome, row.at, row.by_name, row.note) for row in rows)


def calls_to(actor: Actor, *, limit: int = 20) -> tuple[CallRow, ...]:
    """Return the open calls that went to the person behind the actor, newest first."""
    if actor.person_id is None:
        return ()
    steps = CallStep.objects.filter(person_id=actor.person_id, tries__gt=0)
    open_states = (TaskState.CALLING, TaskState.HANDED_UP)
    rows = CallTask.objects.filter(id__in=steps.values("task_id"), state__in=open_states)
    return tuple(_row(row) for row in rows.order_by("-begun_at")[:limit])


def question_of(token: str) -> Question:
    """Return what a confirm link asks; refuse a link that this platform did not make."""
    step = (
        CallStep.objects.filter(id=step_of(token, settings.SECRET_KEY))
        .select_related("task__round__transmission")
        .first()
    )
    if step is None:
        raise TokenForged()
    task, sent = step.task, step.task.round.transmission
    return Question(
        name=step.name,
        region_name=task.region_name,
        headline=sent.headline,
        instruction=sent.instruction,
        issuer=sent.issuer,
        level=Level(sent.level),
        is_exercise=sent.is_exercise,
        confirmed_by=task.confirmed_by,
        confirmed_at=task.confirmed_at,
        is_over=task.state == TaskState.ENDED,
    )


def handed_up_calls(actor: Actor, *, limit: int = 50) -> tuple[CallRow, ...]:
    """Return the calls that nobody answered, for the duty rooms above, oldest first."""
    rows = _seen(actor).filter(state=TaskState.HANDED_UP).order_by("handed_up_at")
    return tuple(_row(row) for row in rows[:limit])


def headline_of(warning_id: UUID) -> str:
    """Return the headline under which a warning was sent; the caller has checked that the reader may see it."""
    return Transmission.objects.values_list("headline", flat=True).get(warning_id=warning_id)


def _row(row: CallTask) -> CallRow:
    return CallRow(state=TaskState(row.state), **{name: getattr(row, name) for name in _COPIED})


_COPIED = ("id", "warning_id", "region", "region_name", "township", "township_name", "place_in_chain", "chain_length")
_COPIED += ("person_name", "post", "rank", "phone_masked", "begun_at", "deadline_at", "confirmed_at", "confirmed_by")
_COPIED += ("called_at", "confirmed_via", "note", "seconds", "handed_up_to", "needed", "confirmations", "silent")
_COPIED += ("help_wanted_at", "help_note", "households_to_move", "households_moved", "persons_to_move", "persons_moved")
