"""Looks afterwards at what the fast channel sent, and delegations of signatures."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.models.warnings import PublicWarning


class AfterReview(models.Model):
    """What another person owes a warning that one signer issued at once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning = models.OneToOneField(PublicWarning, on_delete=models.PROTECT, related_name="after_review")
    region = models.CharField(max_length=12, db_index=True)
    issuer_name = models.CharField(max_length=80)
    issuer_keys = ArrayField(models.CharField(max_length=80))
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=500, blank=True)
    reviewer_name = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    follower_id = models.UUIDField(null=True)
    is_exercise = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(reviewed_at__isnull=True), name="after_reviews_that_are_owed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.warning_id} by {self.due_at}"


class Delegation(models.Model):
    """One person lets another sign in his place: for which levels, kinds and region, on which days, at which hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_id = models.UUIDField(db_index=True)
    from_name = models.CharField(max_length=80)
    to_id = models.UUIDField(db_index=True)
    to_name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    groups = ArrayField(models.CharField(max_length=20))
    levels = ArrayField(models.PositiveSmallIntegerField())
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    daily_from = models.TimeField(null=True)
    daily_until = models.TimeField(null=True)
    whole_weekends = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(from_id=models.F("to_id")), name="nobody_delegates_to_himself"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="a_delegation_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_name} -> {self.to_name}"
