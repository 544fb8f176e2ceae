"""Clocks of plans in force, their filings and drills."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.plans.models.editions import PlanEdition


class PlanClock(models.Model):
    """A clock of an edition: filing, answer, evaluation, revision or drill. One of a kind runs at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=20)
    mark = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "warn_at"], name="clocks_to_watch")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=models.Q(state__in=["running", "warned", "missed"]),
                name="one_clock_of_a_kind_runs",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.edition_id}"


class PlanFiling(models.Model):
    """An edition handed to the government above, and what that answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="filings")
    to_region = models.CharField(max_length=12, db_index=True)
    receiver = models.CharField(max_length=100)
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20)
    filed_by_id = models.CharField(max_length=80)
    filed_by = models.CharField(max_length=80)
    filed_at = models.DateTimeField()
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state="waiting"), name="one_filing_waits_for_its_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} to {self.receiver}"


class PlanDrill(models.Model):
    """A drill that tried a plan: when, in which form, what it showed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="drills")
    held_on = models.DateField()
    form = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.form} {self.held_on}"


class PlanEvaluation(models.Model):
    """An evaluation of a plan in force: whether it must be revised, and for which situations."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="evaluations")
    situations = models.JSONField(default=list)
    note = models.TextField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.situations}"
