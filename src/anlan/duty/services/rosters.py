"""Acts on rosters: laid out, filled, set by hand, published, changed afterwards."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.calendar import Period, reasons_to_double
from anlan.duty.domain.errors import PersonNotHere, RosterExists, RosterHasProblems, TurnIsOver
from anlan.duty.domain.patterns import Part, parts_from, span_in_day
from anlan.duty.domain.rotation import Place, rotate
from anlan.duty.domain.states import ROSTER, RosterAct, RosterState, step
from anlan.duty.domain.texts import checked
from anlan.duty.events import RosterDropped, RosterFilled, RosterMade, RosterPublished, TurnChanged
from anlan.duty.models import Roster, Turn
from anlan.duty.selectors import rosters as asked
from anlan.duty.selectors import tables
from anlan.duty.selectors.calendar import periods_of
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.people import api as people
from anlan.support import journal, rights

POSTS: Final = ("leader", "main", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoster:
    """What a month's roster is made of; ``pattern`` is the key of a pattern of the house or of an office."""

    organisation_id: UUID
    month: date
    pattern: str = "whole_day"
    is_demo: bool = False


@transaction.atomic
def make_roster(*, new: NewRoster, actor: Actor, now: datetime) -> UUID:
    """Lay out a month with empty places, as many as the table and the calendar want."""
    unit = people.organisation(new.organisation_id)
    rights.require(actor, "duty.plan", unit.region)
    month = new.month.replace(day=1)
    if Roster.objects.filter(organisation_id=unit.id, month=month).exists():
        raise RosterExists(organisation=unit.name, month=f"{month:%Y-%m}")
    found = next((each for each in asked.patterns(unit.region) if each.key == new.pattern), None)
    if found is None:
        raise InvalidValue(field="pattern", value=new.pattern[:40], rule="known_pattern")
    parts = parts_from(found.parts)
    row = Roster.objects.create(
        region=unit.region,
        organisation_id=unit.id,
        organisation_name=unit.name,
        month=month,
        pattern_name=found.name,
        parts=[part.as_row() for part in parts],
        made_by=actor.name,
        made_at=now,
        is_demo=new.is_demo,
    )
    days = tables.month_days(month)
    turns = [turn for day in days for turn in laid_out(row, parts, day, periods_of(unit.region, days[0], days[-1]))]
    Turn.objects.bulk_create(turns)
    _tell(RosterMade, row, actor, now, turns=len(turns))
    return row.id


def laid_out(row: Roster, parts: Sequence[Part], day: date, periods: Sequence[Period]) -> list[Turn]:
    """Return the empty places of one day."""
    doubled = bool(reasons_to_double(day, periods))
    usual, needs = tables.needs_of(row.region, is_doubled=False), tables.needs_of(row.region, is_doubled=doubled)
    kind = tables.state_calendar().kind_of(day)
    turns = []
    for index, part in enumerate(parts):
        since, until = span_in_day(parts, index, day)
        for post in POSTS:
            for seat in range(1, needs.get(post, 0) + 1):
                place = {"day": day, "part": part.name, "post": post, "seat": seat, "since": since, "until": until}
                extra = seat > usual.get(post, 0)
                turns.append(Turn(roster=row, region=row.region, day_kind=kind.value, is_doubled=extra, **place))
    return turns


@transaction.atomic
def fill_roster(*, roster_id: UUID, pools: Mapping[str, Sequence[UUID]], actor: Actor, now: datetime) -> int:
    """Fill a draft by a fair rotation over lists of persons, one a post; return how many places stay empty."""
    row = _locked(roster_id, actor, "duty.plan")
    step("roster", ROSTER, RosterState(row.state), RosterAct.FILL)
    ids = {each for pool in pools.values() for each in pool}
    names = _names(row.region, ids)
    turns = list(Turn.objects.filter(roster=row).order_by("since", "id"))
    begin, end = turns[0].since, turns[-1].until
    taken: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for other in Turn.objects.filter(person_id__in=ids, until__gte=begin, since__lte=end).exclude(roster=row):
        taken.setdefault(other.person_id, []).append((other.since, other.until))
    chosen = rotate(
        [Place(turn.id, turn.post, turn.day, turn.since, turn.until, asked.DayKind(turn.day_kind)) for turn in turns],
        pools,
        away=asked.away_of(ids, turns[0].day, turns[-1].day),
        before=asked.shares_before(row.organisation_id, row.month),
        taken=taken,
    )
    for turn in turns:
        turn.person_id = chosen.get(turn.id)
        turn.person_name = names.get(turn.person_id, "") if turn.person_id else ""
    Turn.objects.bulk_update(turns, ["person_id", "person_name"])
    _tell(RosterFilled, row, actor, now, filled=len(chosen), empty=len(turns) - len(chosen))
    return len(turns) - len(chosen)


@transaction.atomic
def enter_turns(*, roster_id: UUID, persons: Mapping[UUID, UUID | None], actor: Actor, now: datetime) -> int:
    """Put persons into places of a draft, as a table or a form says; return how many places changed."""
    row = _locked(roster_id, actor, "duty.plan")
    step("roster", ROSTER, RosterState(row.state), RosterAct.SET)
    names = _names(row.region, {each for each in persons.values() if each})
    turns = [turn for turn in Turn.objects.filter(roster=row, id__in=persons) if turn.person_id != persons[turn.id]]
    for turn in turns:
        turn.person_id = persons[turn.id]
        turn.person_name = names[turn.person_id] if turn.person_id else ""
    Turn.objects.bulk_update(turns, ["person_id", "person_name"])
    empty = Turn.objects.filter(roster=row, person_id=None).count()
    _tell(RosterFilled, row, actor, now, filled=len(turns), empty=empty)
    return len(turns)


@transaction.atomic
def publish_roster(*, roster_id: UUID, actor: Actor, now: datetime) -> str:
    """Put a roster without problems in force and freeze its text; return the text's digest."""
    row = _locked(roster_id, actor, "duty.publish")
    after = step("roster", ROSTER, RosterState(row.state), RosterAct.PUBLISH)
    turns = asked.turns_of(row.id)
    problems = [each for each in asked.problems_in(row.id, turns) if each.forbids]
    if problems:
        raise RosterHasProblems(count=len({each.turn_id for each in problems}))
    row.published_text, row.digest = frozen(row, turns)
    row.state, row.published_by, row.published_at = after.value, actor.name, now
    row.save(update_fields=["published_text", "digest", "state", "published_by", "published_at"])
    _tell(RosterPublished, row, actor, now, digest=row.digest)
    return row.digest


def frozen(row: Roster, turns: Iterable[Any]) -> tuple[str, str]:
    """Return a roster's text as it is published, and its SM3 digest."""
    lines = [f"{each.day} {each.part} {each.post} {each.seat} {each.person_id} {each.person_name}" for each in turns]
    text = "\n".join([f"{row.organisation_name} {row.month:%Y-%m}", *lines])
    return text, hashlib.new("sm3", text.encode()).hexdigest()


@transaction.atomic
def change_turn(*, turn_id: UUID, person_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Give a turn of a published roster to somebody else, with the reason in the journal."""
    found = Turn.objects.filter(id=turn_id).values_list("roster_id", flat=True).first()
    if found is None:
        raise NotFound(what="turn")
    row = _locked(found, actor, "duty.publish")
    step("roster", ROSTER, RosterState(row.state), RosterAct.CHANGE)
    turn = Turn.objects.select_for_update().get(id=turn_id)
    if turn.until <= now:
        raise TurnIsOver(day=turn.day)
    because = checked("reason", reason, 200)
    before, names = turn.person_name, _names(row.region, {person_id})
    turn.person_id, turn.person_name = person_id, names[person_id]
    turn.save(update_fields=["person_id", "person_name"])
    _forbid_problems(row.id, turn.id)
    tell_change(turn, before, because, actor, now)


def _forbid_problems(roster_id: UUID, turn_id: UUID) -> None:
    problems = asked.problems_in(roster_id, asked.turns_of(roster_id))
    if any(each.turn_id == turn_id and each.forbids for each in problems):
        raise RosterHasProblems(count=1)


def tell_change(turn: Turn, before: str, reason: str, actor: Actor, now: datetime) -> None:
    """Journal that a published turn went to somebody else."""
    told = {"day": turn.day.isoformat(), "part": turn.part, "post": turn.post, "before": before}
    event = TurnChanged(
        subject=f"roster:{turn.roster_id}", region=turn.region, after=turn.person_name, reason=reason, **told
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def drop_roster(*, roster_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away."""
    row = _locked(roster_id, actor, "duty.plan")
    step("roster", ROSTER, RosterState(row.state), RosterAct.DROP)
    _tell(RosterDropped, row, actor, now)
    row.delete()


def _locked(roster_id: UUID, actor: Actor, right: str) -> Roster:
    row = Roster.objects.select_for_update().filter(id=roster_id).first()
    if row is None:
        raise NotFound(what="roster")
    rights.require_visible(actor, "duty.see", row.region, "roster")
    rights.require(actor, right, row.region)
    return row


def _names(region: str, ids: set[UUID]) -> dict[UUID, str]:
    """Return the persons' names; who does not work exactly in the region cannot stand on its roster."""
    found = people.persons_by_id(ids)
    if any(each not in found or found[each].region != region for each in ids):
        raise PersonNotHere(region=region)
    return {each.id: each.name for each in found.values()}


def _tell(event_class: type, row: Roster, actor: Actor, now: datetime, **more: object) -> None:
    head = {"subject": f"roster:{row.id}", "region": row.region}
    event = event_class(**head, organisation=row.organisation_name, month=f"{row.month:%Y-%m}", **more)
    journal.announce(event, actor=actor, now=now)
