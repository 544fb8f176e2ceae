"""Rows of suspicions of omission and delay."""

from django.db import models

from anlan.kernel.ids import new_id


class Suspicion(models.Model):
    """Something that should have been reported, by a rule of the table; once a rule and subject."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    incident_id = models.UUIDField(null=True, db_index=True)
    is_exercise = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=12)
    seen_at = models.DateTimeField()
    check_at = models.DateTimeField()
    raised_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "subject"], name="a_suspicion_is_raised_once")]
        indexes = [
            models.Index(fields=["check_at"], name="suspicions_watched", condition=models.Q(state="watched")),
            models.Index(fields=["-raised_at"], name="suspicions_newest", condition=~models.Q(state="watched")),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
