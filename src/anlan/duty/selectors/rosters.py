"""Rosters: the list, the month with its turns and what is wrong with them, shares, swaps, absences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.duty.domain.calendar import DayKind
from anlan.duty.domain.checking import Problem, Stand, problems_of
from anlan.duty.domain.rotation import Away, Shares
from anlan.duty.domain.states import RosterState
from anlan.duty.models import Absence, Roster, ShiftPattern, Turn
from anlan.duty.selectors import tables
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lineage
from anlan.people import api as people
from anlan.support.rights import require_visible, within
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A way to cut the duty day, of the house or of an office."""

    key: str
    name: str
    region: str
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A roster in the list."""

    id: UUID
    region: str
    organisation_id: UUID
    organisation_name: str
    month: date
    pattern_name: str
    parts: tuple[str, ...]
    state: RosterState
    made_by: str
    published_by: str
    published_at: datetime | None
    digest: str
    turns: int = 0
    empty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """A turn as its page shows it."""

    id: UUID
    day: date
    part: str
    post: str
    seat: int
    since: datetime
    until: datetime
    day_kind: DayKind
    is_doubled: bool
    person_id: UUID | None
    person_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often a person stands on a roster, and in the year with it."""

    person_id: UUID
    name: str
    workdays: int
    weekends: int
    holidays: int
    total: int
    year_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    region: str = ""
    state: str = ""
    month: str = ""
    text: str = ""


def rosters(actor: Actor, wanted: RosterFilter) -> Rows[RosterRow]:
    """Return the rosters in the actor's regions, the newest month first."""
    rows = Roster.objects.filter(within(actor, "duty.see"))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.month:
        rows = rows.filter(month=wanted.month)
    if wanted.text:
        rows = rows.filter(organisation_name__icontains=wanted.text)
    rows = rows.annotate(places=Count("turns"), vacant=Count("turns", filter=Q(turns__person_id=None)))
    return Rows(rows.order_by("-month", "region", "organisation_name"), lambda found: [_roster(row) for row in found])


def months_of(actor: Actor) -> tuple[date, ...]:
    """Return the months that have rosters in the actor's regions, the newest first."""
    rows = Roster.objects.filter(within(actor, "duty.see")).order_by("-month")
    return tuple(rows.values_list("month", flat=True).distinct()[:12])


def roster(actor: Actor, roster_id: UUID) -> RosterRow:
    """Return one roster in the actor's regions; outside it is as if there were none."""
    row = Roster.objects.filter(id=roster_id).first()
    if row is None:
        raise NotFound(what="roster")
    require_visible(actor, "duty.see", row.region, "roster")
    return _roster(row)


def turns_of(roster_id: UUID) -> tuple[TurnRow, ...]:
    """Return a roster's turns by time, the leader first; the caller has checked the reader's right."""
    rows = Turn.objects.filter(roster_id=roster_id)
    posts = {"leader": 0, "main": 1, "second": 2}
    return tuple(
        TurnRow(
            id=row.id,
            day=row.day,
            part=row.part,
            post=row.post,
            seat=row.seat,
            since=row.since,
            until=row.until,
            day_kind=DayKind(row.day_kind),
            is_doubled=row.is_doubled,
            person_id=row.person_id,
            person_name=row.person_name,
        )
        for row in sorted(rows, key=lambda row: (row.since, posts[row.post], row.seat))
    )


def problems_in(roster_id: UUID, turns: Sequence[Any]) -> tuple[Problem, ...]:
    """Return what is wrong with a roster, with the other rosters its persons stand on."""
    ids = {turn.person_id for turn in turns if turn.person_id}
    if not turns:
        return ()
    first, last = turns[0].day, max(turn.day for turn in turns)
    own = [Stand(each.id, each.day, each.since, each.until, each.person_id) for each in turns]
    begin, end = min(each.since for each in turns), max(each.until for each in turns)
    others = [
        Stand(row.id, row.day, row.since, row.until, row.person_id, is_other=True)
        for row in Turn.objects.filter(person_id__in=ids, since__lte=end, until__gte=begin).exclude(roster_id=roster_id)
    ]
    return problems_of([*own, *others], away_of(ids, first, last))


def away_of(ids: set[UUID], first: date, last: date) -> tuple[Away, ...]:
    """Return when persons are away within days."""
    rows = Absence.objects.filter(person_id__in=ids, withdrawn_at=None, first__lte=last, last__gte=first)
    return tuple(Away(row.person_id, row.first, row.last) for row in rows)


def shares_before(organisation_id: UUID, month: date) -> Shares:
    """Return how often persons stood on an organisation's rosters in the year before a month."""
    rows = Turn.objects.filter(
        roster__organisation_id=organisation_id,
        roster__month__gte=date(month.year, 1, 1),
        roster__month__lt=month,
        person_id__isnull=False,
    )
    shares = Shares()
    for row in rows.values("person_id", "day_kind").annotate(count=Count("id")):
        shares.add(row["person_id"], DayKind(row["day_kind"]), row["count"])
    return shares


def shares_of(row: RosterRow, turns: Sequence[TurnRow]) -> tuple[Share, ...]:
    """Return who stands how often on a roster, the most burdened first."""
    before = shares_before(row.organisation_id, row.month)
    names = {turn.person_id: turn.person_name for turn in turns if turn.person_id}
    counted = Counter((turn.person_id, turn.day_kind) for turn in turns if turn.person_id)
    found = []
    for person_id, name in names.items():
        by_kind = {kind: counted[person_id, kind] for kind in DayKind}
        total = sum(by_kind.values())
        found.append(
            Share(
                person_id=person_id,
                name=name,
                workdays=by_kind[DayKind.WORKDAY],
                weekends=by_kind[DayKind.WEEKEND],
                holidays=by_kind[DayKind.HOLIDAY],
                total=total,
                year_total=total + before.total[person_id],
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.total, each.name)))


def candidates(actor: Actor, region: str) -> tuple[people.Person, ...]:
    """Return who may stand on a roster of a region: the persons who work exactly there, by organisation."""
    found = people.persons(actor, people.PersonFilter(region=region, is_exact=True), limit=300)
    return tuple(sorted(found, key=lambda person: (person.organisation_name, person.name)))


def organisations_here(actor: Actor) -> tuple[people.Organisation, ...]:
    """Return the organisations that may keep a duty room, in the regions where the actor plans."""
    rows: QuerySet[Roster] = Roster.objects.filter(within(actor, "duty.plan"))
    known = set(rows.values_list("organisation_id", flat=True))
    found = [
        unit for kind in ("em_bureau", "township", "government") for unit in people.organisations(actor, kind=kind)
    ]
    return tuple(sorted(found, key=lambda unit: (unit.id not in known, len(unit.region), unit.region, unit.name)))


def patterns(region: str) -> tuple[Pattern, ...]:
    """Return the house's patterns and those of a region's and its upper offices."""
    house = [
        Pattern(key=row["key"], name=row["name"], region="", parts=tuple(row["parts"]))
        for row in tables.roster_table()["patterns"]
    ]
    rows = ShiftPattern.objects.filter(region__in=lineage(region)).order_by("region", "name")
    own = [Pattern(key=str(row.id), name=row.name, region=row.region, parts=tuple(row.parts)) for row in rows]
    return (*house, *own)


def _roster(row: Any) -> RosterRow:
    return RosterRow(
        id=row.id,
        region=row.region,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        month=row.month,
        pattern_name=row.pattern_name,
        parts=tuple(part["name"] for part in row.parts),
        state=RosterState(row.state),
        made_by=row.made_by,
        published_by=row.published_by,
        published_at=row.published_at,
        digest=row.digest,
        turns=getattr(row, "places", 0),
        empty=getattr(row, "vacant", 0),
    )
