"""Questions about staff and trainings: of one enterprise, and who lacks what in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.enterprises.domain.trainings import Attended, TrainingKind, TrainingState, state_of, trained
from anlan.enterprises.models import Trainee, Training
from anlan.enterprises.selectors.scope import seen_by
from anlan.enterprises.selectors.training_rules import asked_hours, ending_days
from anlan.kernel.actors import Actor
from anlan.support.rows import Rows

LACKING: Final = (TrainingState.UNTRAINED, TrainingState.LAPSED, TrainingState.ENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeRow:
    """A person of a staff with how the person stands today; ``missing`` are the hours that are lacking."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    region: str
    name: str
    post: str
    hired_on: date
    left_on: date | None
    since: date | None
    until: date | None
    state: TrainingState
    missing: Decimal

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow:
    """A training of one person."""

    id: UUID
    trainee_id: UUID
    person: str
    kind: str
    course: str
    hours: Decimal
    held_on: date
    is_passed: bool
    by: str

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LackFilter:
    """Who is wanted among those who lack training; empty fields filter nothing."""

    state: str = ""
    region: str = ""
    post: str = ""
    text: str = ""


def trainees_of(enterprise_id: UUID, today: date) -> tuple[TraineeRow, ...]:
    """Return the staff of an enterprise that the caller may see, those who left last."""
    rows = Trainee.objects.filter(enterprise_id=enterprise_id)
    return _rows(list(rows.select_related("enterprise").order_by("left_on", "name", "id")), today)


def trainings_of(enterprise_id: UUID) -> tuple[TrainingRow, ...]:
    """Return the trainings of an enterprise's staff, the latest first."""
    names = TrainingRow.__dataclass_fields__.keys() - {"person"}
    rows = Training.objects.filter(trainee__enterprise_id=enterprise_id).select_related("trainee")
    return tuple(TrainingRow(person=row.trainee.name, **{name: getattr(row, name) for name in names}) for row in rows)


def lacking(actor: Actor, wanted: LackFilter, today: date) -> Rows[TraineeRow]:
    """Return who lacks training or soon will, in the working enterprises that the actor may see."""
    rows = _lacking(actor, wanted, today).select_related("enterprise")
    return Rows(rows.order_by("until", "hired_on", "id"), lambda found: _rows(found, today))


def lack_counts(actor: Actor, wanted: LackFilter, today: date) -> dict[str, int]:
    """Return how many lack training, by state."""
    rows = _lacking(actor, LackFilter(region=wanted.region, post=wanted.post, text=wanted.text), today)
    return {state.value: rows.filter(_is(state, today)).count() for state in LACKING}


def _is(state: TrainingState, today: date) -> Q:
    soon = today + timedelta(days=ending_days())
    return {
        TrainingState.UNTRAINED: Q(since__isnull=True),
        TrainingState.LAPSED: Q(since__isnull=False, until__lt=today),
        TrainingState.ENDING: Q(since__isnull=False, until__gte=today, until__lte=soon),
    }[state]


def _lacking(actor: Actor, wanted: LackFilter, today: date) -> QuerySet[Trainee]:
    rows = Trainee.objects.filter(left_on__isnull=True).exclude(enterprise__state="closed")
    rows = seen_by(actor, rows, wanted.region, of="enterprise__")
    if wanted.post:
        rows = rows.filter(post=wanted.post)
    if wanted.text:
        rows = rows.filter(enterprise__name__contains=wanted.text)
    states = [each for each in LACKING if wanted.state in ("", each.value)]
    condition = Q(pk__in=[])
    for each in states:
        condition |= _is(each, today)
    return rows.filter(condition)


def _rows(rows: Sequence[Trainee], today: date) -> tuple[TraineeRow, ...]:
    passed: dict[UUID, list[Attended]] = {}
    found = Training.objects.filter(trainee__in=[row.id for row in rows], is_passed=True)
    for trainee, kind, held_on, hours in found.values_list("trainee_id", "kind", "held_on", "hours"):
        passed.setdefault(trainee, []).append(Attended(TrainingKind(kind), held_on, hours))
    return tuple(_row(row, passed.get(row.id, []), today) for row in rows)


def _row(row: Trainee, passed: list[Attended], today: date) -> TraineeRow:
    now = trained(asked_hours(row.post, row.enterprise.industry), passed, today)
    copied = ("id", "enterprise_id", "name", "post", "hired_on", "left_on")
    return TraineeRow(
        **{name: getattr(row, name) for name in copied},
        enterprise_name=row.enterprise.name,
        region=row.enterprise.region,
        since=now.since,
        until=now.until,
        state=state_of(now.since, now.until, today, ending_days()),
        missing=now.missing,
    )
