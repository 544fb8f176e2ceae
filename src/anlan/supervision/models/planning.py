"""Rows: a department's plan of a year, and each object in it."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.supervision.domain.states import PlanState


class YearPlan(models.Model):
    """A department's inspections of a year: made by one person, approved by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    department = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=PlanState.DRAFTED.value)
    edition = models.CharField(max_length=20)
    made_by_id = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    submitted_by_id = models.CharField(max_length=80, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "region", "department"]
        constraints = [
            models.UniqueConstraint(fields=["region", "department", "year"], name="one_plan_a_year_and_department")
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year}"


class PlanItem(models.Model):
    """An object of a plan: how often and when it is inspected, and the reasons of that number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="items")
    object_kind = models.CharField(max_length=12)
    object_id = models.UUIDField(db_index=True)
    object_name = models.CharField(max_length=120)
    region = models.CharField(max_length=12)
    trade = models.CharField(max_length=30, blank=True)
    share = models.CharField(max_length=8)
    times = models.PositiveSmallIntegerField()
    months = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        ordering = ["-times", "object_name", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "object_id"], name="an_object_stands_once_in_a_plan")]
        indexes = [models.Index(fields=["plan", "-times", "object_name", "id"], name="plan_items_in_order")]

    def __str__(self) -> str:
        return f"{self.object_name} {self.times}"


class Penalty(models.Model):
    """A penalty that was decided against an object: it raises how often it is inspected."""

    case_id = models.UUIDField(primary_key=True)
    object_id = models.UUIDField(db_index=True)
    decided_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.object_id} {self.decided_on}"


class CreditMark(models.Model):
    """An object's party stands in the list of seriously dishonest ones until a day, by a case."""

    case_id = models.UUIDField(primary_key=True)
    object_id = models.UUIDField(db_index=True)
    until = models.DateField()
    is_repaired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.object_id} {self.until}"
