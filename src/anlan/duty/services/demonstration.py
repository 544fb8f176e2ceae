"""The demonstration's rosters, put in as published without a word in the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.handover import HandoverState, digest_of
from anlan.duty.domain.patterns import parts_from
from anlan.duty.domain.rotation import Place, rotate
from anlan.duty.domain.states import RosterState
from anlan.duty.models import Handover, Instruction, Occasion, Roster, Turn
from anlan.duty.selectors import rosters as asked
from anlan.duty.selectors import tables
from anlan.duty.selectors.calendar import periods_of
from anlan.duty.services.handovers import drafted, handover_table, signed_text
from anlan.duty.services.rosters import frozen, laid_out
from anlan.kernel.actors import Actor
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRoster:
    """A month of an organisation with the pools of its posts; persons as (id, name).

    ``alternates``: too few persons for a rotation, so the pool takes turns day by day.
    """

    id: UUID
    organisation_id: UUID
    organisation_name: str
    region: str
    month: date
    pools: Mapping[str, Sequence[tuple[UUID, str]]]
    alternates: bool = False


@transaction.atomic
def put_demonstration(*, rosters: Sequence[OpeningRoster], actor: Actor, now: datetime) -> int:
    """Put rosters in as published, replacing what was put in before; return how many turns; the platform does it."""
    rights.require_platform(actor)
    Roster.objects.filter(is_demo=True).delete()
    turns: list[Turn] = []
    rows = []
    for each in rosters:
        row = _row(each, now)
        own = _filled(each, row)
        row.published_text, row.digest = frozen(row, own)
        rows.append(row)
        turns += own
    Roster.objects.bulk_create(rows)
    Turn.objects.bulk_create(turns, batch_size=2000)
    return len(turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPapers:
    """One hand-over, the last of a region's roster, and one instruction."""

    region: str
    notes: str
    leader: str
    text: str
    source: str
    to_region: str
    to_name: str


@transaction.atomic
def put_demonstration_papers(*, papers: OpeningPapers, actor: Actor, now: datetime) -> None:
    """Put in a signed hand-over of the last change of shifts and an instruction, replacing those put in before."""
    rights.require_platform(actor)
    _take_papers_out()
    turns = Turn.objects.filter(region=papers.region, post="main", seat=1, roster__is_demo=True)
    turn = turns.filter(until__lte=now).select_related("roster").order_by("-until").first()
    if turn is not None:
        _hand_over(turn, papers.notes, now)
    Instruction.objects.create(
        region=papers.region,
        leader=papers.leader,
        text=papers.text,
        source=papers.source,
        to_region=papers.to_region,
        to_name=papers.to_name,
        due_at=now + timedelta(days=2),
        given_by=turn.person_name if turn else actor.name,
        given_at=now,
        is_demo=True,
    )


def _hand_over(turn: Turn, notes: str, now: datetime) -> None:
    row = drafted(turn, handover_table()["checks"], now)
    row.notes, row.is_demo, row.late_told_at = notes, True, None
    row.checks = [{**each, "is_there": True} for each in row.checks]
    row.left_by_id, row.left_by, row.left_at = str(row.leaving_person_id), row.leaving_person, row.changeover_at
    row.taken_by_id, row.taken_by, row.taken_at = str(row.arriving_person_id), row.arriving_person, row.changeover_at
    row.text = signed_text(row)
    row.state, row.digest = HandoverState.DONE.value, digest_of(row.text)
    Handover.objects.filter(
        organisation_id=row.organisation_id, changeover_at=row.changeover_at, state="draft"
    ).delete()
    Handover.objects.bulk_create([row], ignore_conflicts=True)


def _take_papers_out() -> None:
    Handover.objects.filter(is_demo=True).delete()
    Instruction.objects.filter(is_demo=True).delete()


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's rosters and occasions out."""
    rights.require_platform(actor)
    _take_papers_out()
    Roster.objects.filter(is_demo=True).delete()
    Occasion.objects.filter(is_demo=True).delete()


def _row(each: OpeningRoster, now: datetime) -> Roster:
    pattern, leader = asked.patterns("")[0], each.pools["leader"][0][1]
    return Roster(
        id=each.id,
        region=each.region,
        organisation_id=each.organisation_id,
        organisation_name=each.organisation_name,
        month=each.month,
        pattern_name=pattern.name,
        parts=list(pattern.parts),
        state=RosterState.PUBLISHED.value,
        made_by=leader,
        made_at=now,
        published_by=leader,
        published_at=now,
        is_demo=True,
    )


def _filled(each: OpeningRoster, row: Roster) -> list[Turn]:
    days, parts = tables.month_days(each.month), parts_from(row.parts)
    periods = periods_of(each.region, days[0], days[-1])
    turns = [turn for day in days for turn in laid_out(row, parts, day, periods)]
    names = {person: name for pool in each.pools.values() for person, name in pool}
    if each.alternates:
        chosen = {turn.id: _in_turn(each.pools.get(turn.post, ()), turn) for turn in turns}
    else:
        pools = {post: [person for person, _ in pool] for post, pool in each.pools.items()}
        chosen = dict(rotate([_place(turn) for turn in turns], pools))
    for turn in turns:
        turn.person_id = chosen.get(turn.id)
        turn.person_name = names.get(turn.person_id, "") if turn.person_id else ""
    return turns


def _in_turn(pool: Sequence[tuple[UUID, str]], turn: Turn) -> UUID | None:
    return pool[(turn.day.toordinal() + turn.seat) % len(pool)][0] if pool else None


def _place(turn: Turn) -> Place:
    return Place(turn.id, turn.post, turn.day, turn.since, turn.until, asked.DayKind(turn.day_kind))
