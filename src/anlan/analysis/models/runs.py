"""Rows: runs with what they knew and found, and who relied on them."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q

from anlan.analysis.domain.states import RunState
from anlan.kernel.ids import new_id


class Run(models.Model):
    """One run of one kind: its inputs, the editions of data and models, its result, kept as they were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=12, default=RunState.WAITING.value)
    level = models.PositiveSmallIntegerField(default=0)
    inputs = models.JSONField()
    versions = models.JSONField(default=dict)
    models_used = models.JSONField(default=list)
    result = models.JSONField(null=True)
    box = models.JSONField(null=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_data = models.JSONField(default=dict)
    done = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_automatic = models.BooleanField(default=False)
    is_exercise = models.BooleanField(default=False)
    incident_id = models.UUIDField(null=True, db_index=True)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)
    outdated_by = models.CharField(max_length=120, blank=True)
    run_by_id = models.CharField(max_length=80)
    run_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    token = models.UUIDField(null=True, unique=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(F("asked_at").desc(), F("id").desc(), name="analysis_newest"),
            models.Index(F("kind"), F("asked_at").desc(), F("id").desc(), name="analysis_of_a_kind"),
            models.Index(
                F("kind"),
                F("is_exercise"),
                F("asked_at").desc(),
                F("id").desc(),
                condition=Q(state="done", box__isnull=False),
                name="analysis_on_the_map",
            ),
            models.Index(OpClass(F("region"), "varchar_pattern_ops"), F("kind"), F("state"), name="analysis_counted"),
            models.Index(F("title").desc(), F("id").desc(), name="analysis_by_title"),
            models.Index(F("asked_at"), condition=Q(state__in=("waiting", "running")), name="analysis_not_ended"),
            models.Index(
                OpClass(F("region"), "varchar_pattern_ops"), F("asked_at").desc(), name="analysis_of_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class Reliance(models.Model):
    """A decision that relied on a run: its subject, such as warning:<id>, with who said so."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="reliances")
    subject = models.CharField(max_length=120, db_index=True)
    label = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)
    by_id = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "subject"], name="a_reliance_is_noted_once")]

    def __str__(self) -> str:
        return f"{self.subject} on {self.run_id}"
