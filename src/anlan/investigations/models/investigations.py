"""Rows: an investigation with its group, its limits, and the days that do not count."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F

from anlan.kernel.ids import new_id


class Investigation(models.Model):
    """The investigation of one accident; ``office`` is the region whose government investigates."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    office = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=16)
    level = models.CharField(max_length=16)
    sort = models.CharField(max_length=16)
    mode = models.CharField(max_length=12)
    office_reason = models.CharField(max_length=500, blank=True)
    incident_id = models.UUIDField(null=True, db_index=True)
    object_id = models.UUIDField(null=True, db_index=True)
    unit_name = models.CharField(max_length=120)
    unit_code = models.CharField(max_length=32, blank=True)
    place = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    summary = models.TextField()
    dead = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    injured = models.PositiveIntegerField(default=0)
    loss_yuan = models.PositiveBigIntegerField(default=0)
    nature = models.CharField(max_length=16, blank=True)
    sections = models.JSONField(default=dict)
    formed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.CharField(max_length=80, blank=True)
    submitted_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    reply = models.TextField(blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessment = models.TextField(blank=True)
    archived_at = models.DateTimeField(null=True)
    keep_years = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published = models.JSONField(default=dict)
    withheld = models.CharField(max_length=500, blank=True)
    opened_by_id = models.CharField(max_length=80)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    token = models.UUIDField(null=True, unique=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [
            models.Index(F("happened_at").desc(), F("id").desc(), name="investigations_newest"),
            models.Index(OpClass(F("region"), "varchar_pattern_ops"), F("state"), name="investigations_by_state"),
            models.Index(
                F("published_at").desc(), name="investigations_public", condition=models.Q(published_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id"],
                condition=models.Q(incident_id__isnull=False) & ~models.Q(state="handed_up"),
                name="an_incident_is_investigated_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class Member(models.Model):
    """Somebody in the group: for whom, as what; who was recused stays on the list with the reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=80)
    organisation = models.CharField(max_length=120)
    post = models.CharField(max_length=80, blank=True)
    seat = models.CharField(max_length=16)
    role = models.CharField(max_length=8)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    recused_at = models.DateTimeField(null=True)
    recusal = models.CharField(max_length=500, blank=True)
    signed_on = models.DateField(null=True)
    dissent = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["investigation", "name", "organisation"],
                condition=models.Q(recused_at__isnull=True),
                name="a_member_sits_once",
            ),
            models.UniqueConstraint(
                fields=["investigation"],
                condition=models.Q(recused_at__isnull=True, role="leader"),
                name="a_group_has_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.role}"


class Clock(models.Model):
    """A limit as it was last counted, so that warning and missing are told once."""

    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="clocks")
    limit = models.CharField(max_length=16)
    since = models.DateField()
    due_on = models.DateField()
    warn_on = models.DateField()
    state = models.CharField(max_length=8)
    met_on = models.DateField(null=True)
    is_paused = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["investigation", "limit"], name="an_investigation_limit_once")]
        indexes = [
            models.Index(
                F("due_on"), F("id"), name="investigation_clocks_due", condition=models.Q(met_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.due_on} {self.state}"


class Extension(models.Model):
    """More days for a limit, granted for a reason; never changed."""

    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="extensions")
    limit = models.CharField(max_length=16)
    days = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    granted_by = models.CharField(max_length=80)
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["granted_at", "id"]

    def __str__(self) -> str:
        return f"{self.limit} {self.days}"


class Appraisal(models.Model):
    """A technical appraisal: its days do not count for the report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="appraisals")
    subject = models.CharField(max_length=200)
    body = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField(null=True)
    result = models.TextField(blank=True)
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["first", "id"]

    def __str__(self) -> str:
        return f"{self.subject} {self.first}"
