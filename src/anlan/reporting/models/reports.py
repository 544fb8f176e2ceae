"""Rows: clocks, reports with their versions, and what was sent."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.reporting.domain.clocks import ClockState
from anlan.reporting.domain.reports import ReportState


class ReportClock(models.Model):
    """One duty to report and its evidence: when the news came, when the report went, when it was received, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    incident_kind = models.CharField(max_length=12)
    is_exercise = models.BooleanField(default=False)
    rule = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    mark = models.CharField(max_length=12)
    stage = models.CharField(max_length=12)
    region = models.CharField(max_length=12, db_index=True)
    to_region = models.CharField(max_length=12, blank=True)
    from_party = models.CharField(max_length=20, blank=True)
    to_party = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, default=ClockState.RUNNING.value)
    learned_at = models.DateTimeField()
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    transmission = models.ForeignKey("Transmission", on_delete=models.PROTECT, null=True, related_name="clocks")
    stopped_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "rule", "region", "to_region", "due_at"], name="a_duty_to_report_has_one_clock"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="clocks_ticking", condition=models.Q(state__in=["running", "warned"])),
            models.Index(
                fields=["missed_at"],
                name="clocks_to_escalate",
                condition=models.Q(state="missed", escalated_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.region} to {self.to_region} by {self.due_at}"


class Report(models.Model):
    """A report of one level on one incident; its text stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    is_exercise = models.BooleanField(default=False)
    region = models.CharField(max_length=12, db_index=True)
    stage = models.CharField(max_length=12)
    number = models.IntegerField()
    year = models.IntegerField()
    issue = models.IntegerField()
    state = models.CharField(max_length=12, default=ReportState.DRAFT.value)
    version = models.IntegerField(default=1)
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "region", "stage", "number"], name="reports_are_numbered_by_stage"
            ),
            models.UniqueConstraint(fields=["region", "year", "issue"], name="an_issue_number_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.number} of {self.incident_title}"


class ReportVersion(models.Model):
    """The text and figures of a report. Once its report is signed it is not written to; a correction adds the next."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    figures = models.JSONField(default=list)
    facts_at = models.DateTimeField()
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    editor_ids = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    explanation = models.CharField(max_length=1000, blank=True)
    written_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="a_report_version_is_numbered_once")]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"


class Transmission(models.Model):
    """What went to one receiver, complete and frozen: it joins nothing and a trigger refuses to change it.

    Only the receipt may be written, once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="transmissions")
    version = models.IntegerField()
    region = models.CharField(max_length=12, db_index=True)
    to_region = models.CharField(max_length=12, blank=True, db_index=True)
    to_party = models.CharField(max_length=20, blank=True)
    way = models.CharField(max_length=12, default="ordinary")
    way_reason = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=120)
    receiver = models.CharField(max_length=120)
    is_exercise = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    body = models.TextField()
    figures = models.JSONField()
    signed_by = models.CharField(max_length=80)
    signed_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField()
    document = models.BinaryField()
    document_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    received_by = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField(null=True)
    receipt_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "version", "to_region", "to_party"], name="a_version_goes_to_a_receiver_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} to {self.receiver}"
