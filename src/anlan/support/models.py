"""Rows that every room's acts leave behind: the journal, the workflows it has run, and the clock's setting."""

from django.db import models

from anlan.kernel.ids import new_id


class JournalEntry(models.Model):
    """One business event. Append-only: a trigger refuses every change but the sealer's numbering."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    incident_id = models.UUIDField(null=True)
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=80)
    cause_id = models.UUIDField(null=True)
    is_exercise = models.BooleanField(default=False)
    payload = models.JSONField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    number = models.BigIntegerField(null=True, unique=True)
    previous_seal = models.CharField(max_length=64, null=True)
    seal = models.CharField(max_length=64, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["incident_id", "happened_at"], name="journal_timeline"),
            models.Index(fields=["-happened_at"], name="journal_newest"),
            models.Index(fields=["recorded_at"], name="journal_unsealed", condition=models.Q(number=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class WorkflowRun(models.Model):
    """A workflow has done its work for an entry; the pair is unique, so no retry does it twice."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="+")
    workflow = models.CharField(max_length=80)
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "workflow"], name="workflow_runs_once_per_entry")]

    def __str__(self) -> str:
        return f"{self.workflow} for {self.entry_id}"


class ClockSetting(models.Model):
    """The platform's time while a replay runs; no row means real time.

    Platform time = ``platform_origin`` + ``speed`` x (real time - ``real_origin``), never past ``ceiling``.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    real_origin = models.DateTimeField()
    platform_origin = models.DateTimeField()
    speed = models.FloatField()
    ceiling = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_clock_setting")]

    def __str__(self) -> str:
        return f"from {self.platform_origin} at {self.speed}"


class Heartbeat(models.Model):
    """A worker's last sign of life, and the platform's time up to which it has looked at the clocks."""

    name = models.CharField(primary_key=True, max_length=40)
    beat_at = models.DateTimeField()
    platform_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at}"


class AnsweredRequest(models.Model):
    """The answer to an act that came with an ``Idempotency-Key``, stored in the transaction of the act itself."""

    actor_id = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    address = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=120, blank=True)
    body = models.BinaryField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="a_key_is_used_for_one_act")]
        indexes = [models.Index(fields=["answered_at"], name="answered_requests_by_age")]

    def __str__(self) -> str:
        return f"{self.key} {self.address}"
