"""Roll-calls with their statistics, instructions with their steps, favourites."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Avg, Count, F, Q

from anlan.duty.domain.rollcalls import OWED, InstructionState, RollState
from anlan.duty.models import Favourite, Instruction, RollCall, RollLine
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import NotFound
from anlan.support.rights import may, within
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A roll-call in the list, with how its rooms answered."""

    id: UUID
    region: str
    title: str
    minutes: int
    asked_by: str
    asked_at: datetime
    rooms: int
    in_time: int
    late: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A duty room of a roll-call; ``seconds`` from the call to the answer."""

    id: UUID
    call_id: UUID
    title: str
    region: str
    on_duty: str
    state: RollState
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answered_by: str
    how: str
    note: str
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomScore:
    """How a duty room answered in a month."""

    region: str
    asked: int
    in_time: int
    late: int
    missed: int
    mean_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionRow:
    """An instruction as pages show it."""

    id: UUID
    region: str
    leader: str
    text: str
    source: str
    source_url: str
    to_region: str
    to_name: str
    due_at: datetime
    state: InstructionState
    given_by: str
    given_at: datetime
    is_overdue: bool
    finished_by_id: str
    steps: tuple[tuple[str, str, datetime, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    state: str = ""
    text: str = ""
    is_overdue: bool = False
    source_url: str = ""


def _seen_calls(actor: Actor) -> Q:
    return within(actor, "duty.see")


def rollcalls(actor: Actor, *, text: str = "") -> Rows[CallRow]:
    """Return the roll-calls of the actor's regions, the newest first."""
    rows = RollCall.objects.filter(_seen_calls(actor))
    if text:
        rows = rows.filter(title__icontains=text)
    return Rows(rows.order_by("-asked_at", "id"), _calls)


def rollcall(actor: Actor, call_id: UUID) -> tuple[RollCall, tuple[LineRow, ...]]:
    """Return one roll-call of the actor's regions with its rooms; outside it is as if there were none."""
    call = RollCall.objects.filter(_seen_calls(actor), id=call_id).first()
    if call is None:
        raise NotFound(what="rollcall")
    rows = RollLine.objects.filter(call=call).select_related("call").order_by("region")
    return call, tuple(_line(row) for row in rows)


def rolls_to_answer(actor: Actor) -> tuple[LineRow, ...]:
    """Return the lines that wait for an answer of the actor's own duty rooms, the nearest end first."""
    waiting = [RollState.ASKED.value, RollState.MISSED.value]
    own = [grant.region for grant in actor.grants]
    rows = RollLine.objects.filter(within(actor, "duty.answer_roll"), region__in=own, state__in=waiting)
    return tuple(_line(row) for row in rows.select_related("call").order_by("-due_at")[:20])


def roll_scores(actor: Actor, month: date) -> tuple[RoomScore, ...]:
    """Return how each duty room in the actor's regions answered the roll-calls of a month."""
    since = datetime(month.year, month.month, 1, tzinfo=CHINA)
    until = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=CHINA)
    rows = RollLine.objects.filter(within(actor, "duty.see"), call__asked_at__gte=since, call__asked_at__lt=until)
    counted = rows.values("region").annotate(
        asked=Count("id"),
        in_time=Count("id", filter=Q(state=RollState.ANSWERED.value)),
        late=Count("id", filter=Q(state=RollState.LATE.value)),
        missed=Count("id", filter=Q(state=RollState.MISSED.value)),
        mean=Avg(F("answered_at") - F("call__asked_at")),
    )
    return tuple(
        RoomScore(
            region=row["region"],
            asked=row["asked"],
            in_time=row["in_time"],
            late=row["late"],
            missed=row["missed"],
            mean_seconds=int(row["mean"].total_seconds()) if row["mean"] is not None else None,
        )
        for row in counted.order_by("region")
    )


def instructions(actor: Actor, wanted: InstructionFilter, now: datetime) -> Rows[InstructionRow]:
    """Return the instructions of or for the actor's regions, those owed first, the nearest end first."""
    rows = Instruction.objects.filter(within(actor, "duty.see") | within(actor, "duty.see", "to_region"))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(
            Q(text__icontains=wanted.text) | Q(leader__icontains=wanted.text) | Q(to_name__icontains=wanted.text)
        )
    if wanted.source_url:
        rows = rows.filter(source_url=wanted.source_url)
    if wanted.is_overdue:
        rows = rows.filter(state__in=[each.value for each in OWED], due_at__lt=now)
    ordered = rows.annotate(is_over=Q(state=InstructionState.CONFIRMED.value)).order_by("is_over", "due_at", "id")
    return Rows(ordered, lambda found: [instruction_row(row, now) for row in found])


def overdue_count(actor: Actor, now: datetime) -> int:
    """Return how many instructions of or for the actor's regions are owed past their end."""
    return len(instructions(actor, InstructionFilter(is_overdue=True), now))


def instruction(actor: Actor, instruction_id: UUID, now: datetime) -> InstructionRow:
    """Return one instruction with its steps; outside the actor's regions it is as if there were none."""
    row = Instruction.objects.filter(id=instruction_id).first()
    if row is None or not (may(actor, "duty.see", row.region) or may(actor, "duty.see", row.to_region)):
        raise NotFound(what="instruction")
    steps = tuple((each.act, each.by, each.at, each.text) for each in row.steps.all())
    return instruction_row(row, now, steps)


def favourites_of(actor: Actor) -> frozenset[UUID]:
    """Return whom the actor keeps on top of the phone book."""
    return frozenset(Favourite.objects.filter(account_id=actor.id).values_list("person_id", flat=True)[:200])


def _calls(found: Sequence[RollCall]) -> list[CallRow]:
    """Return roll-calls with how their rooms answered; the rooms are counted only of those that are looked at."""
    states: dict[UUID, Counter[str]] = defaultdict(Counter)
    lines = RollLine.objects.filter(call__in=found).order_by().values_list("call_id", "state")
    for call_id, state, count in lines.annotate(count=Count("id")):
        states[call_id][state] = count
    return [_call(row, states[row.id]) for row in found]


def _call(row: RollCall, states: Counter[str]) -> CallRow:
    return CallRow(
        id=row.id,
        region=row.region,
        title=row.title,
        minutes=row.minutes,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        rooms=states.total(),
        in_time=states[RollState.ANSWERED.value],
        late=states[RollState.LATE.value],
        missed=states[RollState.MISSED.value],
    )


def _line(row: RollLine) -> LineRow:
    seconds = int((row.answered_at - row.call.asked_at).total_seconds()) if row.answered_at else None
    return LineRow(
        id=row.id,
        call_id=row.call_id,
        title=row.call.title,
        region=row.region,
        on_duty=row.on_duty,
        state=RollState(row.state),
        asked_at=row.call.asked_at,
        due_at=row.due_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        how=row.how,
        note=row.note,
        seconds=seconds,
    )


def instruction_row(
    row: Instruction, now: datetime, steps: tuple[tuple[str, str, datetime, str], ...] = ()
) -> InstructionRow:
    """Return an instruction as others see it."""
    state = InstructionState(row.state)
    return InstructionRow(
        id=row.id,
        region=row.region,
        leader=row.leader,
        text=row.text,
        source=row.source,
        source_url=row.source_url,
        to_region=row.to_region,
        to_name=row.to_name,
        due_at=row.due_at,
        state=state,
        given_by=row.given_by,
        given_at=row.given_at,
        is_overdue=state in OWED and row.due_at < now,
        finished_by_id=row.finished_by_id,
        steps=steps,
    )
