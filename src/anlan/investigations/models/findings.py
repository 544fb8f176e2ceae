"""Rows: what the group found: causes, responsible parties with what is proposed, measures with their proof."""

from django.db import models
from django.db.models import F

from anlan.investigations.models.investigations import Investigation
from anlan.kernel.ids import new_id


class Cause(models.Model):
    """A cause: ``sort`` is direct or indirect; ``evidence`` says on what it rests."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="causes")
    sort = models.CharField(max_length=8)
    text = models.CharField(max_length=2000)
    evidence = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["sort", "at", "id"]

    def __str__(self) -> str:
        return f"{self.sort} {self.text[:40]}"


class Party(models.Model):
    """Somebody held responsible, and what is proposed: handed over, then carried out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="parties")
    party_kind = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=32, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    post = models.CharField(max_length=80, blank=True)
    liability = models.CharField(max_length=12)
    facts = models.CharField(max_length=3000)
    treatment = models.CharField(max_length=12)
    proposal = models.CharField(max_length=1000)
    basis = models.CharField(max_length=500)
    state = models.CharField(max_length=12)
    receiver = models.CharField(max_length=120, blank=True)
    officers = models.JSONField(default=list)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.CharField(max_length=80, blank=True)
    case_id = models.UUIDField(null=True, db_index=True)
    result = models.CharField(max_length=1000, blank=True)
    carried_out_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Measure(models.Model):
    """A measure against the next accident: who has it, until when, how it was proved, who confirmed it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="measures")
    text = models.CharField(max_length=2000)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=8)
    proof = models.CharField(max_length=2000, blank=True)
    proved_by_id = models.CharField(max_length=80, blank=True)
    proved_by = models.CharField(max_length=80, blank=True)
    proved_at = models.DateTimeField(null=True)
    judgement = models.CharField(max_length=1000, blank=True)
    judged_by = models.CharField(max_length=80, blank=True)
    judged_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [
            models.Index(
                F("due_on"),
                F("id"),
                name="measures_that_are_owed",
                condition=models.Q(state__in=("open", "failed")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text[:40]} {self.state}"
