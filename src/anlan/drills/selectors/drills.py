"""Drills as their readers see them: a sealed one does not exist for anybody but its insiders."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import ExtractYear

from anlan.drills.domain.planning import SEALED_FORM, Part, Participant, is_over, is_sealed
from anlan.drills.domain.running import Run, run_of
from anlan.drills.domain.states import DrillAct, DrillState, may_follow
from anlan.drills.models import Drill, DrillInsider
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

SEE: Final = "drills.see"
SORTS: Final = {"start": "planned_start", "title": "title", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRow:
    """A drill as others see it; ``part`` is what the reader is in it: author, approver, controller, observer, none."""

    id: UUID
    title: str
    form: str
    state: DrillState
    plan_id: UUID
    plan_key: str
    plan_name: str
    plan_edition: str
    event_kind: str
    region: str
    place_text: str
    scenario: str
    participants: tuple[Participant, ...]
    planned_start: datetime
    author_id: str
    author: str
    planned_at: datetime
    approver_id: str
    approver: str
    approved_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    incident_id: UUID | None
    cancel_reason: str
    scored_by: str
    scored_at: datetime | None
    judgement: str
    reported_by: str
    reported_at: datetime | None
    met_clock: bool
    score: dict[str, Any] | None
    run: Run | None
    part: str

    @property
    def subject(self) -> str:
        """Return the journal's name of the drill."""
        return f"drill:{self.id}"

    @property
    def is_sealed(self) -> bool:
        """Tell whether only its insiders may know of it."""
        return is_sealed(self.form, self.started_at)

    @property
    def is_insider(self) -> bool:
        """Tell whether the reader knows the script."""
        return bool(self.part)

    @property
    def is_controller(self) -> bool:
        """Tell whether the reader leads the drill."""
        return self.part == Part.CONTROLLER

    @property
    def is_over(self) -> bool:
        """Tell whether it has ended."""
        return is_over(self.state)

    @property
    def is_begun(self) -> bool:
        """Tell whether its clock has begun."""
        return self.started_at is not None

    @property
    def shows_scenario(self) -> bool:
        """Tell whether the reader may know what is played: of a double-blind drill only insiders, until it is over."""
        return self.is_insider or self.is_over or (self.is_begun and self.form != SEALED_FORM)

    def lets(self, act: str) -> bool:
        """Tell whether its state lets an act follow."""
        return may_follow(self.state, DrillAct(act))

    def elapsed(self, now: datetime) -> timedelta:
        """Return what the drill's clock shows."""
        return self.run.elapsed(now) if self.run else timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillFilter:
    """What to list; empty fields filter nothing. ``year`` is that of the planned start in China."""

    text: str = ""
    state: str = ""
    form: str = ""
    year: int | None = None
    plan_id: UUID | None = None
    sort: str = ""


def visible(actor: Actor) -> Q:
    """Return the filter that keeps the drills whose existence the actor may know of."""
    if actor.is_system:
        return Q()
    # By ids, not by EXISTS: beside OR the database would ask that anew for every drill.
    named = DrillInsider.objects.filter(account_id=actor.id).values("drill_id")
    inside = Q(author_id=actor.id) | Q(approver_id=actor.id) | Q(id__in=named)
    is_open = ~Q(form=SEALED_FORM) | Q(started_at__isnull=False)
    return inside | (rights.within(actor, SEE) & is_open)


def part_of(row: Drill, actor: Actor) -> str:
    """Return what the actor is in a drill, the strongest first; nothing for all others."""
    if actor.is_system:
        return Part.CONTROLLER.value
    named = {each.account_id: each.part for each in row.insiders.all()}
    if actor.id in named:
        return named[actor.id]
    return "author" if actor.id == row.author_id else "approver" if actor.id == row.approver_id else ""


def drill(actor: Actor, drill_id: UUID) -> DrillRow:
    """Return one drill, or refuse as if there were none."""
    row = Drill.objects.filter(visible(actor), id=drill_id).prefetch_related("insiders").first()
    if row is None:
        raise NotFound(what="drill")
    return row_of(row, actor)


def drills(actor: Actor, wanted: DrillFilter) -> Rows[DrillRow]:
    """Return the drills that match, the next planned start first unless sorted otherwise."""
    sort = wanted.sort.removeprefix("-")
    first = f"{'-' * wanted.sort.startswith('-')}{SORTS[sort]}" if sort in SORTS else "-planned_start"
    rows = _chosen(actor, wanted).prefetch_related("insiders").defer("score")
    return Rows(rows.order_by(first, "id"), lambda found: [row_of(each, actor, has_score=False) for each in found])


def drill_counts(actor: Actor, field: str) -> dict[str, int]:
    """Return how many drills there are of each ``state`` or ``form``."""
    return dict(Drill.objects.filter(visible(actor)).order_by().values_list(field).annotate(count=Count("id")))


def years(actor: Actor) -> tuple[tuple[int, int], ...]:
    """Return the years for which drills are planned with how many, the latest first."""
    started = Drill.objects.filter(visible(actor)).order_by().annotate(year=ExtractYear("planned_start", tzinfo=CHINA))
    return tuple(started.values_list("year").annotate(count=Count("id")).order_by("-year"))


def _chosen(actor: Actor, wanted: DrillFilter) -> "QuerySet[Drill]":
    rows = Drill.objects.filter(visible(actor))
    if wanted.text:
        rows = rows.filter(Q(title__icontains=wanted.text) | Q(plan_name__icontains=wanted.text))
    for name in ("state", "form", "plan_id"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.year:
        begin, end = (datetime(year, 1, 1, tzinfo=CHINA) for year in (wanted.year, wanted.year + 1))
        rows = rows.filter(planned_start__gte=begin, planned_start__lt=end)
    return rows


_SPECIAL: Final = ("state", "participants", "run", "part", "score")


def row_of(row: Drill, actor: Actor, *, has_score: bool = True) -> DrillRow:
    """Return a drill as the actor sees it."""
    same = {name: getattr(row, name) for name in DrillRow.__slots__ if name not in _SPECIAL}
    return DrillRow(
        state=DrillState(row.state),
        participants=tuple(Participant(**each) for each in row.participants),
        run=run_of(row.started_at, row.pauses, row.ended_at) if row.started_at else None,
        part=part_of(row, actor),
        score=row.score if has_score else None,
        **same,
    )


def insiders_of(row: DrillRow) -> tuple[tuple[str, str], ...]:
    """Return name and part of those who are named for a drill; the caller has checked that the reader is one."""
    found = DrillInsider.objects.filter(drill_id=row.id).order_by("part", "name")
    return tuple(found.values_list("name", "part"))


def held_days(region: str, *, year: int) -> tuple[date, ...]:
    """Return on which days of a year drills in a region ended, each drill once, whoever asks; called-off ones not."""
    first, after = (datetime(each, 1, 1, tzinfo=CHINA) for each in (year, year + 1))
    rows = Drill.objects.filter(region__startswith=region, ended_at__gte=first, ended_at__lt=after)
    rows = rows.exclude(state=DrillState.CANCELLED.value).order_by("ended_at")
    return tuple(in_china(at).date() for at in rows.values_list("ended_at", flat=True))


def held_between(actor: Actor, region: str, since: datetime, until: datetime) -> int:
    """Return how many of the drills that the actor may know of ended in a region and a time; called-off ones not."""
    return _held(actor, region).filter(ended_at__gte=since, ended_at__lt=until).count()


def first_held(actor: Actor, region: str) -> datetime | None:
    """Return when the first drill in a region ended; nothing where none has."""
    return _held(actor, region).aggregate(first=Min("ended_at"))["first"]


def _held(actor: Actor, region: str) -> "QuerySet[Drill]":
    rows = Drill.objects.filter(visible(actor), region__startswith=region, ended_at__isnull=False).order_by()
    return rows.exclude(state=DrillState.CANCELLED.value)
