"""Rows: drills with their insiders, injects and observations."""

from django.contrib.gis.db.models import PointField
from django.db import models

from anlan.drills.domain.scripts import Sort
from anlan.drills.domain.states import DrillState, InjectState
from anlan.kernel.ids import new_id


class Drill(models.Model):
    """A drill of a plan, whose name and edition are copied.

    ``pauses`` are pairs of instants, the last may be open. ``score`` keeps rows and marks as they were judged.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(null=True, unique=True)
    title = models.CharField(max_length=100)
    form = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=DrillState.PLANNED.value, db_index=True)
    plan_id = models.UUIDField(db_index=True)
    plan_key = models.CharField(max_length=80)
    plan_name = models.CharField(max_length=200)
    plan_edition = models.CharField(max_length=60, blank=True)
    event_kind = models.CharField(max_length=10)
    region = models.CharField(max_length=12, db_index=True)
    place_text = models.CharField(max_length=200, blank=True)
    location = PointField(srid=4326, null=True)
    scenario = models.TextField()
    participants = models.JSONField(default=list)
    planned_start = models.DateTimeField(db_index=True)
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    planned_at = models.DateTimeField()
    approver_id = models.CharField(max_length=80)
    approver = models.CharField(max_length=80)
    approved_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)
    incident_id = models.UUIDField(null=True, unique=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)
    score = models.JSONField(null=True)
    scored_by = models.CharField(max_length=80, blank=True)
    scored_at = models.DateTimeField(null=True)
    judgement = models.TextField(blank=True)
    reported_by = models.CharField(max_length=80, blank=True)
    reported_at = models.DateTimeField(null=True)
    met_clock = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class DrillInsider(models.Model):
    """An account that is named for a drill: a controller leads it, an observer watches."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="insiders")
    account_id = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=80)
    part = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drill", "account_id"], name="an_insider_is_named_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.name}"


class Inject(models.Model):
    """An inject of a drill's script. ``effect`` is the journal's name of what it left behind (``alarm:ID``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="injects")
    minute = models.IntegerField()
    sort = models.CharField(max_length=12, default=Sort.NEWS.value)
    to = models.CharField(max_length=80)
    sender = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=80)
    text = models.TextField()
    data = models.JSONField(default=dict)
    expected = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=InjectState.WAITING.value)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    effect = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["minute", "id"]

    def __str__(self) -> str:
        return f"{self.minute} {self.title} {self.state}"


class Observation(models.Model):
    """What an observer noted. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(null=True, unique=True)
    drill = models.ForeignKey(Drill, on_delete=models.PROTECT, related_name="observations")
    inject = models.ForeignKey(Inject, on_delete=models.PROTECT, null=True, related_name="observations")
    seat = models.CharField(max_length=80, blank=True)
    verdict = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    photo = models.FileField(upload_to="drills/photos/%Y/%m/", max_length=200, blank=True)
    media_type = models.CharField(max_length=20, blank=True)
    seen_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by_id = models.CharField(max_length=80)
    noted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["seen_at", "id"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.seat}"
