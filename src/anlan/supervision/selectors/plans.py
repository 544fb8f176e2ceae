"""Questions about yearly plans: what stands in them, and how far they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Func, IntegerField, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import NotFound
from anlan.supervision.models import Inspection, PlanItem, YearPlan
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan with its numbers: objects and inspections, key and general, and how many were done this year."""

    id: UUID
    region: str
    department: str
    year: int
    state: str
    edition: str
    made_by: str
    made_by_id: str
    submitted_by_id: str
    made_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    objects: int
    inspections: int
    key_objects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An object of a plan with the reasons of its number and how often it was inspected."""

    id: UUID
    object_kind: str
    object_id: UUID
    object_name: str
    region: str
    share: str
    times: int
    months: tuple[int, ...]
    reasons: tuple[dict[str, Any], ...]
    done: int

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a plan: inspections planned and done in it."""

    number: int
    planned: int
    done: int


def plans(actor: Actor) -> Rows[PlanRow]:
    """Return the plans in the actor's regions, the newest year first."""
    rows = YearPlan.objects.filter(rights.within(actor, "supervision.see")).order_by("-year", "region", "department")
    return Rows(rows, _rows)


def plan(actor: Actor, plan_id: UUID) -> PlanRow:
    """Return one plan."""
    row = YearPlan.objects.filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="plan")
    rights.require_visible(actor, "supervision.see", row.region, what="plan")
    return _rows([row])[0]


def items_of(row: PlanRow, *, share: str = "", month: int = 0, text: str = "") -> Rows[ItemRow]:
    """Return a plan's objects; the caller has checked that the reader may see the plan."""
    found = PlanItem.objects.filter(plan_id=row.id)
    if share:
        found = found.filter(share=share)
    if month:
        found = found.filter(months__contains=month)
    if text:
        found = found.filter(object_name__contains=text)
    return Rows(found.order_by("-times", "object_name", "id"), lambda rows: _items(rows, row.year))


def progress(row: PlanRow) -> tuple[Month, ...]:
    """Return for each month what was planned and what was done at the plan's objects."""
    each_month = Func("months", function="jsonb_array_elements", output_field=IntegerField())
    rows = PlanItem.objects.filter(plan_id=row.id).annotate(month=each_month).order_by().values_list("month", flat=True)
    planned = Counter(map(int, rows))
    objects = PlanItem.objects.filter(plan_id=row.id).values("object_id")
    counted = (
        _done(row.year)
        .filter(object_id__in=objects)
        .annotate(month=ExtractMonth("recorded_at", tzinfo=CHINA))
        .order_by()
        .values_list("month")
        .annotate(count=Count("id"))
    )
    done = dict(counted)
    return tuple(Month(number, planned[number], done.get(number, 0)) for number in range(1, 13))


def _done(year: int) -> QuerySet[Inspection]:
    first, after = (datetime(each, 1, 1, tzinfo=CHINA) for each in (year, year + 1))
    return Inspection.objects.filter(recorded_at__gte=first, recorded_at__lt=after)


def _items(rows: Sequence[PlanItem], year: int) -> tuple[ItemRow, ...]:
    counted = _done(year).filter(object_id__in=[row.object_id for row in rows]).order_by().values_list("object_id")
    done = dict(counted.annotate(count=Count("id")))
    copied = ("id", "object_kind", "object_id", "object_name", "region", "share", "times")
    return tuple(
        ItemRow(
            **{name: getattr(row, name) for name in copied},
            months=tuple(row.months),
            reasons=tuple(row.reasons),
            done=done.get(row.object_id, 0),
        )
        for row in rows
    )


def _rows(rows: Sequence[YearPlan]) -> tuple[PlanRow, ...]:
    counted = (
        PlanItem.objects.filter(plan__in=[row.id for row in rows])
        .order_by()
        .values("plan_id", "share")
        .annotate(objects=Count("id"), inspections=Sum("times"))
    )
    numbers: dict[UUID, dict[str, tuple[int, int]]] = {}
    for each in counted:
        numbers.setdefault(each["plan_id"], {})[each["share"]] = (each["objects"], each["inspections"])
    return tuple(_row(row, numbers.get(row.id, {})) for row in rows)


def _row(row: YearPlan, shares: dict[str, tuple[int, int]]) -> PlanRow:
    copied = PlanRow.__dataclass_fields__.keys() - {"objects", "inspections", "key_objects"}
    return PlanRow(
        **{name: getattr(row, name) for name in copied},
        objects=sum(objects for objects, _ in shares.values()),
        inspections=sum(inspections for _, inspections in shares.values()),
        key_objects=shares.get("key", (0, 0))[0],
    )
