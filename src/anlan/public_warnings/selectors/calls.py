"""Questions about single calls: one with its evidence, a person's own, those that nobody answered, a link's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import COUNTING, StepState, TaskState
from anlan.public_warnings.domain.errors import TokenForged
from anlan.public_warnings.domain.tokens import step_of
from anlan.public_warnings.models import CallStep, CallTask, CallTry, Transmission
from anlan.support import rights


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
    is_exercise: bool

    @property
    def is_escalated(self) -> bool:
        """Tell whether somebody did not answer and the call went on."""
        return self.state == TaskState.HANDED_UP or self.silent > 0


@dataclass(frozen=True, slots=True)
class TryRow:
    """One piece of evidence."""

    name: str
    way: str
    outcome: str
    at: datetime
    by_name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One person of a call's ladder."""

    place: int
    name: str
    post: str
    rank: str
    phone_masked: str
    state: StepState
    tries: int
    most_tries: int
    minutes: float
    called_at: datetime | None
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a confirm link asks of whom, until when, and what has become of it."""

    task_id: UUID
    name: str
    region: str
    region_name: str
    headline: str
    instruction: str
    issuer: str
    level: Level
    is_exercise: bool
    state: StepState
    deadline_at: datetime | None
    expires_at: datetime | None
    confirmed_by: str
    confirmed_at: datetime | None
    is_over: bool
    households_to_move: int
    households_moved: int
    has_villages: bool

    @property
    def is_open(self) -> bool:
        """Tell whether an answer of this person still counts."""
        is_asked = self.state is StepState.ASKED_AGAIN or not self.confirmed_at
        return is_asked and not self.is_over and self.state not in (StepState.CONFIRMED, StepState.REFUSED)

    @property
    def may_go_on(self) -> bool:
        """Tell whether this person may see the lists of the place."""
        return not self.is_over and (self.confirmed_at is not None or self.state in COUNTING)


def call(actor: Actor, task_id: UUID) -> CallRow:
    """Return one call, or refuse as if there were none; a person it went to may always see it."""
    row = CallTask.objects.filter(id=task_id).first()
    if row is None:
        raise NotFound(what="call")
    if not (actor.person_id and row.steps.filter(person_id=actor.person_id).exists()):
        rights.require_visible(actor, "public_warnings.see_calls", row.region, what="call")
    return row_of(row)


def tries(actor: Actor, task_id: UUID) -> tuple[TryRow, ...]:
    """Return every attempt and answer of a call, in order of time."""
    call(actor, task_id)
    rows = CallTry.objects.filter(task_id=task_id).order_by("at", "id")
    return tuple(TryRow(row.name, row.way, row.outcome, row.at, row.by_name, row.note) for row in rows)


def calls_to(actor: Actor, *, limit: int = 20) -> tuple[CallRow, ...]:
    """Return the open calls that went to the person behind the actor, newest first."""
    if actor.person_id is None:
        return ()
    mine = CallStep.objects.filter(person_id=actor.person_id).exclude(called_at=None)
    asked_again = Q(state=StepState.ASKED_AGAIN, task__state=TaskState.CONFIRMED)
    unanswered = Q(task__state__in=(TaskState.CALLING, TaskState.HANDED_UP)) & ~Q(state__in=_ANSWERED)
    rows = CallTask.objects.filter(id__in=mine.filter(asked_again | unanswered).values("task_id"))
    return tuple(row_of(row) for row in rows.order_by("-begun_at")[:limit])


_ANSWERED = (StepState.CONFIRMED, StepState.REFUSED)


def steps(actor: Actor, task_id: UUID) -> tuple[StepRow, ...]:
    """Return the ladder of one call as it stands."""
    call(actor, task_id)
    rows = CallStep.objects.filter(task_id=task_id).order_by("place")
    return tuple(
        StepRow(state=StepState(row.state), **{name: getattr(row, name) for name in _OF_A_STEP}) for row in rows
    )


_OF_A_STEP = ("place", "name", "post", "rank", "phone_masked", "tries", "most_tries", "minutes", "called_at")
_OF_A_STEP += ("deadline_at",)


def question_of(token: str) -> Question:
    """Return what a confirm link asks; refuse a link that this platform did not make."""
    rows = CallStep.objects.filter(id=step_of(token, settings.SECRET_KEY))
    step = rows.select_related("task__round__transmission").first()
    if step is None:
        raise TokenForged()
    task, sent = step.task, step.task.round.transmission
    is_township = task.region == task.township
    hours = task.round.ladder["link_hours"]
    return Question(
        task_id=task.id,
        name=step.name,
        region=task.region,
        region_name=task.region_name,
        headline=sent.headline,
        instruction=sent.instruction,
        issuer=sent.issuer,
        level=Level(sent.level),
        is_exercise=sent.is_exercise,
        state=StepState(step.state),
        deadline_at=step.deadline_at,
        expires_at=step.called_at + timedelta(hours=hours) if step.called_at else None,
        confirmed_by=task.confirmed_by,
        confirmed_at=task.confirmed_at,
        is_over=task.state == TaskState.ENDED or task.round.ended_at is not None,
        households_to_move=task.households_to_move,
        households_moved=task.households_moved,
        has_villages=is_township and villages_of(task).exists(),
    )


def villages_of(task: CallTask) -> QuerySet[CallTask]:
    """Return the calls of a township's villages in the same round."""
    return CallTask.objects.filter(round_id=task.round_id, township=task.township).exclude(region=task.region)


def handed_up_calls(actor: Actor, *, limit: int = 50) -> tuple[CallRow, ...]:
    """Return the calls that nobody answered, for the duty rooms above, oldest first."""
    seen = CallTask.objects.filter(rights.within(actor, "public_warnings.see_calls"))
    rows = seen.filter(state=TaskState.HANDED_UP).order_by("handed_up_at")
    return tuple(row_of(row) for row in rows[:limit])


def headline_of(warning_id: UUID) -> str:
    """Return the headline under which a warning was sent; the caller has checked that the reader may see it."""
    return Transmission.objects.values_list("headline", flat=True).get(warning_id=warning_id)


def row_of(row: CallTask) -> CallRow:
    """Return a call's row as pages show it."""
    return CallRow(state=TaskState(row.state), **{name: getattr(row, name) for name in _COPIED})


_COPIED = ("id", "warning_id", "region", "region_name", "township", "township_name", "place_in_chain", "chain_length")
_COPIED += ("person_name", "post", "rank", "phone_masked", "begun_at", "deadline_at", "confirmed_at", "confirmed_by")
_COPIED += ("called_at", "confirmed_via", "note", "seconds", "handed_up_to", "needed", "confirmations", "silent")
_COPIED += ("help_wanted_at", "help_note", "households_to_move", "households_moved", "persons_to_move", "persons_moved")
_COPIED += ("is_exercise",)
