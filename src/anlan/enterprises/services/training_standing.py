"""How a staff stands, written on each person whenever trainings or the trade change."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from anlan.enterprises.domain.trainings import Attended, TrainingKind, trained
from anlan.enterprises.models import Enterprise, Trainee, Training
from anlan.enterprises.selectors.training_rules import asked_hours


def reckon(firm: Enterprise, rows: Iterable[Trainee], today: date) -> None:
    """Write on each person since when and until when the trainings hold."""
    found = list(rows)
    passed: dict[UUID, list[Attended]] = {}
    told = Training.objects.filter(trainee__in=[row.id for row in found], is_passed=True)
    for trainee, kind, held_on, hours in told.values_list("trainee_id", "kind", "held_on", "hours"):
        passed.setdefault(trainee, []).append(Attended(TrainingKind(kind), held_on, hours))
    for row in found:
        standing = trained(asked_hours(row.post, firm.industry), passed.get(row.id, []), today)
        row.since, row.until = standing.since, standing.until
    Trainee.objects.bulk_update(found, ["since", "until"], batch_size=1000)
