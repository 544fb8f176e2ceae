"""Rows: what was done, who was told of being behind, and the scores."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.safety_duties.models.lists import DutyItem, DutyList


class DutyRecord(models.Model):
    """Something owed was done on a day, with words and a picture; withdrawn with a reason, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(DutyItem, on_delete=models.PROTECT, related_name="records")
    day = models.DateField()
    amount = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    picture = models.BinaryField(null=True)
    picture_type = models.CharField(max_length=20, blank=True)
    token = models.UUIDField(null=True, unique=True)
    by_id = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    withdrawn = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-day", "-at", "id"]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"


class Notice(models.Model):
    """A part of the year ended with less done than owed: said once, answered once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(DutyItem, on_delete=models.PROTECT, related_name="notices")
    until = models.DateField()
    owed = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-until", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "until"], name="one_notice_a_duty_and_part")]

    def __str__(self) -> str:
        return f"{self.until} {self.done}/{self.owed}"


class Score(models.Model):
    """The score of a half year or a year with its whole reckoning."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(DutyList, on_delete=models.PROTECT, related_name="scores")
    period = models.CharField(max_length=4)
    score = models.DecimalField(max_digits=4, decimal_places=1)
    grade = models.CharField(max_length=12)
    edition = models.CharField(max_length=20)
    lines = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["period"]
        constraints = [models.UniqueConstraint(fields=["list", "period"], name="a_period_is_scored_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.score}"
