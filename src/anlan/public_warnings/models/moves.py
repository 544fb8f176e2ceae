"""Households to be moved, frozen with the round, and every tick on their list."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.models.calls import CallTask


class MoveTask(models.Model):
    """One household that is to be moved from a place, as the registry named it when the round began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="households")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    number = models.PositiveIntegerField()
    household_id = models.UUIDField()
    head_name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    persons = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="to_move")
    by_name = models.CharField(max_length=80, blank=True)
    where_to = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "household_id"], name="a_household_is_moved_once_per_round")
        ]
        indexes = [models.Index(fields=["task", "number"], name="households_of_a_place")]

    def __str__(self) -> str:
        return f"{self.head_name} {self.state}"


class MoveTick(models.Model):
    """One tick: what was said of a household, by whom, by which way; a later one corrects it and this one stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    move = models.ForeignKey(MoveTask, on_delete=models.CASCADE, related_name="ticks")
    state = models.CharField(max_length=10)
    by_name = models.CharField(max_length=80)
    via = models.CharField(max_length=8)
    where_to = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["move", "at"], name="ticks_of_a_household")]

    def __str__(self) -> str:
        return f"{self.state} by {self.by_name}"
