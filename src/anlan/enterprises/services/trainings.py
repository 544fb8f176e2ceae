"""Keeping staff and trainings: who came and left, which course was held for whom, what was entered wrongly."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.enterprises.domain.errors import StandsInTheStaff, TrainingTwice
from anlan.enterprises.domain.trainings import TrainingKind
from anlan.enterprises.events import CourseHeld, TraineeKept, TrainingRemoved
from anlan.enterprises.models import Enterprise, Trainee, Training
from anlan.enterprises.selectors.training_rules import trained_posts
from anlan.enterprises.services.keeping import locked
from anlan.enterprises.services.training_standing import reckon
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.support import journal

_MOST_HOURS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCourse:
    """A training to enter: what for, which course, how many hours, on which last day, for whom, who failed."""

    enterprise_id: UUID
    kind: str
    course: str
    hours: Decimal
    held_on: date
    trainees: tuple[UUID, ...]
    failed: tuple[UUID, ...] = ()


@transaction.atomic
def add_trainee(*, enterprise_id: UUID, name: str, post: str, hired_on: date, actor: Actor, now: datetime) -> UUID:
    """Take a person into an enterprise's staff."""
    firm = locked(enterprise_id, actor)
    row = new_trainee(firm, name, post, hired_on, in_china(now).date())
    if Trainee.objects.filter(enterprise=firm, name=row.name, hired_on=hired_on).exists():
        raise StandsInTheStaff
    row.save(force_insert=True)
    _kept(firm, row, actor, now)
    return row.id


@transaction.atomic
def let_go(*, trainee_id: UUID, left_on: date, actor: Actor, now: datetime) -> None:
    """Write down that a person has left the staff; the trainings stay readable."""
    row, firm = _locked(trainee_id, actor)
    if row.left_on:
        raise TransitionNotAllowed(what="trainee", state="left", act="leave")
    if not row.hired_on <= left_on <= in_china(now).date():
        raise InvalidValue(field="left_on", value=left_on.isoformat(), rule="after_hiring_and_not_to_come")
    row.left_on = left_on
    row.save(update_fields=["left_on"])
    _kept(firm, row, actor, now)


@transaction.atomic
def hold_course(*, new: NewCourse, actor: Actor, now: datetime) -> None:
    """Enter a training for those of an enterprise's staff who attended it."""
    firm = locked(new.enterprise_id, actor)
    wanted = set(new.trainees)
    rows = list(Trainee.objects.filter(enterprise=firm, left_on__isnull=True, id__in=wanted))
    if not wanted or len(rows) != len(wanted):
        raise InvalidValue(field="trainees", value="", rule="at_least_one_of_the_staff")
    values = checked_training(new.kind, new.course, new.hours, new.held_on, in_china(now).date())
    failed = set(new.failed)
    made = [Training(trainee=row, is_passed=row.id not in failed, by=actor.name[:80], at=now, **values) for row in rows]
    put_trainings(made)
    reckon(firm, rows, in_china(now).date())
    event = CourseHeld(
        **_head(firm),
        course=values["course"],
        held_on=new.held_on.isoformat(),
        persons=len(made),
        passed=sum(each.is_passed for each in made),
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def remove_training(*, training_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take out a training that was entered wrongly; the journal keeps what it said and why."""
    known = Training.objects.filter(id=training_id).first()
    if known is None:
        raise NotFound(what="training")
    row, firm = _locked(known.trainee_id, actor)
    reason = _text("reason", reason, 500)
    before = {"kind": known.kind, "course": known.course, "held_on": known.held_on.isoformat()}
    before |= {"hours": str(known.hours), "is_passed": known.is_passed}
    known.delete()
    reckon(firm, [row], in_china(now).date())
    event = TrainingRemoved(**_head(firm), trainee_id=row.id, before=before, reason=reason)
    journal.announce(event, actor=actor, now=now)


def new_trainee(firm: Enterprise, name: str, post: str, hired_on: date, today: date) -> Trainee:
    """Return a checked person of a staff, not yet stored."""
    if post not in trained_posts():
        raise InvalidValue(field="post", value=post[:20], rule="chosen_from_the_list")
    if hired_on > today:
        raise InvalidValue(field="hired_on", value=hired_on.isoformat(), rule="not_to_come")
    return Trainee(enterprise=firm, name=_text("name", name, 40), post=post, hired_on=hired_on)


def checked_training(kind: str, course: str, hours: Decimal, held_on: date, today: date) -> dict[str, Any]:
    """Return a training's fields, or refuse it."""
    if kind not in tuple(TrainingKind):
        raise InvalidValue(field="kind", value=kind[:20], rule="chosen_from_the_list")
    if not (Decimal("0.5") <= hours <= _MOST_HOURS and hours * 2 == int(hours * 2)):
        raise InvalidValue(field="training_hours", value=str(hours)[:10], rule="half_hours_up_to_200")
    if held_on > today:
        raise InvalidValue(field="held_on", value=held_on.isoformat(), rule="not_to_come")
    return {"kind": kind, "course": _text("training_course", course, 120), "hours": hours, "held_on": held_on}


def put_trainings(made: list[Training]) -> None:
    """Store trainings; one that stands already is refused, and nothing is stored."""
    named = [(each.trainee_id, each.kind, each.course, each.held_on) for each in made]
    days = {each.held_on for each in made}
    known = Training.objects.filter(trainee__in=[each.trainee_id for each in made], held_on__in=days)
    standing = set(known.values_list("trainee_id", "kind", "course", "held_on"))
    if standing.intersection(named) or len(set(named)) != len(named):
        raise TrainingTwice
    Training.objects.bulk_create(made, batch_size=1000)


def _locked(trainee_id: UUID, actor: Actor) -> tuple[Trainee, Enterprise]:
    known = Trainee.objects.filter(id=trainee_id).first()
    if known is None:
        raise NotFound(what="trainee")
    firm = locked(known.enterprise_id, actor)
    return Trainee.objects.select_for_update().get(id=trainee_id), firm


def _kept(firm: Enterprise, row: Trainee, actor: Actor, now: datetime) -> None:
    event = TraineeKept(**_head(firm), trainee_id=row.id, post=row.post, has_left=row.left_on is not None)
    journal.announce(event, actor=actor, now=now)


def _head(firm: Enterprise) -> dict[str, Any]:
    return {
        "subject": f"enterprises.enterprise:{firm.id}",
        "region": firm.region,
        "enterprise_id": firm.id,
        "name": firm.name,
    }


def _text(field: str, text: str, most: int) -> str:
    text = text.strip()
    if not 1 <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:most], rule=f"1_to_{most}_characters")
    return text
