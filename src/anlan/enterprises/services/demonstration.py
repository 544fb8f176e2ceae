"""The demonstration's files: put in as a whole, taken out as a whole."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.enterprises.domain.risks import RiskEntry, checked_shape
from anlan.enterprises.models import Enterprise, FloorPlan, Record, RiskPoint, Trainee, Training
from anlan.enterprises.services.records import fresh_record
from anlan.enterprises.services.risks import plan_row, put_entry
from anlan.enterprises.services.training_standing import reckon
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.support import rights

_BATCH = 1000
File = Iterable[tuple[str, dict[str, Any]]]
Person = tuple[str, str, date, list[dict[str, Any]]]
Placed = tuple[RiskEntry, list[list[float]]]


@transaction.atomic
def put_demonstration_files(*, files: Mapping[UUID, File], actor: Actor, now: datetime) -> int:
    """Replace the files of invented enterprises, each a run of (section, values); return how many rows."""
    rights.require(actor, "enterprises.register", NATION)
    firms = Enterprise.objects.filter(id__in=files, is_demo=True)
    Record.objects.filter(enterprise__in=firms).delete()
    today = clock.in_china(now).date()
    rows = [
        fresh_record(firm, section, values, by=actor.name, at=now, today=today)
        for firm in firms
        for section, values in files[firm.id]
    ]
    Record.objects.bulk_create(rows, batch_size=_BATCH)
    _count_ends(rows)
    return len(rows)


@transaction.atomic
def put_demonstration_staff(*, staff: Mapping[UUID, Iterable[Person]], actor: Actor, now: datetime) -> int:
    """Replace the staff of invented enterprises, each person as (name, post, hired on, trainings); return how many."""
    rights.require(actor, "enterprises.register", NATION)
    firms = {row.id: row for row in Enterprise.objects.filter(id__in=staff, is_demo=True)}
    Trainee.objects.filter(enterprise__in=firms).delete()
    rows, trainings = [], []
    for firm_id, firm in firms.items():
        for name, post, hired_on, told in staff[firm_id]:
            row = Trainee(enterprise=firm, name=name, post=post, hired_on=hired_on)
            rows.append(row)
            trainings += [Training(trainee=row, is_passed=True, by=actor.name, at=now, **each) for each in told]
    Trainee.objects.bulk_create(rows)
    Training.objects.bulk_create(trainings)
    for firm in firms.values():
        reckon(firm, firm.trainees.all(), clock.in_china(now).date())
    return len(rows)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> int:
    """Remove everything that is demonstration data; return how many rows."""
    rights.require(actor, "enterprises.register", NATION)
    return Enterprise.objects.filter(is_demo=True).delete()[0]


@transaction.atomic
def put_demonstration_risks(
    *, points: Mapping[UUID, Iterable[Placed]], plan: tuple[str, bytes], actor: Actor, now: datetime
) -> int:
    """Replace the risk points of invented enterprises, all on one floor plan (name, picture); return how many."""
    rights.require(actor, "enterprises.register", NATION)
    firms = Enterprise.objects.filter(id__in=points, is_demo=True)
    FloorPlan.objects.filter(enterprise__in=firms).delete()
    RiskPoint.objects.filter(enterprise__in=firms).delete()
    plans = {firm: plan_row(firm, *plan, by=actor.name, at=now) for firm in firms}
    FloorPlan.objects.bulk_create(plans.values())
    rows = []
    for firm, drawn in plans.items():
        firm.checks_since = clock.in_china(now).date()
        for entry, shape in points[firm.id]:
            row = RiskPoint(enterprise=firm, plan=drawn, shape=checked_shape(shape))
            put_entry(row, entry, by=actor.name, at=now)
            firm.risk_level = max(firm.risk_level, row.level)
            rows.append(row)
    RiskPoint.objects.bulk_create(rows, batch_size=_BATCH)
    Enterprise.objects.bulk_update(plans, ["risk_level", "checks_since"])
    return len(rows)


def _count_ends(rows: Iterable[Record]) -> None:
    """Write on the invented enterprises what their lists are sorted by."""
    firms: dict[UUID, Enterprise] = {}
    for row in rows:
        firm = firms.setdefault(row.enterprise_id, row.enterprise)
        if row.ends_on:
            firm.next_end = min(firm.next_end or row.ends_on, row.ends_on)
        if row.section == "standardisation":
            firm.standard_level = row.values["level"]
    Enterprise.objects.bulk_update(firms.values(), ["next_end", "standard_level"])
