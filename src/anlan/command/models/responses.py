"""Rows: responses with their signed steps, and higher levels' responses."""

from django.db import models

from anlan.command.domain.responses import ResponseState
from anlan.kernel.ids import new_id


class Response(models.Model):
    """A response to an incident. The plan's words are copied when it is proposed and do not change with the plan.

    ``level`` is what runs (0 before the start), ``proposed_level`` what waits for a signature (0 where nothing does).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=ResponseState.PROPOSED.value)
    level = models.SmallIntegerField(default=0)
    proposed_level = models.SmallIntegerField(default=0)
    plan_id = models.CharField(max_length=80)
    plan_title = models.CharField(max_length=200)
    plan_edition = models.CharField(max_length=60, blank=True)
    measures = models.JSONField(default=list)
    tasks = models.JSONField(default=list)
    signers = models.JSONField(default=dict)
    deciders = models.JSONField(default=dict)
    trigger = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    proposed_by_id = models.CharField(max_length=80)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    signed_by_id = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "region"],
                condition=models.Q(state__in=["proposed", "started", "raised", "lowered"]),
                name="one_open_response_per_incident_and_region",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_title} level {self.level} {self.state}"


class ResponseStep(models.Model):
    """One signed step of a response, with the order's text as it was signed. Never changed.

    ``year`` and ``number`` are the order's number among the orders of its region; a declined proposal has none.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12)
    level_before = models.SmallIntegerField()
    level_after = models.SmallIntegerField()
    proposed_by = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    text = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True)
    number = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} to level {self.level_after}"


class UpperResponse(models.Model):
    """A higher level's response to the incident: a recorded fact with its source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    upper_region = models.CharField(max_length=12, blank=True)
    is_exercise = models.BooleanField(default=False)
    issuer = models.CharField(max_length=120)
    level = models.SmallIntegerField()
    started_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "issuer", "level"], name="an_upper_response_is_recorded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} level {self.level}"


class DocumentBook(models.Model):
    """The last number of a region's orders in a year, locked while the next one is given."""

    region = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    is_exercise = models.BooleanField(default=False)
    last_number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "is_exercise"], name="a_region_has_one_book_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}: {self.last_number}"
