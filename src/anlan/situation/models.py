"""Rows: judgement reports. Signed, a trigger refuses changes."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.situation.domain.states import ReportState


class JudgementReport(models.Model):
    """A report on some days in a region: what the records said when it was drafted, and its sections."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=12, db_index=True)
    first = models.DateField()
    last = models.DateField()
    name = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default=ReportState.DRAFT.value)
    facts = models.JSONField(default=dict)
    sections = models.JSONField(default=list)
    editor_ids = models.JSONField(default=list)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    read_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80, blank=True)
    submitted_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    document = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "first", "name"],
                condition=~models.Q(state="discarded"),
                name="one_report_of_a_period",
            ),
            models.UniqueConstraint(fields=["region", "kind", "year", "number"], name="reports_are_numbered"),
        ]
        indexes = [models.Index(fields=["-first", "kind"], name="reports_by_period")]

    def __str__(self) -> str:
        return self.title
